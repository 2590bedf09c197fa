"""A job as pages show it: where it stands, how far it is, what can be done with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex.jobs.constants import JobState
from parindex.jobs.kinds import job_kind
from parindex.jobs.queries import may_cancel
from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.jobs.models import Job

JOB_STATUSES = {
    JobState.QUEUED: Appearance(_("Waiting its turn"), "clock", "neutral"),
    JobState.RUNNING: Appearance(_("Running"), "circle-half-2", "neutral"),
    JobState.DONE: Appearance(_("Done"), "circle-check", "good"),
    JobState.FAILED: Appearance(_("Failed"), "circle-x", "bad"),
    JobState.CANCELLED: Appearance(_("Cancelled"), "ban", "absent"),
}


@dataclass(frozen=True)
class JobCard:
    """``follow``: go to the result by itself once there is one.

    ``width``: how much of the bar is full, in per cent; empty while nobody knows the whole.
    ``stamp``: another one when anything of the card is another; ``said`` when its words are.
    """

    job: Job
    label: str | Promise
    appearance: Appearance
    width: str
    may_cancel: bool
    result_url: str
    follow: bool
    stamp: str
    said: str


def job_card(access: Access, found: Job, *, follow: bool = False) -> JobCard:
    """The card of a job for one who may see it."""
    kind = job_kind(found.kind)
    is_done = found.state == JobState.DONE
    seen = (found.state, found.done, found.total, found.words, found.cancel_asked, found.error)
    return JobCard(
        job=found,
        label=kind.label,
        appearance=JOB_STATUSES[JobState(found.state)],
        width=_width(found),
        may_cancel=may_cancel(access, found),
        result_url=kind.result_url(found) if is_done and kind.result_url else "",
        follow=follow,
        stamp=_stamp(*seen),
        said=_stamp(found.state, found.words, found.cancel_asked),
    )


def _width(found: Job) -> str:
    if found.state == JobState.DONE:
        return "100"
    if found.total == 0:
        return ""
    return f"{min(Decimal(found.done) / found.total, Decimal(1)) * 100:.1f}"


def _stamp(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
