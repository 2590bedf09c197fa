"""Assigning work that no paper in the product gave."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.constants import Origin
from parindex.assignments.queries.plans import goals_of
from parindex.assignments.services.assigning import TaskRefused, assign_task
from parindex.organisations.queries import units_of
from parindex.web.forms.new_task import NewTaskForm
from parindex.web.suggestions import components_named
from parindex.web.views.desk import desk_of


@require_http_methods(["GET", "HEAD", "POST"])
def enter_task(request: HttpRequest) -> HttpResponse:
    """The form of a new task; what recurs becomes a task for each of its days."""
    desk = desk_of(request)
    require(desk.access, Permission.ASSIGN_TASKS)
    sent = request.POST if request.method == "POST" else None
    goals = goals_of(desk.access, desk.year)
    asked = {"goal": request.GET.get("goal", ""), "origin": Origin.PLAN}
    units = units_of(desk.agency)
    form = NewTaskForm(units, desk.year, goals, desk.framework, data=sent, initial=asked)
    if sent is not None and form.is_valid():
        new = form.new_task()
        try:
            made = assign_task(desk.access, desk.year, new)
        except TaskRefused:
            form.add_error("goal", _("The goal was deleted meanwhile; choose another one."))
            return _page(request, form, desk.year)
        said = ngettext("%(count)d task was assigned.", "%(count)d tasks were assigned.", len(made))
        said %= {"count": len(made)}
        codes = [leaf.code for leaf in components_named(desk.framework, new.component_keys)]
        if codes:
            said += " " + _("Components that it serves: %(codes)s.") % {"codes": ", ".join(codes)}
        messages.success(request, said, extra_tags="task-new")
        return redirect("task", made[0].pk)
    return _page(request, form, desk.year)


def _page(request: HttpRequest, form: NewTaskForm, year: int) -> HttpResponse:
    context = {"way": [(_("Tasks"), reverse("tasks"))], "form": form, "year": year}
    status = 422 if request.method == "POST" else 200
    return render(request, "tasks/new.html", context, status=status)
