"""Reading directives and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from parindex.accounts.services import require_view
from parindex.assignments.constants import DUE_SOON_DAYS, OPEN_STATES, TaskState
from parindex.assignments.drafts import TaskDraft, task_drafts
from parindex.assignments.models import Directive, Task
from parindex.organisations.queries import working_date
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class TaskFilter:
    """What a task list is narrowed to; ``timing`` is late, soon or nothing."""

    unit_id: int | None = None
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
    """The agency's directives, newest first, with ``task_count``; ``words`` match folded.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Directive.objects.filter(agency=access.agency)
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.annotate(task_count=Count("tasks")).defer("text", "reading", "search_text")


def directive(access: Access, directive_id: int) -> Directive | None:
    """One directive of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, pk=directive_id).first()


def drafts_of(found: Directive, units: list[Unit]) -> list[TaskDraft]:
    """The tasks that the directive's reading proposes for these units."""
    return task_drafts(found.reading, units)


def tasks_of_directive(access: Access, found: Directive) -> list[Task]:
    """The tasks that were assigned from a directive, in the paper's order."""
    require_view(access)
    tasks = Task.objects.filter(directive=found).select_related("unit")
    return list(tasks.prefetch_related("partners").order_by("span_start", "id"))


def tasks_of(access: Access, year: int, narrowed: TaskFilter) -> QuerySet[Task]:
    """The agency's tasks of a year, by deadline, those without one last.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    tasks = Task.objects.filter(agency=access.agency, year=year)
    if narrowed.unit_id is not None:
        tasks = tasks.filter(Q(unit=narrowed.unit_id) | Q(partners=narrowed.unit_id)).distinct()
    if narrowed.state in TaskState.values:
        tasks = tasks.filter(state=narrowed.state)
    if narrowed.timing == "late":
        tasks = tasks.filter(state__in=OPEN_STATES, deadline__lt=today)
    elif narrowed.timing == "soon":
        tasks = tasks.filter(state__in=OPEN_STATES, deadline__range=_soon(today))
    for word in fold(narrowed.words).split():
        tasks = tasks.filter(search_text__contains=word)
    return tasks.select_related("unit", "directive").defer(
        "directive__text", "directive__reading", "directive__search_text"
    )


def task(access: Access, task_id: int) -> Task | None:
    """One task of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Task.objects.filter(agency=access.agency, pk=task_id)
    return found.select_related("unit", "directive").first()


def tasks_for_component(access: Access, year: int, component_key: str) -> list[Task]:
    """The tasks of a year that serve a component."""
    require_view(access)
    found = Task.objects.filter(
        agency=access.agency, year=year, components__component_key=component_key
    )
    return list(
        found.select_related("unit", "directive").defer(
            "directive__text", "directive__reading", "directive__search_text"
        )
    )


def task_counts_by_unit(access: Access, year: int, units: Iterable[Unit]) -> list[TaskCounts]:
    """How each unit's tasks stand today, and those without a unit when there are any.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    open_ = Q(state__in=OPEN_STATES)
    late = open_ & Q(deadline__lt=today)
    soon = open_ & Q(deadline__range=_soon(today))
    counted = {
        row["unit"]: row
        for row in Task.objects.filter(agency=access.agency, year=year)
        .order_by()
        .values("unit")
        .annotate(
            late=Count("id", filter=late),
            soon=Count("id", filter=soon),
            running=Count("id", filter=open_),
            done=Count("id", filter=Q(state__in=[TaskState.DONE, TaskState.CONFIRMED])),
        )
    }
    counts = [_counts(unit, counted[unit.pk]) for unit in units if unit.pk in counted]
    if None in counted:
        counts.append(_counts(None, counted[None]))
    return counts


def _counts(unit: Unit | None, row: dict[str, int]) -> TaskCounts:
    return TaskCounts(
        unit=unit,
        late=row["late"],
        soon=row["soon"],
        running=row["running"] - row["late"] - row["soon"],
        done=row["done"],
    )


def _soon(today: date) -> tuple[date, date]:
    return today, today + timedelta(days=DUE_SOON_DAYS)
