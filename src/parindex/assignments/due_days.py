"""The day that a task is due on, by the working calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.assignments.constants import HANDED_IN_STATES, OPEN_STATES, TaskState
from parindex.calendars.queries import day_due

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex_core.vietnamese.working_days import WorkingCalendar


def due_day(
    calendar: WorkingCalendar, deadline: date | None, extended_to: date | None = None
) -> date | None:
    """The deadline, or what it was extended to; on a day off the next working day."""
    day = extended_to or deadline
    return None if day is None else day_due(calendar, day)


def day_after_pause(
    calendar: WorkingCalendar, due_on: date, paused_on: date, resumed_on: date
) -> date:
    """When a task is due that was paused: the working days of the pause are given back.

    What was late already when it was paused stays late.
    """
    if paused_on > due_on:
        return due_on
    lost = calendar.working_days_between(paused_on, resumed_on)
    return calendar.add_working_days(due_on, lost) if lost > 0 else due_on


def is_late(task: Task, today: date) -> bool:
    """Open after the day it was due on, or handed in after it."""
    if task.due_on is None:
        return False
    if task.state in HANDED_IN_STATES:
        return task.done_on is not None and task.done_on > task.due_on
    return task.state in OPEN_STATES and today > task.due_on


def is_due_soon(task: Task, today: date, days: int) -> bool:
    """Open, not late, and due within so many days."""
    if task.due_on is None or TaskState(task.state) not in OPEN_STATES:
        return False
    return today <= task.due_on <= today + timedelta(days=days)
