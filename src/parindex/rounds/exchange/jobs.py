"""Exchange as long work: a province's evidence has gigabytes.

Archives are written and read by modules that only the work imports: making their shapes takes
longer than most of the product, and every process that starts imports this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.jobs.kinds import register_daily_work, register_job_kind
from parindex.jobs.progress import JobFailed, JobProgress
from parindex.jobs.services import start_job
from parindex.organisations.queries import working_moment
from parindex.rounds.exchange import store
from parindex.rounds.permission import require_council
from parindex.rounds.queries.council import round_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job
    from parindex.rounds.exchange.exporting import Report
    from parindex.rounds.models import Round

EXPORT, IMPORT = "rounds.export", "rounds.import"


def start_export(access: Access, one_round: Round) -> Job:
    """Have the round written as an archive.

    :raises PermissionRefused: unless the person runs the round.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    return start_job(access, EXPORT, {"round": one_round.pk})


def start_import(access: Access, chunks: Iterable[bytes]) -> Job:
    """Keep an archive and have it taken in.

    :raises PermissionRefused: unless the person runs rounds.
    """
    require(access, Permission.RUN_ROUNDS)
    return start_job(access, IMPORT, {"archive": store.keep(chunks)})


def export(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> Mapping[str, Any]:
    """Write the archive beside its place, and put it there once it is whole."""
    from parindex.rounds.exchange.exporting import export_round

    one_round = round_by_id(access, parameters["round"])
    if one_round is None:
        raise JobFailed(_("The round is not there any more."))
    name = store.new_name()
    place = store.folder() / name
    unfinished = place.with_suffix(".zip.part")
    try:
        with unfinished.open("wb") as target:
            files = export_round(access, one_round, target, _told(progress))
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return {"archive": name, "files": files, "round": one_round.pk}


def take_in(
    access: Access, parameters: Mapping[str, Any], progress: JobProgress
) -> Mapping[str, Any]:
    """Take the archive in; it is deleted once that is done or refused.

    :raises JobFailed: with what is wrong with the archive.
    """
    from parindex.rounds.exchange.archive import ArchiveRefused
    from parindex.rounds.exchange.importing import import_round

    path = store.path_of(parameters["archive"])
    if path is None:
        raise JobFailed(_("The archive is not there any more. Upload it again."))
    try:
        with path.open("rb") as file:
            taken = import_round(access, file, _told(progress), now=working_moment(access.agency))
    except ArchiveRefused as refusal:
        path.unlink(missing_ok=True)
        raise JobFailed(str(refusal)) from None
    path.unlink(missing_ok=True)
    return {"round": taken.pk}


def _told(progress: JobProgress) -> Report:
    def report(done: int, total: int) -> None:
        progress.report(done, total, _("Agencies"))

    return report


def _sweep(_day: date, _progress: JobProgress) -> Mapping[str, Any]:
    return {"swept": store.sweep()}


def register() -> None:
    """Put the work into the worker's table."""
    register_job_kind(
        EXPORT,
        export,
        gettext_lazy("Export a round"),
        permission=Permission.RUN_ROUNDS,
        can_run_again=True,
        result_url=lambda job: f"{reverse('exchange')}?made={job.pk}",
    )
    register_job_kind(
        IMPORT,
        take_in,
        gettext_lazy("Take a round in"),
        permission=Permission.RUN_ROUNDS,
        can_run_again=True,
        result_url=lambda job: reverse("council-round", args=[job.result["round"]]),
    )
    register_daily_work("rounds.sweep_archives", _sweep, at=time(3, 0))
