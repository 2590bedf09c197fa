"""Everything that is counted, counted anew: what a day, the calendar or the catalogue changed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.queries import open_assessments
from parindex.assignments.services.reminding import settle_due_days
from parindex.calendars.queries import working_calendar
from parindex.dossiers.services.resolving import is_behind, resolve_anew
from parindex.editions.measures import facts_changed
from parindex.jobs.kinds import register_job_kind
from parindex.jobs.progress import (
    JobCancelled,
    JobFailed,
    JobProgress,
    JobTakenAway,
    WorkerStopping,
)
from parindex.jobs.services import start_job
from parindex.organisations.queries import all_agencies
from parindex.reporting.services.opening import settle_report_days
from parindex_dossiers.errors import StoreBusy

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job
    from parindex.organisations.models import Agency

logger = logging.getLogger("parindex.recounting")
RECOUNT_JOB = "recount"
_PER_AGENCY = 100


def agencies_behind() -> list[Agency]:
    """The agencies whose dossiers were judged by another calendar or catalogue than today's."""
    return [agency for agency in all_agencies() if is_behind(agency)]


def recount_everything(progress: JobProgress) -> Mapping[str, Any]:
    """Judge dossiers that are behind anew, then count every open year of every agency.

    What goes wrong in one agency keeps no other from being counted. Returns how many agencies were
    ``resolved``, how many years ``recounted``, and the names of the agencies that ``failed``.
    """
    failed: list[str] = []
    resolved = _resolve(progress, failed)
    _settle_due_days(failed)
    recounted = 0
    years = open_assessments()
    for number, assessment in enumerate(years):
        agency = assessment.agency
        progress.report(number, len(years), agency.name)
        try:
            facts_changed(agency, assessment.year)
            recounted += 1
        except Exception:
            logger.exception("the year %s of %s was not recounted", assessment.year, agency.key)
            failed.append(agency.name)
    return {"resolved": resolved, "recounted": recounted, "failed": sorted(set(failed))}


def _settle_due_days(failed: list[str]) -> None:
    """Move open tasks and reports whose day a corrected calendar makes another."""
    calendar = working_calendar()
    for agency in all_agencies():
        try:
            settle_due_days(agency, calendar)
            settle_report_days(agency, calendar)
        except Exception:
            logger.exception("the deadlines of %s were not settled anew", agency.key)
            failed.append(agency.name)


def _resolve(progress: JobProgress, failed: list[str]) -> int:
    resolved = 0
    behind = agencies_behind()
    for number, agency in enumerate(behind):

        def report(words: str, share: float, name: str = agency.name, done: int = number) -> None:
            whole = len(behind) * _PER_AGENCY
            progress.report(int((done + share) * _PER_AGENCY), whole, name)

        try:
            report("", 0)
            resolved += resolve_anew(agency, report)
        except (JobCancelled, JobTakenAway, WorkerStopping):
            raise
        except StoreBusy:
            # A load runs there; whoever asks again, or the next night, does it.
            failed.append(agency.name)
        except Exception:
            logger.exception("the dossiers of %s were not judged anew", agency.key)
            failed.append(agency.name)
    return resolved


def start_recount(access: Access) -> Job:
    """Have everything counted anew now instead of in the night.

    :raises PermissionRefused: unless the person keeps the calendar.
    """
    require(access, Permission.KEEP_CALENDAR)
    calendar = working_calendar()
    told = repr((sorted(calendar.days_off), sorted(calendar.working_days)))
    return start_job(access, RECOUNT_JOB, {"calendar": hashlib.sha256(told.encode()).hexdigest()})


def _recount_asked(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> Mapping[str, Any]:
    require(access, Permission.KEEP_CALENDAR)
    result = recount_everything(progress)
    if result["failed"]:
        words = _("Not counted anew, because a load runs there or something went wrong: %s.")
        raise JobFailed(words % "; ".join(result["failed"]))
    return result


def register() -> None:
    """Put the work into the worker's table."""
    register_job_kind(
        RECOUNT_JOB,
        _recount_asked,
        gettext_lazy("Count everything anew"),
        permission=Permission.KEEP_CALENDAR,
        can_run_again=True,
        result_url=lambda job: reverse("calendar"),
    )
