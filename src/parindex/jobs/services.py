"""Asking for long work and cancelling it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.jobs.constants import UNFINISHED, JobState
from parindex.jobs.kinds import job_kind
from parindex.jobs.models import Job

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class JobFinished(ValueError):
    """What was to be cancelled is over already."""


@transaction.atomic
def start_job(access: Access, kind: str, parameters: Mapping[str, Any]) -> Job:
    """Queue work for the worker; the permission is asked by the service that calls this.

    The same work with the same parameters that is still waiting or running is returned instead.

    :raises KindUnknown: when no app does work of that name.
    """
    job_kind(kind)
    fingerprint = hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()
    same = Job.objects.filter(
        agency=access.agency, kind=kind, fingerprint=fingerprint, state__in=UNFINISHED
    )
    present = same.first()
    if present is not None:
        return present
    try:
        with transaction.atomic():
            job = Job.objects.create(
                agency=access.agency,
                requested_by=access.user,
                year=access.year,
                kind=kind,
                parameters=dict(parameters),
                fingerprint=fingerprint,
                language=get_language() or "vi",
            )
    except IntegrityError:
        # Two presses of one button at the same moment: the other was first.
        return same.get()
    record_event(
        access.user,
        "start_job",
        ("job", job.pk),
        agency_id=access.agency.pk,
        after={"kind": kind},
    )
    return job


@transaction.atomic
def cancel_job(access: Access, job: Job) -> Job:
    """Cancel what waits; ask what runs to stop at its next report.

    :raises PermissionRefused: unless the job is the agency's, and the person asked for it or
        may ask for work of its kind in the whole agency.
    :raises JobFinished: when it is over already.
    """
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    require_own(access, locked)
    if locked.requested_by_id != access.user.pk:
        require(access, job_kind(locked.kind).permission)
    if locked.is_finished:
        raise JobFinished(str(locked))
    before = {"state": locked.state}
    locked.cancel_asked = True
    if locked.state == JobState.QUEUED:
        locked.state = JobState.CANCELLED
        locked.finished_at = timezone.now()
    locked.save(update_fields=["cancel_asked", "state", "finished_at"])
    record_event(
        access.user,
        "cancel_job",
        ("job", locked.pk),
        agency_id=access.agency.pk,
        before=before,
        after={"state": locked.state},
    )
    return locked
