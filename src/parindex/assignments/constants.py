"""Choices of tasks, and the steps between a task's states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task stands."""

    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done, awaiting confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_STATES = (TaskState.ASSIGNED, TaskState.IN_PROGRESS)

# From a state, the states that a task may go to.
STEPS: dict[TaskState, tuple[TaskState, ...]] = {
    TaskState.ASSIGNED: (TaskState.IN_PROGRESS, TaskState.DONE, TaskState.CANCELLED),
    TaskState.IN_PROGRESS: (TaskState.DONE, TaskState.CANCELLED),
    TaskState.DONE: (TaskState.CONFIRMED, TaskState.IN_PROGRESS),
    TaskState.CONFIRMED: (),
    TaskState.CANCELLED: (TaskState.ASSIGNED,),
}

# Steps that a unit reports itself; every other step is the Office's.
UNIT_STEPS = frozenset(
    {
        (TaskState.ASSIGNED, TaskState.IN_PROGRESS),
        (TaskState.ASSIGNED, TaskState.DONE),
        (TaskState.IN_PROGRESS, TaskState.DONE),
    }
)

# Days before the deadline in which a task counts as due soon.
DUE_SOON_DAYS = 7
