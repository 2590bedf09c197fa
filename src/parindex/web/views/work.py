"""A person's day, a unit's board, a month of deadlines, and who has not opened what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.assignments.queries.boards import board, month_of_tasks
from parindex.assignments.queries.my_day import my_day
from parindex.assignments.queries.receipts import unopened
from parindex.organisations.queries import units_of
from parindex.reporting.period_names import period_name
from parindex.reporting.queries.periods import reports_to_do
from parindex.web.reporting_words import appearance
from parindex.web.statuses import TASK_STATUSES, task_status
from parindex.web.task_month import month_asked, weeks_of
from parindex.web.task_tabs import task_tabs
from parindex.web.views.desk import desk_of, leads_to_council, of_own_work, opened_desk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parindex.assignments.models import Task
    from parindex.organisations.models import Unit

ROWS_ON_A_PAGE = 50


@require_safe
def show_my_day(request: HttpRequest) -> HttpResponse:
    """What is the person's to do, and what waits for their word; of the council: its rounds."""
    desk = opened_desk_of(request)
    if leads_to_council(desk):
        return redirect("council")
    of_own_work(desk)
    found = my_day(desk.access, desk.year)
    context = {
        "area_tabs": task_tabs(desk.access, "my-day"),
        "reports": [
            (one, period_name(one.period), appearance(one, desk.today))
            for one in reports_to_do(desk.access)
        ],
        "today": desk.today,
        "day": found,
        "due": _lines(found.due, desk.today),
        "to_confirm": _lines(found.to_confirm, desk.today),
        "unacknowledged": _lines(found.unacknowledged, desk.today),
    }
    return render(request, "tasks/my_day.html", context)


@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """The tasks of a unit by state; of one's own unit, or of the whole agency, without asking."""
    desk = desk_of(request)
    units = units_of(desk.agency)
    unit = _unit_asked(request, units, desk.access.own_unit)
    columns = [
        {
            "label": " · ".join(str(TASK_STATUSES[state].label) for state in column.states),
            "state": column.states[0].value,
            "count": column.count,
            "more": column.count - len(column.tasks),
            "lines": _lines(column.tasks, desk.today),
        }
        for column in board(desk.access, desk.year, unit)
    ]
    context = {
        "area_tabs": task_tabs(desk.access, "task-board"),
        "units": units,
        "unit": unit,
        "columns": columns,
        "may_assign": desk.access.may(Permission.ASSIGN_TASKS),
    }
    return render(request, "tasks/board.html", context)


@require_safe
def show_month(request: HttpRequest) -> HttpResponse:
    """The deadlines of a month, day by day."""
    desk = desk_of(request)
    units = units_of(desk.agency)
    unit = _unit_asked(request, units, desk.access.own_unit)
    first = month_asked(request.GET.get("month", ""), desk.today)
    days = month_of_tasks(desk.access, unit, first.year, first.month)
    context = {
        "area_tabs": task_tabs(desk.access, "task-month"),
        "units": units,
        "unit": unit,
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=31)).replace(day=1),
        "weeks": weeks_of(first, days, desk.today),
    }
    return render(request, "tasks/month.html", context)


@require_safe
def list_unopened(request: HttpRequest) -> HttpResponse:
    """Which units have not opened what, for the Office."""
    desk = desk_of(request)
    page = Paginator(unopened(desk.access, desk.year), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "area_tabs": task_tabs(desk.access, "tasks-unopened"),
        "today": desk.today,
        "page": page,
        "rows": [(row, task_status(row.task, desk.today)) for row in page.object_list],
    }
    return render(request, "tasks/unopened.html", context)


def _unit_asked(request: HttpRequest, units: Sequence[Unit], own: Unit | None) -> Unit | None:
    asked = request.GET.get("unit")
    if asked is None:
        return own
    return next((unit for unit in units if unit.key == asked), None)


def _lines(tasks: Iterable[Task], today: date) -> list[dict[str, object]]:
    """Tasks with their status and the days that are left or over."""
    return [
        {
            "task": task,
            "status": task_status(task, today),
            "days": abs((today - task.due_on).days) if task.due_on else None,
            "is_late": bool(task.due_on and task.due_on < today),
        }
        for task in tasks
    ]
