"""What workers write: who has a job, how far it is, how it ended.

Every write names the claim that it is made under, in one UPDATE: of two workers that want a job,
and of a worker that was believed dead and the one that came after it, one finds no row.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parindex.audit.services import record_event
from parindex.jobs.constants import MOST_ATTEMPTS, STALE_AFTER, JobState
from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS
from parindex.jobs.models import Job
from parindex.jobs.progress import Standing

if TYPE_CHECKING:
    from parindex.jobs.progress import JobProgress


def claim_job(stale_after: timedelta = STALE_AFTER) -> Job | None:
    """Take the oldest job that waits, or one whose worker died; None when there is nothing to do.

    One query while there is nothing to do.
    """
    while True:
        found = _next_unfinished(stale_after)
        if found is None:
            return None
        if found.state == JobState.RUNNING:
            give_back(found)
        elif _take(found):
            return found


def queue_daily_work(now: datetime) -> None:
    """Queue the work of today whose hour has come; once a day, whoever is first."""
    local = timezone.localtime(now)
    for work in DAILY_WORK.values():
        if local.time() < work.at:
            continue
        day = local.date()
        if Job.objects.filter(kind=work.name, day=day).exists():
            continue
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=work.name, day=day, language="vi")
                record_event(None, "start_job", ("job", job.pk), after={"kind": work.name})
        except IntegrityError:
            continue  # another worker was first


def exchange(job: Job, progress: JobProgress) -> None:
    """Write down how far the work is, and hear whether it should stop."""
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    progress.taken_away = not mine.update(
        heartbeat_at=timezone.now(), **_columns(progress.standing)
    )
    progress.cancel_asked = mine.filter(cancel_asked=True).exists()


@transaction.atomic
def finish_job(
    job: Job,
    state: JobState,
    standing: Standing,
    *,
    result: Mapping[str, Any] | None = None,
    error: str = "",
) -> bool:
    """Write down how the work ended; False when another worker has the job by now."""
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    written = mine.update(
        state=state,
        result=dict(result or {}),
        error=error,
        finished_at=timezone.now(),
        **_columns(standing),
    )
    if written:
        record_event(
            None,
            "finish_job",
            ("job", job.pk),
            after={"state": state.value, "error": error},
            agency_id=job.agency_id,
        )
    return bool(written)


def give_back(job: Job) -> None:
    """Queue a job again whose worker ended before it, or fail it where it cannot run again."""
    with translation.override(job.language):
        if job.cancel_asked:
            finish_job(job, JobState.CANCELLED, _standing(job))
        elif not _can_run_again(job):
            error = _(
                "The work was interrupted half-way, and cannot be taken up by itself."
                " See what is there, then start it again."
            )
            finish_job(job, JobState.FAILED, _standing(job), error=error)
        elif job.attempts >= MOST_ATTEMPTS:
            error = _(
                "The work was interrupted %d times. Nothing of it is kept;"
                " ask the one who runs the server to look at its log."
            )
            finish_job(job, JobState.FAILED, _standing(job), error=error % job.attempts)
        else:
            mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
            mine.update(state=JobState.QUEUED, done=0, total=0, words="")


def _next_unfinished(stale_after: timedelta) -> Job | None:
    stale = Q(state=JobState.RUNNING, heartbeat_at__lt=timezone.now() - stale_after)
    known = Q(kind__in=[*JOB_KINDS, *DAILY_WORK])
    waiting = Job.objects.filter(known & (Q(state=JobState.QUEUED) | stale))
    return waiting.select_related("agency", "requested_by").order_by("id").first()


def _take(job: Job) -> bool:
    now = timezone.now()
    claim = secrets.token_hex(16)
    taken = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        claim=claim,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
    )
    if taken:
        job.refresh_from_db(fields=["state", "claim", "attempts", "started_at", "heartbeat_at"])
    return bool(taken)


def _can_run_again(job: Job) -> bool:
    return job.kind in DAILY_WORK or JOB_KINDS[job.kind].can_run_again


def _columns(standing: Standing) -> dict[str, Any]:
    return {"done": standing.done, "total": standing.total, "words": standing.words}


def _standing(job: Job) -> Standing:
    return Standing(job.done, job.total, job.words)
