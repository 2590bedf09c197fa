"""Who may take a task from one state to the next, and which steps ask for a reason."""

from dataclasses import dataclass

from parindex.accounts.constants import Permission
from parindex.assignments.constants import UNIT_STEPS, TaskState


@dataclass(frozen=True)
class Step:
    """A step that a person may take now: the state it leads to."""

    state: TaskState
    needs_reason: bool


def is_reported_by_units(present: TaskState, state: TaskState) -> bool:
    """Whether the unit that owns the task takes this step itself."""
    return (present, state) in UNIT_STEPS


def permission_for(present: TaskState, state: TaskState) -> Permission:
    """What a person must hold to take the step."""
    if is_reported_by_units(present, state):
        return Permission.REPORT_TASKS
    if (present, state) == (TaskState.DONE, TaskState.CONFIRMED):
        return Permission.CONFIRM_TASKS
    return Permission.ASSIGN_TASKS


def needs_reason(present: TaskState, state: TaskState) -> bool:
    """Cancelling, sending back and taking up again are explained; going forward is not."""
    return not is_reported_by_units(present, state) and state != TaskState.CONFIRMED
