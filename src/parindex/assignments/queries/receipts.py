"""Which units have not opened, or not acknowledged, what they were assigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_view
from parindex.assignments.constants import OPEN_STATES
from parindex.assignments.models import Receipt, Task

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class UnseenTask:
    """A task and a unit of it; ``receipt`` None: nobody of the unit has opened it."""

    task: Task
    unit: Unit
    receipt: Receipt | None


def receipts_of(access: Access, task: Task) -> list[UnseenTask]:
    """Every unit of a task with its receipt, the one in charge first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    known = Receipt.objects.filter(task=task).select_related("opened_by", "acknowledged_by")
    by_unit = {receipt.unit_id: receipt for receipt in known}
    return [UnseenTask(task, unit, by_unit.get(unit.pk)) for unit in _units_of(task)]


def unopened(access: Access, year: int) -> list[UnseenTask]:
    """What units have not opened of a year's open tasks, the earliest due first. Three queries.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    """
    require(access, Permission.ASSIGN_TASKS)
    open_tasks = Task.objects.filter(agency=access.agency, year=year, state__in=OPEN_STATES)
    tasks = open_tasks.select_related("unit").prefetch_related("partners").order_by("due_on", "id")
    seen = set(
        Receipt.objects.filter(task__in=open_tasks).values_list("task_id", "unit_id").iterator()
    )
    return [
        UnseenTask(task, unit, None)
        for task in tasks
        for unit in _units_of(task)
        if (task.pk, unit.pk) not in seen
    ]


def _units_of(task: Task) -> Iterable[Unit]:
    if task.unit is not None:
        yield task.unit
    yield from task.partners.all()
