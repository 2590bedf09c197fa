"""The demonstration's periodic reports: illustrative, no real ones.

The agency's report of quarter II was sent two days late, those of I and III in time; that of the
year has opened, and three of five units have sent theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.reporting.constants import Asked, Counted, Frequency
from parindex.reporting.queries.obligations import illustrative_periods
from parindex.reporting.services.forms import keep_form, publish
from parindex.reporting.services.illustrative import IllustrativeReport, load_reports
from parindex.reporting.services.obligations import NewObligation, keep_obligation
from parindex.reporting.starting_form import starting_questions

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit
    from parindex.reporting.models import Period

_RECIPIENT = "Ủy ban nhân dân tỉnh (qua Sở Nội vụ)"
_QUARTERS = "Báo cáo cải cách hành chính quý"
# By quarter: days after the agency's day on which its report was sent, and its number.
_SENT = {1: (-3, "12/BC-SKHCN"), 2: (2, "31/BC-SKHCN"), 3: (-1, "58/BC-SKHCN")}
# By quarter and unit: days after the units' day; all others two days before it.
_LATE_UNITS = {(2, "inspectorate"): 4, (3, "application-centre"): 3}
# Who has sent the year's by the demonstration's day.
_SENT_OF_YEAR = ("office", "technology-management", "metrology-sub-department")
_WORDS = "Thực hiện đúng kế hoạch trong kỳ (số liệu minh họa)."


def load_periodic_reports(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Load what is owed, and the reports that came."""
    draft = keep_form(agency, "Báo cáo cải cách hành chính định kỳ", starting_questions(), None)
    form = publish(draft, None).form_id
    for name, frequency, numbers in (
        (_QUARTERS, Frequency.QUARTERLY, (1, 2, 3)),
        ("Báo cáo cải cách hành chính năm", Frequency.YEARLY, (1,)),
    ):
        new = NewObligation(
            name=name,
            frequency=frequency,
            form=form,
            units=tuple(units.values()),
            recipient=_RECIPIENT,
            numbers=numbers,
            counted=Counted.AGENCY,
            starts_on=date(year, 1, 1),
        )
        keep_obligation(agency, new, None, is_illustrative=True)
    for period in illustrative_periods(agency, year):
        if period.obligation.name == _QUARTERS:
            _load_quarter(period, tuple(units))
        else:
            _load_year(period)


def _load_quarter(period: Period, keys: tuple[str, ...]) -> None:
    last_month = period.last_day.month
    of_units, of_agency = (date(period.year, last_month, day) for day in (10, 15))
    days, number = _SENT[period.number]
    sent = {
        key: IllustrativeReport(
            of_units + timedelta(days=_LATE_UNITS.get((period.number, key), -2)),
            _answers(place + period.number),
            is_accepted=True,
        )
        for place, key in enumerate(keys)
    }
    whole = IllustrativeReport(of_agency + timedelta(days=days), _office_words(), number=number)
    load_reports(period, sent, whole)


def _load_year(period: Period) -> None:
    sent = {
        key: IllustrativeReport(
            date(period.year, 11, 22 + place), _answers(place + 9), is_accepted=place == 0
        )
        for place, key in enumerate(_SENT_OF_YEAR)
    }
    load_reports(period, sent, None)


def _answers(amount: int) -> dict[str, str]:
    return {
        one.key: str(amount) if one.is_number else _WORDS
        for one in starting_questions()
        if one.asks_units
    }


def _office_words() -> dict[str, str]:
    return {one.key: _WORDS for one in starting_questions() if one.asked == Asked.OFFICE}
