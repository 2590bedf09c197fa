"""The period that an address asks for: a year, quarter, month, or any range of days; in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.dossiers.queries.indicators import asked_period
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import vndate
from parindex_dossiers.errors import PeriodUnreadable
from parindex_dossiers.periods import Period, parse_period, parts_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

_QUARTERS = {1: "I", 4: "II", 7: "III", 10: "IV"}
# The year before can be looked at as well; older ones by a range of days.
_YEARS_OFFERED = 2


@dataclass(frozen=True)
class PeriodChoice:
    """A line of the picker."""

    value: str
    label: str


@dataclass(frozen=True)
class AskedPeriod:
    """The period of a page. ``problem``: why what was typed is none; the year then stands.

    ``first`` and ``last`` are what was typed into the range, to be shown again.
    """

    period: Period
    label: str
    first: str
    last: str
    problem: str | Promise

    @property
    def text(self) -> str:
        """For addresses."""
        return self.period.text


def period_asked(query: QueryDict, year: int, today: date) -> AskedPeriod:
    """Reads ``?period=2021-05`` or ``?first=1/3/2021&last=15/4/2021``; else the agency's year."""
    first, last = query.get("first", "").strip(), query.get("last", "").strip()
    problem, text = "", query.get("period", "").strip()
    days: list[date | None] = []
    if first or last:
        days = [_day(written) for written in (first, last)]
        if None in days:
            problem = _(
                "Write both days as day/month/year, years from 1900 to 2100, such as 31/12/2021."
            )
        else:
            text = f"{days[0]}..{days[1]}"
    for written in filter(None, (text, str(year))):
        try:
            period = asked_period(written, today)
        except PeriodUnreadable:
            problem = problem or (
                _("The last day is before the first.")
                if days
                else _("This period cannot be read. Choose one of the list.")
            )
            continue
        if period.first <= today:
            return AskedPeriod(period, period_in_words(period, today), first, last, problem)
        problem = problem or _("That period has not begun yet.")
    period = asked_period(str(today.year), today)
    return AskedPeriod(period, period_in_words(period, today), first, last, problem)


def period_choices(today: date, year: int) -> list[tuple[str, Sequence[PeriodChoice]]]:
    """The picker's groups: years, quarters and months that have begun, the newest first."""
    years = [parse_period(str(one)) for one in range(year, year - _YEARS_OFFERED, -1)]
    begun = Period(str(year), date(year, 1, 1), date(year, 12, 31)).until(today)
    groups = [
        (_("Year"), years),
        (_("Quarter"), parts_of(begun, "quarter")[::-1]),
        (_("Month"), parts_of(begun, "month")[::-1]),
    ]
    return [
        (label, [PeriodChoice(p.text, period_in_words(p.until(today), today)) for p in periods])
        for label, periods in groups
    ]


def period_in_words(period: Period, today: date) -> str:
    """“Tháng 5/2021”, “Quý III/2021”, “Năm 2021 đến 24/11/2021”, “từ 1/3/2021 đến 15/4/2021”."""
    first, text = period.first, period.text.upper()
    if ".." in text or "YTD" in text or text.count("-") > 1:
        days = {"first": vndate(first), "last": vndate(period.last)}
        return _("from %(first)s to %(last)s") % days
    if "Q" in text:
        whole = _("Quarter %(quarter)s/%(year)s") % {
            "quarter": _QUARTERS[first.month],
            "year": first.year,
        }
    elif "-" in text:
        whole = _("Month %(month)s/%(year)s") % {"month": first.month, "year": first.year}
    else:
        whole = _("Year %s") % first.year
    if period.last == today:
        return _("%(period)s up to %(day)s") % {"period": whole, "day": vndate(today)}
    return whole


def _day(written: str) -> date | None:
    try:
        return DayField().clean(written)
    except ValidationError:
        return None
