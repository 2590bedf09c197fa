"""The periodic report of reform from what the units sent, the product counts, the Office wrote."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.reporting.constants import Frequency
from parindex.reporting.queries.reports import contents_of
from parindex_papers.periodic_report import PeriodicReport, Told, UnitFigures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.accounts.queries import Access
    from parindex.reporting.models import Period, Report
    from parindex.reporting.queries.reports import Content
    from parindex.reports.heads import PaperHead

_ROMAN = ("I", "II", "III", "IV")


def periodic_report_of(access: Access, report: Report, head: PaperHead) -> PeriodicReport:
    """The agency's report of a period, as it was sent or as it stands now.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    contents = contents_of(access, report)
    period = report.period
    numbers = [one for one in contents if one.question.is_number]
    asked = next((one for one in numbers if one.question.asks_units), None)
    units = tuple(answer.unit for answer in asked.answers) if asked else ()
    return PeriodicReport(
        letterhead=head.letterhead,
        signature=head.signature,
        recipients=head.recipients,
        period=period_in_words(period),
        subject=period.title,
        recipient=period.obligation.recipient,
        told=_told(contents),
        units=units,
        figures=tuple(_figures(one, len(units)) for one in numbers),
        is_illustrative=period.is_illustrative,
    )


def period_in_words(period: Period) -> str:
    """“quý IV năm 2021”, as a Vietnamese sentence goes on; nothing for an ad hoc report."""
    year, number = period.year, period.number
    words = {
        Frequency.MONTHLY.value: f"tháng {number} năm {year}",
        Frequency.SIX_MONTHS.value: f"6 tháng đầu năm {year}",
        Frequency.NINE_MONTHS.value: f"9 tháng năm {year}",
        Frequency.YEARLY.value: f"năm {year}",
        Frequency.AD_HOC.value: "",
    }
    frequency = period.obligation.frequency
    return words[frequency] if frequency in words else f"quý {_ROMAN[number - 1]} năm {year}"


def _told(contents: Sequence[Content]) -> dict[str, tuple[Told, ...]]:
    told: dict[str, list[Told]] = {}
    for one in contents:
        if not one.value:
            continue
        question = one.question
        said = (
            Told(question.label, number=Decimal(one.value), unit=question.unit)
            if question.is_number
            else Told(question.label, words=one.value)
        )
        told.setdefault(question.heading, []).append(said)
    return {heading: tuple(said) for heading, said in told.items()}


def _figures(content: Content, units: int) -> UnitFigures:
    """What the product counts, or the Office gives, no unit has."""
    by_unit = tuple(Decimal(answer.value) if answer.value else None for answer in content.answers)
    return UnitFigures(
        label=content.question.label,
        unit=content.question.unit,
        by_unit=by_unit or (None,) * units,
        total=Decimal(content.value) if content.value else None,
    )
