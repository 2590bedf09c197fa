"""Reading directives and tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from parindex.accounts.services import require_view
from parindex.assignments.constants import DUE_SOON_DAYS, OPEN_STATES, STEPS, TaskState
from parindex.assignments.drafts import TaskDraft, task_drafts
from parindex.assignments.models import Directive, Task, TaskComponent
from parindex.assignments.search import with_words
from parindex.assignments.steps import Step, is_reported_by_units, needs_reason, permission_for
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
    """Open after its deadline, or handed in after it."""
    if task.deadline is None or task.state == TaskState.CANCELLED:
        return False
    return (task.done_on or today) > task.deadline


def is_due_soon(task: Task, today: date) -> bool:
    """Open, not late, and due within the days that count as soon."""
    if task.deadline is None or task.state not in OPEN_STATES:
        return False
    return today <= task.deadline <= today + timedelta(days=DUE_SOON_DAYS)


def directives_of(access: Access, words: str = "") -> QuerySet[Directive]:
    """The agency's directives, newest first, with ``task_count``; ``words`` as in ``search``.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Directive.objects.filter(agency=access.agency)
    counted = with_words(found, words).annotate(task_count=Count("tasks"))
    return counted.order_by(F("issued_on").desc(nulls_last=True), "-id").defer(
        "text", "reading", "search_text"
    )


def directive(access: Access, directive_id: int) -> Directive | None:
    """One directive of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, pk=directive_id).first()


def directive_numbered(access: Access, number: str) -> Directive | None:
    """The newest directive of the agency with that official number, if it has one.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, number=number).first()


def drafts_of(found: Directive, units: list[Unit]) -> list[TaskDraft]:
    """The tasks that the directive's reading proposes for these units."""
    return task_drafts(found.reading, units)


def tasks_of_directive(access: Access, found: Directive) -> list[Task]:
    """The agency's tasks that were assigned from a directive, in the paper's order.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(agency=access.agency, directive=found).select_related("unit")
    return list(tasks.prefetch_related("partners", "components").order_by("span_start", "id"))


def tasks_of(
    access: Access, year: int, narrowed: TaskFilter, order: str = "deadline"
) -> QuerySet[Task]:
    """The agency's tasks of a year, by one of ``TASK_ORDERS``; what has no value comes last.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    tasks = _narrowed_by_unit_and_words(access, year, narrowed)
    if narrowed.state in TaskState.values:
        tasks = tasks.filter(state=narrowed.state)
    if narrowed.timing in TIMINGS:
        tasks = tasks.filter(_timings(today)[narrowed.timing])
    ordered = tasks.order_by(*_order(order)).select_related("unit", "directive")
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
    return _narrowed_by_unit_and_words(access, year, narrowed).aggregate(**counts)


def task(access: Access, task_id: int) -> Task | None:
    """One task of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Task.objects.filter(agency=access.agency, pk=task_id)
    return found.select_related("unit", "directive").first()


def steps_for(access: Access, found: Task) -> tuple[Step, ...]:
    """The steps that the person may take with a task now, forward ones first."""
    present = TaskState(found.state)
    steps = []
    for state in STEPS[present]:
        unit_id = found.unit_id if is_reported_by_units(present, state) else None
        if access.may(permission_for(present, state), unit_id):
            steps.append(Step(state, needs_reason(present, state)))
    return tuple(steps)


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


def _narrowed_by_unit_and_words(access: Access, year: int, narrowed: TaskFilter) -> QuerySet[Task]:
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
    return with_words(tasks, narrowed.words)


def _order(order: str) -> Sequence[OrderBy]:
    key = order.removeprefix("-")
    by_state = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(TaskState)),
        output_field=IntegerField(),
    )
    chosen = {"deadline": F("deadline"), "unit": F("unit__position"), "state": by_state}[key]
    first = chosen.desc if order.startswith("-") else chosen.asc
    return (first(nulls_last=True), F("deadline").asc(nulls_last=True), F("id").asc())


def _counts_by_timing(today: date) -> dict[str, Count]:
    return {timing: Count("id", filter=when) for timing, when in _timings(today).items()}


def _timings(today: date) -> dict[str, Q]:
    """When a task stands so, by ``TIMINGS``."""
    still_open = Q(state__in=OPEN_STATES)
    last_soon = today + timedelta(days=DUE_SOON_DAYS)
    return {
        "late": still_open & Q(deadline__lt=today),
        "soon": still_open & Q(deadline__range=(today, last_soon)),
        "running": still_open & (Q(deadline=None) | Q(deadline__gt=last_soon)),
        "done": Q(state__in=[TaskState.DONE, TaskState.CONFIRMED]),
    }
