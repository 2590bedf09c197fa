"""A list of tasks as an address asks for it: filters, order, tabs, rows for screen and Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.queries.tasks import TASK_ORDERS, TIMINGS, TaskFilter
from parindex.web.statuses import TASK_STATUSES, task_status
from parindex.web.suggestions import components_named
from parindex.web.templatetags.formats import named, vndate

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.organisations.models import Unit
    from parindex_core.framework import Component, Framework

# What an address narrows and sorts the list by.
FILTER_NAMES = ("unit", "part", "state", "timing", "due", "origin", "words", "sort")
WITHOUT_UNIT = "none"
LEAD = "lead"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know is as if it were not there."""

    unit: str
    state: str
    timing: str
    words: str
    sort: str
    narrowed: TaskFilter


@dataclass(frozen=True)
class TaskRow:
    """A task with its status of the day and the components that it serves."""

    task: Task
    status: str
    served: list[Component]


def asked_for(query: QueryDict, units: Sequence[Unit]) -> Asked:
    """Reads the names of ``FILTER_NAMES``."""
    unit_by_key = {unit.key: unit for unit in units}
    unit = query.get("unit", "")
    unit = unit if unit in unit_by_key or unit == WITHOUT_UNIT else ""
    state = query.get("state", "")
    state = state if state in TaskState.values else ""
    timing = query.get("timing", "")
    timing = timing if timing in TIMINGS else ""
    words = query.get("words", "").strip()[:200]
    sort = query.get("sort", "")
    return Asked(
        unit=unit,
        state=state,
        timing=timing,
        words=words,
        sort=sort if sort.removeprefix("-") in TASK_ORDERS else "deadline",
        narrowed=TaskFilter(
            unit_id=unit_by_key[unit].pk if unit in unit_by_key else None,
            without_unit=unit == WITHOUT_UNIT,
            led_only=query.get("part") == LEAD,
            state=state,
            timing=timing,
            words=words,
            due_on=_day(query.get("due", "")),
            origin=origin if (origin := query.get("origin", "")) in Origin.values else "",
        ),
    )


def tabs_of(asked: Asked, query: QueryDict, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """A tab for each standing, with its count; empty ones only where they are chosen.

    Running and done, which several states make up, show only where a link asks for them.
    """
    entries = [("all", _("All"), "", "")]
    entries += [("late", _("Overdue"), "", "late"), ("soon", _("Due soon"), "", "soon")]
    entries += [("running", _("Running"), "", "running"), ("done", _("Done"), "", "done")]
    entries += [(f"state_{state.value}", str(state.label), state.value, "") for state in TaskState]
    tabs = []
    for key, label, state, timing in entries:
        is_current = (state, timing) == (asked.state, asked.timing)
        is_sum = key in ("running", "done")
        if (counts[key] and not is_sum) or is_current or key == "all":
            tabs.append(
                {
                    "label": label,
                    "url": _address(query, state=state, timing=timing),
                    "is_current": is_current,
                    "count": counts[key],
                }
            )
    return tabs


def shown_count(asked: Asked, counts: Mapping[str, int]) -> int | None:
    """How many tasks the list has, where the tabs know it already."""
    if asked.state and asked.timing:
        return None
    if asked.state:
        return counts[f"state_{asked.state}"]
    return counts[asked.timing or "all"]


def rows_of(tasks: Sequence[Task], framework: Framework | None, today: date) -> list[TaskRow]:
    """The rows of a list whose tasks carry their partners and components."""
    return [
        TaskRow(
            task,
            task_status(task, today),
            components_named(framework, (link.component_key for link in task.components.all())),
        )
        for task in tasks
    ]


def export_head() -> list[str]:
    return [
        _("Task"), _("Unit in charge"), _("Units taking part"), _("Paper"), _("Item"),
        _("Deadline"), _("Deadline in the paper"), _("Counts as due on"), _("Target"),
        _("Product"), _("State"), _("Handed in"), _("Criteria served"), _("Note"),
    ]  # fmt: skip


def export_row(row: TaskRow) -> list[str]:
    """A row for Excel, in the order of ``export_head``."""
    task = row.task
    return [
        task.action,
        named(task.unit) if task.unit else "",
        "; ".join(named(unit) for unit in task.partners.all()),
        str(task.directive or ""),
        task.item_number,
        vndate(task.deadline) if task.deadline else "",
        task.deadline_text,
        vndate(task.due_on) if task.due_on else "",
        task.target,
        task.product,
        str(TASK_STATUSES[row.status].label),
        vndate(task.done_on) if task.done_on else "",
        ", ".join(component.code for component in row.served),
        _("Illustrative figures") if task.is_illustrative else "",
    ]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _address(query: QueryDict, **changed: str) -> str:
    """The address of the same list with other filters, from its first page."""
    asked = query.copy()
    asked.pop("page", None)
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}"
