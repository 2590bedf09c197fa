"""The tasks of the year: what is due, by whom, with what product."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.assignments.queries.personal import saved_filters
from parindex.assignments.queries.tasks import counts_by_standing, tasks_of
from parindex.organisations.queries import units_of
from parindex.web.csv_table import csv_response
from parindex.web.task_list import (
    WITHOUT_UNIT,
    asked_for,
    export_head,
    export_row,
    rows_of,
    shown_count,
    tabs_of,
)
from parindex.web.task_tabs import task_tabs
from parindex.web.views.desk import desk_of

ROWS_ON_A_PAGE = 50


@require_safe
def list_tasks(request: HttpRequest) -> HttpResponse:
    """The list, narrowed and sorted as the address asks."""
    desk = desk_of(request)
    units = units_of(desk.agency)
    asked = asked_for(request.GET, units)
    counts = counts_by_standing(desk.access, desk.year, asked.narrowed)
    found = tasks_of(desk.access, desk.year, asked.narrowed, asked.sort)
    paginator = Paginator(found, ROWS_ON_A_PAGE)
    known_count = shown_count(asked, counts)
    if known_count is not None:
        # The tabs have counted the list already.
        paginator.count = known_count  # pyright: ignore[reportAttributeAccessIssue]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "area_tabs": task_tabs(desk.access, "tasks"),
        "may_assign": desk.access.may(Permission.ASSIGN_TASKS),
        "saved": saved_filters(desk.access),
        "query": request.GET.urlencode(),
        "year": desk.year,
        "today": desk.today,
        "asked": asked,
        "units": units,
        "without_unit": WITHOUT_UNIT,
        "tabs": tabs_of(asked, request.GET, counts),
        "page": page,
        "rows": rows_of(list(page.object_list), desk.framework, desk.today),
        "export_url": f"{reverse('tasks-export')}?{request.GET.urlencode()}",
    }
    return render(request, "tasks/list.html", context)


@require_safe
def export_tasks(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, for Excel."""
    desk = desk_of(request)
    asked = asked_for(request.GET, units_of(desk.agency))
    found = tasks_of(desk.access, desk.year, asked.narrowed, asked.sort)
    rows = rows_of(list(found), desk.framework, desk.today)
    return csv_response(f"nhiem-vu-{desk.year}.csv", export_head(), map(export_row, rows))
