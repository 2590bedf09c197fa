"""One goal of the year's plan: what it is called, where it stands, and whether it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.plans import goal_of, goals_of, is_empty_goal, places_for
from parindex.assignments.services.plan_goals import (
    GoalChanged,
    GoalNotEmpty,
    change_goal,
    delete_goal,
    shown_goal,
)
from parindex.assignments.services.planning import PlanRefused
from parindex.web.forms.plan import GoalForm
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import PlanGoal
    from parindex.web.views.desk import Desk


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Its number, words and place; a POST changes them, or deletes the goal."""
    desk = desk_of(request)
    require(desk.access, Permission.ASSIGN_TASKS)
    goal = goal_of(desk.access, goal_id)
    if goal is None:
        raise Http404
    if request.POST.get("what") == "delete":
        return _delete(request, desk, goal)
    stands = {"number": goal.number, "text": goal.text, "parent": goal.parent_id or ""}
    is_sent = request.method == "POST"
    places = places_for(goal, goals_of(desk.access, goal.year))
    form = GoalForm(places, data=request.POST if is_sent else None, initial=stands)
    if is_sent and form.is_valid():
        values, seen = form.cleaned_data, request.POST.get("seen", "")
        try:
            change_goal(
                desk.access, goal, values["number"], values["text"], form.chosen_parent, seen
            )
        except GoalChanged as changed:
            if changed.present is None:
                return _gone(request)
            words = _("Somebody else changed the goal meanwhile. It is now: %(goal)s")
            form.add_error(None, words % {"goal": _with_place(changed.present)})
        except PlanRefused:
            form.add_error("parent", _("The goal cannot stand there; choose another place."))
        else:
            messages.success(request, _("The plan says so now."), extra_tags="plan-goal-name")
            return redirect("plan")
    return _page(request, desk, goal, form)


def _delete(request: HttpRequest, desk: Desk, goal: PlanGoal) -> HttpResponse:
    try:
        delete_goal(desk.access, goal, request.POST.get("seen", ""))
    except GoalNotEmpty:
        messages.error(request, _("Something stands in this goal now; it was not deleted."))
        return redirect("plan-goal", goal.pk)
    except GoalChanged as changed:
        if changed.present is None:
            return _gone(request)
        messages.error(request, _("Somebody else changed the goal meanwhile; look at it again."))
        return redirect("plan-goal", goal.pk)
    messages.success(request, _("Deleted from the plan: %s.") % goal)
    return redirect("plan")


def _gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Somebody else deleted this goal meanwhile; nothing was written."))
    return redirect("plan")


def _with_place(goal: PlanGoal) -> str:
    place = goal.parent or _("The plan itself")
    return _("%(goal)s (stands in: %(place)s)") % {"goal": goal, "place": place}


def _page(request: HttpRequest, desk: Desk, goal: PlanGoal, form: GoalForm) -> HttpResponse:
    context = {
        "way": [(_("The year's plan"), reverse("plan"))],
        "goal": goal,
        "form": form,
        "seen": shown_goal(goal),
        "is_empty": is_empty_goal(desk.access, goal),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "tasks/plan_goal.html", context, status=status)
