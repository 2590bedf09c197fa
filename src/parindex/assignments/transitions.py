"""The states of a task as a table: from which state, who, what has to be said, where it leads.

What a step writes beside the state stands in ``services.steps``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.assignments.constants import OPEN_STATES, Step, TaskState

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Task


@dataclass(frozen=True)
class Transition:
    """``of_unit``: the people of the unit in charge take it too; otherwise it is the agency's."""

    sources: frozenset[TaskState]
    target: TaskState
    permission: Permission
    of_unit: bool = False
    needs_reason: bool = False


TRANSITIONS: dict[Step, Transition] = {
    Step.ACCEPT: Transition(
        frozenset({TaskState.ASSIGNED}), TaskState.ACCEPTED, Permission.REPORT_TASKS, of_unit=True
    ),
    Step.START: Transition(
        frozenset(OPEN_STATES) - {TaskState.IN_PROGRESS},
        TaskState.IN_PROGRESS,
        Permission.REPORT_TASKS,
        of_unit=True,
    ),
    Step.HAND_IN: Transition(
        frozenset(OPEN_STATES), TaskState.DONE, Permission.REPORT_TASKS, of_unit=True
    ),
    Step.CONFIRM: Transition(
        frozenset({TaskState.DONE}), TaskState.CONFIRMED, Permission.CONFIRM_TASKS
    ),
    Step.RETURN: Transition(
        frozenset({TaskState.DONE}),
        TaskState.RETURNED,
        Permission.CONFIRM_TASKS,
        needs_reason=True,
    ),
    Step.PAUSE: Transition(
        frozenset(OPEN_STATES), TaskState.PAUSED, Permission.ASSIGN_TASKS, needs_reason=True
    ),
    Step.RESUME: Transition(
        frozenset({TaskState.PAUSED}), TaskState.IN_PROGRESS, Permission.ASSIGN_TASKS
    ),
    Step.CANCEL: Transition(
        frozenset({*OPEN_STATES, TaskState.PAUSED}),
        TaskState.CANCELLED,
        Permission.ASSIGN_TASKS,
        needs_reason=True,
    ),
    Step.ASSIGN_AGAIN: Transition(
        frozenset({TaskState.CANCELLED}),
        TaskState.ASSIGNED,
        Permission.ASSIGN_TASKS,
        needs_reason=True,
    ),
}


def may_take(access: Access, task: Task, step: Step) -> bool:
    """Whether the person's roles grant the step with the agency's task, whatever its state."""
    transition = TRANSITIONS[step]
    return access.may(transition.permission, task.unit_id if transition.of_unit else None)


def steps_from(access: Access, task: Task) -> tuple[Step, ...]:
    """The steps that the person may take with a task now, in the table's order."""
    return tuple(
        step
        for step, transition in TRANSITIONS.items()
        if task.state in transition.sources and may_take(access, task, step)
    )
