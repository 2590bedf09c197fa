"""What a register owes: the tasks that its components serve, by unit, beside its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.assignments.constants import TaskState
from parindex.assignments.queries.tasks import tasks_for_components
from parindex.web.statuses import task_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parindex.assignments.models import Task
    from parindex.registers.queries.entries import Shape
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class Owed:
    """A task that asks a unit for entries; ``entries``: how many of the year it has recorded."""

    task: Task
    status: str
    entries: int


def owed_of(desk: Desk, pages: RegisterPages, year: int, shape: Shape) -> list[Owed]:
    """The tasks of a year that serve the register's components, by unit."""
    keys = [measure.component_key for measure in pages.register.measures]
    return owed_by_tasks(desk, tasks_for_components(desk.access, year, keys), year, shape)


def owed_by_tasks(desk: Desk, tasks: Iterable[Task], year: int, shape: Shape) -> list[Owed]:
    """As ``owed_of``, of tasks that are there already."""
    found = [
        Owed(
            task,
            task_status(task, desk.today),
            shape.counts.get((year, task.unit.pk), 0) if task.unit else 0,
        )
        for task in tasks
        if task.state != TaskState.CANCELLED
    ]
    return sorted(found, key=_place)


def _place(owed: Owed) -> tuple[int, int]:
    unit = owed.task.unit
    return (unit.position if unit else -1, owed.task.pk)
