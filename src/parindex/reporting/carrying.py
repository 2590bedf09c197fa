"""What a period starts from: what the Office wrote for the agency in the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.reporting.constants import Asked
from parindex.reporting.models import Report
from parindex.reporting.questions import read_questions

if TYPE_CHECKING:
    from parindex.reporting.models import Period


def report_before(report_period: Period, unit_id: int | None) -> Report | None:
    """The report of the same unit (None: the agency) in the last period before, of any year."""
    found = Report.objects.filter(
        period__obligation=report_period.obligation_id,
        period__last_day__lt=report_period.last_day,
        unit=unit_id,
    )
    return found.select_related("period").order_by("-period__last_day", "-period_id").first()


def carried_words(report_period: Period) -> dict[str, str]:
    """The Office's own words of the last period, for the questions that ask them again."""
    before = report_before(report_period, None)
    if before is None:
        return {}
    asked = [
        one.key
        for one in read_questions(report_period.form.questions)
        if one.asked == Asked.OFFICE and not one.is_number
    ]
    return {key: before.answers[key] for key in asked if before.answers.get(key)}
