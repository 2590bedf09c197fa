"""Work of the worker: loading an upload, and clearing away what nobody loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.constants import Permission
from parindex.dossiers.constants import LOAD_JOB
from parindex.dossiers.services.uploads import UploadGone, load_upload, sweep_uploads
from parindex.jobs.kinds import register_daily_work, register_job_kind
from parindex.jobs.progress import JobFailed, JobProgress
from parindex_dossiers.errors import DossiersRefused

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

SWEEP_WORK = "sweep_dossier_uploads"
_PER_STEP = 1000


def load_dossiers(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> Mapping[str, Any]:
    """Load the upload that the parameters name.

    :raises JobFailed: with what is wrong and how to mend it.
    """

    def report(words: str, share: float) -> None:
        progress.report(int(share * _PER_STEP), _PER_STEP, words)

    try:
        return load_upload(access, parameters["upload"], report)
    except UploadGone as gone:
        raise JobFailed(_("The file was loaded or discarded already. Upload it again.")) from gone
    except DossiersRefused as problem:
        raise JobFailed(str(problem)) from problem


def sweep(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Delete the uploads that nobody loaded for a day."""
    return {"swept": sweep_uploads(timezone.now())}


def register() -> None:
    """Put the work into the worker's table."""
    register_job_kind(
        LOAD_JOB,
        load_dossiers,
        gettext_lazy("Load dossiers"),
        permission=Permission.LOAD_DOSSIERS,
        can_run_again=True,
        result_url=lambda job: reverse("dossier-load", args=[job.parameters["upload"]]),
    )
    register_daily_work(SWEEP_WORK, sweep, at=time(2, 30))
