"""The year's reform plan: its tree, taking it in from a workbook, goals by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.plans import goals_of, plan_of
from parindex.assignments.services.plan_goals import add_goal
from parindex.assignments.services.planning import (
    MOST_ROWS,
    PlanRefused,
    compare_plan,
    take_plan,
)
from parindex.organisations.queries import units_of
from parindex.web.excel_table import excel_response
from parindex.web.forms.plan import GoalForm, PlanFileForm
from parindex.web.plan_columns import PLAN_COLUMNS
from parindex.web.plan_files import read_plan_file
from parindex.web.plan_preview import LARGEST_CARRIED, CarriedPlan, carried, carried_back
from parindex.web.plan_reading import PlacedProblem
from parindex.web.statuses import task_status
from parindex.web.suggestions import components_named
from parindex.web.task_tabs import task_tabs
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import Desk, desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.assignments.queries.plans import Branch
    from parindex_core.framework import Component

_LARGEST_FILE = 16 << 20
_SHOWN = 200  # lines of a preview, problems of a file


@dataclass(frozen=True)
class TaskLine:
    """A task of the tree with its status of the day and what it serves."""

    task: Task
    status: str
    served: Sequence[Component]


@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request: HttpRequest) -> HttpResponse:
    """The plan of the year as a tree; a POST adds a goal by hand."""
    desk = desk_of(request)
    goals = goals_of(desk.access, desk.year)
    is_sent = request.method == "POST"
    form = GoalForm(goals, data=request.POST if is_sent else None)
    if is_sent:
        require(desk.access, Permission.ASSIGN_TASKS)
        if form.is_valid():
            values = form.cleaned_data
            try:
                number, text = values["number"], values["text"]
                add_goal(desk.access, desk.year, number, text, form.chosen_parent)
            except PlanRefused:
                form.add_error("parent", _("The goal cannot stand there; choose another place."))
            else:
                messages.success(request, _("The goal stands in the plan now."))
                return redirect("plan")
    branches = plan_of(desk.access, desk.year)
    context: dict[str, Any] = {
        "desk": desk,
        "area_tabs": task_tabs(desk.access, "plan"),
        "branches": [(branch, _lines(desk, branch)) for branch in branches],
        "planned": sum(branch.planned for branch in branches if branch.depth == 0),
        "confirmed": sum(branch.confirmed for branch in branches if branch.depth == 0),
        "form": form,
        "may_assign": desk.access.may(Permission.ASSIGN_TASKS),
    }
    return render(request, "tasks/plan.html", context, status=422 if is_sent else 200)


@takes_files(lambda: _LARGEST_FILE, files=1)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_plan(request: HttpRequest) -> HttpResponse:
    """How it goes; a POST of a file shows what it would add, one of the preview writes it."""
    desk = desk_of(request)
    require(desk.access, Permission.ASSIGN_TASKS)
    if request.method != "POST":
        return _page(request, desk)
    if "confirmed" in request.POST:
        return _confirm(request, desk, request.POST["confirmed"])
    form = PlanFileForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 16 MB. Split it."))
    if not form.is_valid():
        return _page(request, desk, form=form)
    file = form.cleaned_data["file"]
    units = units_of(desk.agency)
    reading = read_plan_file(file.name, file.read(), units, desk.framework, desk.year)
    if reading.problems:
        return _page(request, desk, problems=reading.problems, name=file.name)
    plan = CarriedPlan(file.name, desk.year, reading.lines)
    return _preview(request, desk, plan, reading.left_out)


@require_safe
def send_plan_template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the columns, and on its second sheet what each means."""
    require(desk_of(request).access, Permission.ASSIGN_TASKS)
    return excel_response("mau-ke-hoach-cchc.xlsx", PLAN_COLUMNS, (), title=_("The year's plan"))


def _preview(request: HttpRequest, desk: Desk, plan: CarriedPlan, left_out: int) -> HttpResponse:
    comparison = compare_plan(desk.access, plan.year, plan.lines)
    confirmed = carried(desk.access, plan)
    if len(confirmed) > LARGEST_CARRIED or len(plan.lines) > MOST_ROWS:
        words = _("The file holds more than one preview can show. Split it in two.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)], name=plan.name)
    shown = comparison.lines[:_SHOWN]
    context = {
        "desk": desk,
        "area_tabs": task_tabs(desk.access, "plan"),
        "name": plan.name,
        "comparison": comparison,
        "lines": [
            (line, components_named(desk.framework, line.task.component_keys if line.task else ()))
            for line in shown
        ],
        "is_cut": len(comparison.lines) > len(shown),
        "left_out": left_out,
        "confirmed": confirmed,
    }
    return render(request, "tasks/plan_preview.html", context)


def _confirm(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    found = carried_back(desk.access, units_of(desk.agency), text)
    if found is None or found.year != desk.year:
        words = _("This preview is no longer valid. Choose the file once more.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)])
    try:
        written = take_plan(desk.access, found.year, found.lines, found.name)
    except PlanRefused:
        words = _("The file holds more than one preview can show. Split it in two.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)], name=found.name)
    if written.tasks:
        messages.success(request, _("Tasks taken into the plan: %d.") % written.tasks)
    else:
        messages.info(request, _("The plan says all of it already; nothing had to be written."))
    return redirect("plan")


def _lines(desk: Desk, branch: Branch) -> list[TaskLine]:
    return [
        TaskLine(
            task,
            task_status(task, desk.today),
            components_named(
                desk.framework, (link.component_key for link in task.components.all())
            ),
        )
        for task in branch.tasks
    ]


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: PlanFileForm | None = None,
    problems: Sequence[PlacedProblem] = (),
    name: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "area_tabs": task_tabs(desk.access, "plan"),
        "form": form or PlanFileForm(),
        "problems": problems[:_SHOWN],
        "problems_hidden": max(len(problems) - _SHOWN, 0),
        "name": name,
    }
    is_refused = bool(problems) or form is not None
    return render(request, "tasks/plan_import.html", context, status=422 if is_refused else 200)
