"""How a status looks: a word, a sign and a tone, so that colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import HANDED_IN_STATES, TaskState
from parindex.assignments.queries.tasks import is_due_soon, is_late

if TYPE_CHECKING:
    from parindex.assignments.models import Task

Tone = Literal["good", "partial", "bad", "neutral", "absent"]


@dataclass(frozen=True)
class Appearance:
    """`icon` is a name in assets/icons.txt."""

    label: Promise | str
    icon: str
    tone: Tone


SCORE_STATUSES = {
    "full": Appearance(_("Full points"), "circle-check", "good"),
    "partial": Appearance(_("Part lost"), "circle-half-2", "partial"),
    "lost": Appearance(_("All lost"), "circle-x", "bad"),
    "missing": Appearance(_("No data yet"), "circle-dashed", "neutral"),
    "not_applicable": Appearance(_("Not applicable"), "circle-minus", "absent"),
}

TASK_STATUSES = {
    "assigned": Appearance(_("Assigned"), "circle-dashed", "neutral"),
    "accepted": Appearance(_("Accepted"), "user", "neutral"),
    "in_progress": Appearance(_("In progress"), "circle-half-2", "neutral"),
    "returned": Appearance(_("Returned to the unit"), "arrow-back-up", "partial"),
    "paused": Appearance(_("Paused for an objective cause"), "circle-minus", "absent"),
    "due_soon": Appearance(_("Due soon"), "clock", "partial"),
    "overdue": Appearance(_("Overdue"), "alert-triangle", "bad"),
    "done": Appearance(_("Done, awaiting confirmation"), "check", "good"),
    "done_late": Appearance(_("Done late"), "calendar-due", "partial"),
    "confirmed": Appearance(_("Confirmed"), "circle-check", "good"),
    "confirmed_late": Appearance(_("Confirmed, done late"), "history", "partial"),
    "cancelled": Appearance(_("Cancelled"), "ban", "absent"),
}


def score_status(status: str, points: Decimal | None, maximum: Decimal) -> str:
    """The key in SCORE_STATUSES of a component's score (`scored`, `missing`, `not_applicable`)."""
    if status != "scored" or points is None:
        return status
    if points >= maximum:
        return "full"
    return "partial" if points > 0 else "lost"


def task_status(task: Task, today: date) -> str:
    """The key in TASK_STATUSES of a task on a day."""
    if task.state in HANDED_IN_STATES:
        return f"{task.state}_late" if is_late(task, today) else task.state
    if task.state in (TaskState.PAUSED, TaskState.CANCELLED):
        return task.state
    if is_late(task, today):
        return "overdue"
    return "due_soon" if is_due_soon(task, today) else task.state
