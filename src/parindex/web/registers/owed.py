"""What a register owes: the tasks that its components serve, by unit, beside its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.assignments.constants import TaskState
from parindex.assignments.queries.tasks import tasks_for_component
from parindex.registers.queries.entries import count_by_unit
from parindex.web.statuses import task_status

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class Owed:
    """A task that asks a unit for entries; ``entries``: how many of the year it has recorded."""

    task: Task
    status: str
    entries: int


def owed_of(desk: Desk, pages: RegisterPages, year: int) -> list[Owed]:
    """The tasks of a year that serve the register's components, by unit."""
    counts = count_by_unit(desk.access, pages.register, year)
    tasks: dict[int, Task] = {}
    for measure in pages.register.measures:
        for task in tasks_for_component(desk.access, year, measure.component_key):
            if task.state != TaskState.CANCELLED:
                tasks[task.pk] = task
    found = [
        Owed(
            task,
            task_status(task, desk.today),
            sum(counts.get(task.unit.pk, {}).values()) if task.unit else 0,
        )
        for task in tasks.values()
    ]
    return sorted(
        found, key=lambda one: (one.task.unit.position if one.task.unit else -1, one.task.pk)
    )
