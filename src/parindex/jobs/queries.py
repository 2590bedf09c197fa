"""Reading of jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from parindex.accounts.services import require_view
from parindex.jobs.kinds import job_kind
from parindex.jobs.models import Job

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def job(access: Access, job_id: int) -> Job | None:
    """One job of the agency, if it has it.

    :raises PermissionRefused: unless the person asked for it or sees the agency.
    """
    jobs = Job.objects.filter(agency=access.agency).select_related("requested_by")
    found = jobs.filter(pk=job_id).first()
    if found is None or found.requested_by_id != access.user.pk:
        require_view(access)
    return found


def latest_job(access: Access, kind: str, parameters: Mapping[str, Any]) -> Job | None:
    """The agency's newest job of that kind with these parameters, over or not.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    jobs = Job.objects.filter(agency=access.agency, kind=kind, parameters=dict(parameters))
    return jobs.select_related("requested_by").order_by("-id").first()


def may_cancel(access: Access, found: Job) -> bool:
    """Whether the person may cancel a job of the agency that is not over."""
    if found.is_finished or found.cancel_asked:
        return False
    is_theirs = found.requested_by_id == access.user.pk
    return is_theirs or access.may(job_kind(found.kind).permission)
