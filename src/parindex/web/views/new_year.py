"""The agency's new year, from the last one: what it starts with, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from parindex.organisations.queries import units_of
from parindex.rounds.queries import carried_remedies
from parindex.rounds.services import YearRefused, plan_year, start_year
from parindex.web.accountability_page import lines_of
from parindex.web.sent_numbers import whole_number
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.organisations.models import Unit
    from parindex.rounds.services import YearPlan
    from parindex.web.views.desk import Desk

_REFUSALS: dict[str, Promise] = {
    "no_year": gettext_lazy(
        "There is no year to start from. The administrator opens the first one."
    ),
    "year_running": gettext_lazy(
        "The year is not over yet. The next one is started from 1 January on."
    ),
    "round_running": gettext_lazy(
        "The council has not concluded the round of the year yet; its figures may still change."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def show_new_year(request: HttpRequest) -> HttpResponse:
    """What the new year starts with; a POST starts it."""
    desk = desk_of(request)
    plan, problem = None, ""
    try:
        if request.method == "POST":
            opened = start_year(desk.access, desk.today)
            messages.success(request, _("The year %d is open.") % opened.year)
            return redirect("scoring")
        plan = plan_year(desk.access, desk.today)
    except YearRefused as refusal:
        if whole_number(request.POST.get("year", "")) == desk_of(request).year:
            return redirect("scoring")  # sent twice: the first has opened it
        problem = str(_REFUSALS[refusal.problem])
    context = {
        "plan": plan,
        "problem": problem,
        "today": desk.today,
        "units": _owned(desk, plan) if plan else [],
        "carried": lines_of(carried_remedies(desk.access, plan.year), desk.today) if plan else [],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "new_year.html", context, status=status)


def _owned(desk: Desk, plan: YearPlan) -> list[tuple[Unit, int]]:
    """How many components each unit keeps."""
    owners = list(plan.owners.values())
    return [(unit, owners.count(unit.pk)) for unit in units_of(desk.agency)]
