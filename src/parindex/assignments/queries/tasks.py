"""Reading tasks: lists, counts, one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from parindex.accounts.services import require_view
from parindex.assignments import due_days
from parindex.assignments.constants import (
    DUE_SOON_DAYS,
    HANDED_IN_STATES,
    OPEN_STATES,
    Step,
    TaskState,
)
from parindex.assignments.models import Task, TaskComponent
from parindex.assignments.search import with_words
from parindex.assignments.transitions import TRANSITIONS, steps_from
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit

# What a task list may be sorted by; “-” before it turns it round.
TASK_ORDERS = ("deadline", "unit", "state")
# How a task stands on a day: each is one of these, unless it is cancelled.
TIMINGS = ("late", "soon", "running", "done")


@dataclass(frozen=True)
class TaskFilter:
    """What a task list is narrowed to; ``timing`` is one of ``TIMINGS`` or nothing.

    ``led_only``: of a unit only what it is in charge of, not what it takes part in.
    """

    unit_id: int | None = None
    without_unit: bool = False
    led_only: bool = False
    state: str = ""
    timing: str = ""
    words: str = ""
    due_on: date | None = None
    origin: str = ""


@dataclass(frozen=True)
class TaskCounts:
    """A unit's tasks counted by how they stand on a day."""

    unit: Unit | None
    late: int
    soon: int
    running: int
    done: int

    @property
    def total(self) -> int:
        return self.late + self.soon + self.running + self.done


def is_late(task: Task, today: date) -> bool:
    """Open after the day it was due on, or handed in after it; what is paused is not."""
    return due_days.is_late(task, today)


def is_due_soon(task: Task, today: date) -> bool:
    """Open, not late, and due within the days that count as soon."""
    return due_days.is_due_soon(task, today, DUE_SOON_DAYS)


def steps_for(access: Access, found: Task) -> tuple[Step, ...]:
    """The steps that the person may take with a task now, forward ones first."""
    return steps_from(access, found)


def needs_reason(step: Step) -> bool:
    """Whether the step has to be explained."""
    return TRANSITIONS[step].needs_reason


def tasks_of(
    access: Access, year: int, narrowed: TaskFilter, order: str = "deadline"
) -> QuerySet[Task]:
    """The agency's tasks of a year, by one of ``TASK_ORDERS``; what has no value comes last.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    tasks = _narrowed(access, year, narrowed)
    if narrowed.state in TaskState.values:
        tasks = tasks.filter(state=narrowed.state)
    if narrowed.timing in TIMINGS:
        tasks = tasks.filter(_timings(today)[narrowed.timing])
    ordered = tasks.order_by(*_order(order)).select_related("unit", "person", "directive")
    return ordered.prefetch_related("partners", "components").defer(
        "directive__text", "directive__reading", "directive__search_text"
    )


def counts_by_standing(access: Access, year: int, narrowed: TaskFilter) -> dict[str, int]:
    """How many tasks of the unit and words asked for: ``all``, each timing, each state.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    counts = {"all": Count("id"), **_counts_by_timing(today)}
    # Several states are called as timings are, so that they have names of their own here.
    counts |= {f"state_{state.value}": Count("id", filter=Q(state=state)) for state in TaskState}
    return _narrowed(access, year, narrowed).aggregate(**counts)


def task(access: Access, task_id: int) -> Task | None:
    """One task of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Task.objects.filter(agency=access.agency, pk=task_id)
    return found.select_related("unit", "person", "series", "directive", "goal").first()


def tasks_for_component(access: Access, year: int, component_key: str) -> list[Task]:
    """The tasks of a year that serve a component.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Task.objects.filter(
        agency=access.agency, year=year, components__component_key=component_key
    )
    return list(
        found.select_related("unit", "directive").defer(
            "directive__text", "directive__reading", "directive__search_text"
        )
    )


def tasks_for_components(access: Access, year: int, keys: Collection[str]) -> list[Task]:
    """The tasks of a year that serve any of these components, each once, with their links.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    serving = TaskComponent.objects.filter(component_key__in=keys).values("task")
    found = Task.objects.filter(agency=access.agency, year=year, pk__in=serving)
    return list(found.select_related("unit"))


def task_counts_by_component(access: Access, year: int) -> dict[str, int]:
    """How many tasks of a year serve each component, by its key; without those cancelled.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    served = TaskComponent.objects.filter(task__agency=access.agency, task__year=year)
    counted = served.exclude(task__state=TaskState.CANCELLED).values("component_key")
    return dict(counted.annotate(count=Count("id")).values_list("component_key", "count"))


def task_counts_by_unit(access: Access, year: int, units: Iterable[Unit]) -> list[TaskCounts]:
    """How each unit's tasks stand today, and those without a unit when there are any.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    counted = {
        row["unit"]: row
        for row in Task.objects.filter(agency=access.agency, year=year)
        .order_by()
        .values("unit")
        .annotate(**_counts_by_timing(today))
    }
    counts = [_counts(unit, counted[unit.pk]) for unit in units if unit.pk in counted]
    if None in counted:
        counts.append(_counts(None, counted[None]))
    return counts


def _counts(unit: Unit | None, row: dict[str, int]) -> TaskCounts:
    return TaskCounts(unit, *(row[timing] for timing in TIMINGS))


def _narrowed(access: Access, year: int, narrowed: TaskFilter) -> QuerySet[Task]:
    """The agency's tasks of a year that a unit owns or takes part in, with all the words."""
    tasks = Task.objects.filter(agency=access.agency, year=year)
    if narrowed.without_unit:
        tasks = tasks.filter(unit=None)
    elif narrowed.unit_id is not None:
        of_unit = Q(unit=narrowed.unit_id)
        if not narrowed.led_only:
            taking_part = Task.partners.through.objects.filter(unit_id=narrowed.unit_id)
            of_unit |= Q(pk__in=taking_part.values("task_id"))
        tasks = tasks.filter(of_unit)
    if narrowed.due_on is not None:
        tasks = tasks.filter(due_on=narrowed.due_on)
    if narrowed.origin:
        tasks = tasks.filter(origin=narrowed.origin)
    return with_words(tasks, narrowed.words)


def _order(order: str) -> Sequence[OrderBy]:
    key = order.removeprefix("-")
    by_state = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(TaskState)),
        output_field=IntegerField(),
    )
    chosen = {"deadline": F("due_on"), "unit": F("unit__position"), "state": by_state}[key]
    first = chosen.desc if order.startswith("-") else chosen.asc
    return (first(nulls_last=True), F("due_on").asc(nulls_last=True), F("id").asc())


def _counts_by_timing(today: date) -> dict[str, Count]:
    return {timing: Count("id", filter=when) for timing, when in _timings(today).items()}


def _timings(today: date) -> dict[str, Q]:
    """When a task stands so, by ``TIMINGS``."""
    still_open = Q(state__in=OPEN_STATES)
    last_soon = today + timedelta(days=DUE_SOON_DAYS)
    return {
        "late": still_open & Q(due_on__lt=today),
        "soon": still_open & Q(due_on__range=(today, last_soon)),
        "running": still_open & (Q(due_on=None) | Q(due_on__gt=last_soon))
        | Q(state=TaskState.PAUSED),
        "done": Q(state__in=HANDED_IN_STATES),
    }
