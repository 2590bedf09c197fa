"""One report: what it asks, what stands in it, what the person may do with it; its history."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own, require_view
from parindex.audit.queries import history
from parindex.reporting.carrying import report_before
from parindex.reporting.consolidation import Content, UnitAnswer, consolidated
from parindex.reporting.constants import OPEN_STATES, Step
from parindex.reporting.models import Report
from parindex.reporting.services.filing import questions_of
from parindex.reporting.transitions import TRANSITIONS, may_fill, steps_from

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.audit.models import AuditEvent

__all__ = [
    "Content",
    "UnitAnswer",
    "agency_report",
    "contents_of",
    "last_answers",
    "may_write",
    "needs_reason",
    "questions_of",
    "report_events",
    "report_of",
    "reports_by_id",
    "steps_from",
]


def report_of(access: Access, report_id: int) -> Report | None:
    """A unit's report; None: the agency has none of that number.

    :raises PermissionRefused: unless the person sees the unit's work.
    """
    require_view(access)
    related = _whole().filter(agency=access.agency, pk=report_id, unit__isnull=False)
    found = related.first()
    if found is not None:
        require(access, Permission.VIEW, found.unit_id)
    return found


def reports_by_id(access: Access, ids: Collection[int | None]) -> dict[int, Report]:
    """Those of these reports that are the agency's, as a person is told of them; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Report.objects.filter(agency=access.agency, pk__in=[key for key in ids if key])
    return {report.pk: report for report in found.select_related("unit").defer("answers", "basis")}


def agency_report(access: Access, period_id: int) -> Report | None:
    """The agency's own report of a period; None: there is none.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require(access, Permission.VIEW)
    return _whole().filter(agency=access.agency, period=period_id, unit=None).first()


def _whole() -> QuerySet[Report]:
    return Report.objects.select_related(
        "agency", "unit", "sent_by", "period__form__form", "period__obligation"
    )


def may_write(access: Access, report: Report) -> bool:
    """Whether the person can write in it now."""
    return report.state in OPEN_STATES and may_fill(access, report)


def needs_reason(step: Step) -> bool:
    """Whether the step has to be explained."""
    return TRANSITIONS[step].needs_reason


def last_answers(access: Access, report: Report) -> dict[str, str]:
    """What the same unit answered the last time, by question.

    :raises PermissionRefused: when it is another agency's report.
    """
    require_own(access, report)
    before = report_before(report.period, report.unit_id)
    return dict(before.answers) if before else {}


def contents_of(access: Access, report: Report) -> list[Content]:
    """The agency's report as it was sent, or as it stands now.

    :raises PermissionRefused: unless the person sees the whole agency, and it is its own.
    """
    require(access, Permission.VIEW)
    require_own(access, report)
    return consolidated(report)


def report_events(access: Access, report: Report) -> list[AuditEvent]:
    """What was done with a report, the newest first.

    :raises PermissionRefused: when it is another agency's report.
    """
    require_own(access, report)
    return history(report.agency_id, "report", report.pk)
