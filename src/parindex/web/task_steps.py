"""The steps of a task and its history in the words of those who take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assignments.constants import TaskState
from parindex.web.statuses import TASK_STATUSES

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.assignments.steps import Step
    from parindex.audit.models import AuditEvent

START, DONE = TaskState.IN_PROGRESS, TaskState.DONE
_WORDS: dict[tuple[TaskState, TaskState], tuple[Promise, str]] = {
    (TaskState.ASSIGNED, START): (gettext_lazy("Start the work"), "circle-half-2"),
    (TaskState.ASSIGNED, DONE): (gettext_lazy("Report it done"), "check"),
    (START, DONE): (gettext_lazy("Report it done"), "check"),
    (DONE, TaskState.CONFIRMED): (gettext_lazy("Confirm that it is done"), "circle-check"),
    (DONE, START): (gettext_lazy("Send back to the unit"), "arrow-back-up"),
    (TaskState.ASSIGNED, TaskState.CANCELLED): (gettext_lazy("Cancel the task"), "ban"),
    (START, TaskState.CANCELLED): (gettext_lazy("Cancel the task"), "ban"),
    (TaskState.CANCELLED, TaskState.ASSIGNED): (gettext_lazy("Assign it again"), "plus"),
}
_ACTIONS: dict[str, Promise] = {
    "assign_task": gettext_lazy("Assigned the task"),
    "change_task_state": gettext_lazy("State"),
    "load_progress": gettext_lazy("Illustrative state"),
}


@dataclass(frozen=True)
class StepEntry:
    """A button; ``is_unexplained`` when it was pressed without the reason that it asks for."""

    state: str
    label: str
    icon: str
    needs_reason: bool
    is_unexplained: bool
    is_first: bool


def step_entries(
    task: Task, steps: Sequence[Step], unexplained: TaskState | None
) -> list[StepEntry]:
    """The buttons of a task's steps, the likeliest first."""
    entries = []
    for step in sorted(steps, key=lambda step: (step.needs_reason, step.state != DONE)):
        label, icon = _WORDS[TaskState(task.state), step.state]
        entries.append(
            StepEntry(
                state=step.state.value,
                label=str(label),
                icon=icon,
                needs_reason=step.needs_reason,
                is_unexplained=step.state == unexplained,
                is_first=not entries and not step.needs_reason,
            )
        )
    return entries


def event_entries(events: Iterable[AuditEvent]) -> list[dict[str, object]]:
    """The history of a task for the component ``timeline``."""
    return [_entry(event) for event in events]


def _entry(event: AuditEvent) -> dict[str, object]:
    before, after = event.before or {}, event.after or {}
    return {
        "at": event.at,
        "who": str(event.actor) if event.actor else _("The product"),
        "what": _ACTIONS.get(event.action, event.action),
        "old": _state(before),
        "new": _state(after),
        "reason": event.reason,
    }


def _state(value: dict[str, object]) -> object:
    state = value.get("state")
    return TASK_STATUSES[str(state)].label if state in TASK_STATUSES else None
