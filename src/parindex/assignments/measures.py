"""The measures that tasks give: 1.1.3 (the year's plan) and 1.6 (what the province assigned)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count as CountRows
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assignments.constants import HANDED_IN_STATES, Origin, TaskState
from parindex.assignments.models import Task
from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

PLAN_COMPLETION, ASSIGNED_TASKS = "assignments.plan_completion", "assignments.assigned_tasks"

_STANDING = ~Q(state=TaskState.CANCELLED)
_CONFIRMED = Q(state=TaskState.CONFIRMED)
_LATE = Q(due_on__isnull=False, done_on__gt=F("due_on"))
# What nobody gave a day is not due in the year until it is done.
_DUE = _STANDING & (Q(due_on__isnull=False) | _CONFIRMED)


@dataclass(frozen=True)
class _Counting:
    """Which tasks a component counts, each variable's condition, and whether late ones differ."""

    name: str
    component_key: str
    label: str | Promise
    origin: Origin
    variables: Mapping[str, Q]


_COUNTINGS = (
    _Counting(
        PLAN_COMPLETION,
        "plan_completion",
        gettext_lazy("Tasks of the year's plan"),
        Origin.PLAN,
        {"completed": _CONFIRMED, "planned": _STANDING},
    ),
    _Counting(
        ASSIGNED_TASKS,
        "assigned_tasks",
        gettext_lazy("Tasks that the province assigned"),
        Origin.PROVINCE,
        {"on_time": _CONFIRMED & ~_LATE, "late": _CONFIRMED & _LATE, "assigned": _DUE},
    ),
)


def _tasks(counting: _Counting, agency: Agency, year: int) -> QuerySet[Task]:
    return Task.objects.filter(agency=agency, year=year, origin=counting.origin)


def _count(counting: _Counting, agency: Agency, year: int, today: date) -> Count | None:
    """None while no task of that origin was assigned: the component stays by hand."""
    if year > today.year:
        return None
    counted = _tasks(counting, agency, year).aggregate(
        rows=CountRows("id"),
        illustrative=CountRows("id", filter=Q(is_illustrative=True)),
        **{
            f"of_{name}": CountRows("id", filter=condition)
            for name, condition in counting.variables.items()
        },
    )
    if not counted["rows"]:
        return None
    return Count(
        values={name: str(counted[f"of_{name}"]) for name in counting.variables},
        as_of=min(today, date(year, 12, 31)),
        source=_("Register of tasks"),
        rows=counted["rows"],
        is_illustrative=bool(counted["illustrative"]),
    )


def _rows(
    counting: _Counting,
    agency: Agency,
    year: int,
    today: date,
    variable: str,
    offset: int,
    limit: int,
) -> MeasureRows:
    whole = _tasks(counting, agency, year)
    found = whole.filter(counting.variables[variable]) if variable else whole
    page = found.select_related("directive", "unit").defer(
        "directive__text", "directive__reading", "directive__search_text"
    )
    ordered = page.order_by(F("due_on").asc(nulls_last=True), "id")
    rows = [_row(counting, task) for task in ordered[offset : offset + limit]]
    is_illustrative = whole.filter(is_illustrative=True).exists()
    return MeasureRows(found.count(), tuple(rows), is_illustrative)


def _row(counting: _Counting, task: Task) -> MeasureRow:
    counted_in = _counted_in(counting, task)
    day = format_date(task.due_on) if task.due_on else task.deadline_text
    unit = task.unit.name if task.unit else ""
    return MeasureRow(
        reference=str(task.directive) if task.directive else _("Year's plan"),
        text=" · ".join(part for part in (task.action, unit, day) if part),
        counted_in=counted_in,
        left_out=_left_out(task, counted_in),
        url=reverse("task", args=[task.pk]),
    )


def _counted_in(counting: _Counting, task: Task) -> tuple[str, ...]:
    """The variables that count a task, by the same words as the conditions on rows."""
    is_confirmed = task.state == TaskState.CONFIRMED
    is_standing = task.state != TaskState.CANCELLED
    is_late = bool(task.done_on and task.due_on and task.done_on > task.due_on)
    holds = {
        "completed": is_confirmed,
        "planned": is_standing,
        "on_time": is_confirmed and not is_late,
        "late": is_confirmed and is_late,
        "assigned": is_standing and (task.due_on is not None or is_confirmed),
    }
    return tuple(name for name in counting.variables if holds[name])


def _left_out(task: Task, counted_in: tuple[str, ...]) -> str:
    """Why a task is not counted as done, or not at all."""
    if task.state == TaskState.CONFIRMED:
        return ""
    if task.state == TaskState.CANCELLED:
        return _("cancelled")
    if not counted_in:
        return _("has no deadline")
    if task.state in HANDED_IN_STATES:
        return _("handed in, not confirmed yet")
    if task.state == TaskState.PAUSED:
        return _("paused for an objective cause")
    return _("not handed in yet")


MEASURES = tuple(
    Measure(
        name=counting.name,
        component_key=counting.component_key,
        label=counting.label,
        count=partial(_count, counting),
        rows=partial(_rows, counting),
        url_name="tasks",
    )
    for counting in _COUNTINGS
)
