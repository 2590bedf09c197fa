"""A unit's board, and a month of deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from parindex.accounts.services import require_view
from parindex.assignments.constants import TaskState
from parindex.assignments.models import Task
from parindex_core.vietnamese.dates import month_end

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit

CARDS_SHOWN = 20
TASKS_OF_A_DAY = 4
# What a board shows side by side; what was returned is being worked on.
COLUMNS: tuple[tuple[TaskState, ...], ...] = (
    (TaskState.ASSIGNED,),
    (TaskState.ACCEPTED,),
    (TaskState.IN_PROGRESS, TaskState.RETURNED),
    (TaskState.PAUSED,),
    (TaskState.DONE,),
    (TaskState.CONFIRMED,),
)


@dataclass(frozen=True)
class Column:
    """The tasks in one state or two, the earliest due first; ``count``: how many in all."""

    states: tuple[TaskState, ...]
    count: int
    tasks: list[Task]


def board(access: Access, year: int, unit: Unit | None) -> list[Column]:
    """The tasks of a unit (None: of the agency) by state; two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(year=year)
    if unit is None or unit.agency_id != access.agency.pk:
        tasks = tasks.filter(agency=access.agency)
    # A unit is its agency's alone: without that condition its own index does.
    if unit is not None:
        tasks = tasks.filter(unit=unit)
    counted = tasks.order_by().values("state").annotate(count=Count("id"))
    counts: dict[str, int] = dict(counted.values_list("state", "count"))
    by_state: dict[str, list[Task]] = {}
    for task in _cards(tasks):
        by_state.setdefault(task.state, []).append(task)
    return [
        Column(
            states,
            sum(counts.get(state, 0) for state in states),
            [task for state in states for task in by_state.get(state, [])][:CARDS_SHOWN],
        )
        for states in COLUMNS
    ]


def _cards(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The first tasks of each state that a board shows; of what is confirmed the last due."""
    shown = Q()
    for state in (state for states in COLUMNS for state in states):
        order = F("due_on").desc() if state == TaskState.CONFIRMED else F("due_on").asc()
        first = tasks.filter(state=state).order_by(order).values("pk")[:CARDS_SHOWN]
        shown |= Q(pk__in=first)
    return (
        Task.objects.filter(shown)
        .select_related("unit", "person")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


@dataclass(frozen=True)
class DayOfMonth:
    """The tasks due on a day; ``tasks``: the first of them."""

    day: date
    count: int
    tasks: list[Task]


def month_of_tasks(
    access: Access, unit: Unit | None, year: int, month: int
) -> dict[date, DayOfMonth]:
    """The days of a month on which tasks are due, in two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(
        agency=access.agency, due_on__range=(date(year, month, 1), month_end(year, month))
    ).exclude(state=TaskState.CANCELLED)
    if unit is not None:
        tasks = tasks.filter(unit=unit)
    counted = tasks.order_by().values("due_on").annotate(count=Count("id"))
    counts: dict[date, int] = dict(counted.values_list("due_on", "count"))
    numbered = tasks.annotate(
        place=Window(RowNumber(), partition_by=[F("due_on")], order_by=[F("id")])
    )
    first = numbered.filter(place__lte=TASKS_OF_A_DAY).values("pk")
    shown = Task.objects.filter(pk__in=first).select_related("unit")
    by_day: dict[date, list[Task]] = {}
    for task in shown.order_by("due_on", "id"):
        if task.due_on is not None:
            by_day.setdefault(task.due_on, []).append(task)
    return {day: DayOfMonth(day, count, by_day.get(day, [])) for day, count in counts.items()}
