"""Taking a task from one state to the next, by the table of ``transitions``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.services import refused, require_own
from parindex.assignments.constants import Step, TaskState
from parindex.assignments.due_days import day_after_pause, due_day
from parindex.assignments.models import Task
from parindex.assignments.recounting import recount
from parindex.assignments.services.receipts import keep_acknowledgement
from parindex.assignments.transitions import TRANSITIONS, may_take
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class StepRefused(ValueError):
    """The task cannot go that way from the state it is in."""


class ReasonMissing(StepRefused):
    """The step is allowed, but has to be explained."""


class TaskChangedMeanwhile(ValueError):
    """Somebody else changed the task since it was shown; ``present`` is what it is now."""

    def __init__(self, present: Task) -> None:
        super().__init__(str(present.pk))
        self.present = present


def locked_task(access: Access, task: Task) -> Task:
    """The task as nobody else can change it until the transaction ends.

    :raises PermissionRefused: when it is another agency's.
    """
    rows = Task.objects.select_for_update(of=("self",)).select_related("agency", "unit")
    locked = rows.get(pk=task.pk)
    require_own(access, locked)
    return locked


def require_seen(locked: Task, seen: int | None) -> None:
    """Go on only with the task as the person saw it; None where nothing was shown.

    :raises TaskChangedMeanwhile: otherwise.
    """
    if seen is not None and seen != locked.version:
        raise TaskChangedMeanwhile(locked)


@transaction.atomic
def take_step(
    access: Access, task: Task, step: Step, *, reason: str = "", seen: int | None = None
) -> Task:
    """Take a task a step further; a hand-in is dated with the agency's working date.

    ``seen``: the task's version that was on the screen. The same step sent twice is taken once.

    :raises PermissionRefused: unless the step is the person's to take, with the agency's task.
    :raises TaskChangedMeanwhile: when it is another version by now.
    :raises StepRefused: when the task is in no state for that step.
    :raises ReasonMissing: when the step has to be explained and is not.
    """
    locked = locked_task(access, task)
    transition = TRANSITIONS[step]
    if not may_take(access, locked, step):
        raise refused(access, transition.permission.value, ("task", locked.pk))
    if seen is not None and seen != locked.version and locked.state == transition.target:
        return locked
    require_seen(locked, seen)
    if locked.state not in transition.sources:
        raise StepRefused(locked.state)
    if transition.needs_reason and not reason.strip():
        raise ReasonMissing(step.value)
    before = locked.state
    _apply(access, locked, step, working_date(locked.agency))
    _save(access, locked, step, before, reason)
    return locked


def _apply(access: Access, locked: Task, step: Step, today: date) -> None:
    """The new state, and the days that go with it."""
    if step == Step.RESUME:
        _give_back_pause(locked, today)
    locked.state = TRANSITIONS[step].target
    locked.paused_on = today if locked.state == TaskState.PAUSED else None
    if step == Step.HAND_IN:
        locked.done_on = today
    elif step != Step.CONFIRM:
        locked.done_on = None
    if step in (Step.ACCEPT, Step.START, Step.HAND_IN) and locked.unit_id is not None:
        keep_acknowledgement(locked, locked.unit_id, access.user)


def _give_back_pause(locked: Task, today: date) -> None:
    if locked.due_on is None or locked.paused_on is None:
        return
    calendar = working_calendar()
    later = day_after_pause(calendar, locked.due_on, locked.paused_on, today)
    if later != locked.due_on:
        locked.extended_to = later
        locked.due_on = due_day(calendar, locked.deadline, later)


def _save(access: Access, locked: Task, step: Step, before: str, reason: str) -> None:
    locked.version += 1
    locked.save(update_fields=["state", "done_on", "paused_on", "extended_to", "due_on", "version"])
    record_event(
        access.user,
        "change_task_state",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before={"state": before},
        after={"state": locked.state, "step": step.value},
        reason=reason.strip(),
    )
    recount(locked.agency, locked.year, [locked.origin])
