"""Doing one job: from the claim to how it ended."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.accounts.queries import access
from parindex.jobs.claiming import finish_job, give_back
from parindex.jobs.constants import JobState
from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS
from parindex.jobs.models import Job
from parindex.jobs.progress import (
    JobCancelled,
    JobFailed,
    JobProgress,
    JobTakenAway,
    WorkerStopping,
)

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.organisations.models import Agency

logger = logging.getLogger("parindex.jobs")


def run_job(job: Job, progress: JobProgress) -> None:
    """Do a claimed job in the language of the person who asked; how it ends is written down."""
    with translation.override(job.language):
        try:
            result = _call(job, progress)
        except JobFailed as failure:
            finish_job(job, JobState.FAILED, progress.standing, error=str(failure))
        except JobCancelled:
            finish_job(job, JobState.CANCELLED, progress.standing)
        except WorkerStopping:
            give_back(job)
        except JobTakenAway:
            logger.warning("job %s (%s) went to another worker", job.pk, job.kind)
        except PermissionDenied:
            error = _("Your account may no longer do this. Ask the PAR officer of your agency.")
            finish_job(job, JobState.FAILED, progress.standing, error=error)
        except Exception:
            logger.exception("job %s (%s) failed", job.pk, job.kind)
            error = _(
                "Something in the product went wrong, and the work stopped."
                " Tell the one who runs the server the number of this work: %d."
            )
            finish_job(job, JobState.FAILED, progress.standing, error=error % job.pk)
        else:
            finish_job(job, JobState.DONE, progress.standing, result=result)


def _call(job: Job, progress: JobProgress) -> Mapping[str, Any]:
    if job.day is not None:
        return DAILY_WORK[job.kind].handler(job.day, progress)
    # A job of no day is a person's in an agency: the constraint job_of_a_person_or_of_a_day.
    person, agency = cast("User", job.requested_by), cast("Agency", job.agency)
    granted = access(person, agency, job.year)
    return JOB_KINDS[job.kind].handler(granted, job.parameters, progress)
