"""Reports of a demonstration: composed, not written by anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.reporting.consolidation import consolidated
from parindex.reporting.constants import ReportState
from parindex.reporting.questions import Answers, checked_answers
from parindex.reporting.recounting import recount
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.filing import questions_of

if TYPE_CHECKING:
    from parindex.reporting.models import Period, Report


@dataclass(frozen=True)
class IllustrativeReport:
    """A composed report: the day it came, what it says; ``number``: of the agency's as a paper."""

    sent_on: date
    answers: Answers = field(default_factory=dict)
    is_accepted: bool = False
    number: str = ""


@transaction.atomic
def load_reports(
    period: Period, of_units: Mapping[str, IllustrativeReport], of_agency: IllustrativeReport | None
) -> None:
    """Take composed reports as if they had come on their days, by the unit's key.

    :raises ReportingRefused: ``state`` of a period that is not illustrative.
    """
    if not period.is_illustrative:
        raise ReportingRefused("state")
    reports = list(
        period.reports.select_related("agency", "unit", "period__form", "period__obligation")
    )
    first = min(report.cut_off for report in reports)
    period.opened_on = min(period.opened_on, first - timedelta(days=period.obligation.opens_before))
    period.save(update_fields=["opened_on"])
    for report in reports:
        if report.unit is not None and report.unit.key in of_units:
            _load(report, of_units[report.unit.key])
    for report in reports:
        if report.unit is None and of_agency is not None:
            _load(report, of_agency)
    recount(period.agency, period.year)


def _load(report: Report, given: IllustrativeReport) -> None:
    report.answers = checked_answers(questions_of(report), given.answers)
    if report.unit_id is None:
        # The agency's says what its units' add up to.
        report.answers = {one.question.key: one.value for one in consolidated(report) if one.value}
    report.state = ReportState.ACCEPTED if given.is_accepted else ReportState.SENT
    report.sent_on, report.document_number = given.sent_on, given.number
    report.save()
