"""One goal of the year's plan: what it is called."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.queries.plans import goal_of
from parindex.assignments.services.planning import GoalChanged, rename_goal
from parindex.web.forms.plan import GoalWordsForm
from parindex.web.views.desk import desk_of


@require_http_methods(["GET", "HEAD", "POST"])
def name_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Its number and words; a POST changes them."""
    desk = desk_of(request)
    require(desk.access, Permission.ASSIGN_TASKS)
    goal = goal_of(desk.access, goal_id)
    if goal is None:
        raise Http404
    is_sent = request.method == "POST"
    stands = {"number": goal.number, "text": goal.text}
    form = GoalWordsForm(request.POST if is_sent else None, initial=stands)
    if is_sent and form.is_valid():
        try:
            rename_goal(desk.access, goal, seen=request.POST.get("seen", ""), **form.cleaned_data)
        except GoalChanged as changed:
            words = _("Somebody else changed the goal meanwhile. It is now: %(goal)s")
            form.add_error(None, words % {"goal": changed})
        else:
            messages.success(request, _("The goal is called so now."), extra_tags="plan-goal-name")
            return redirect("plan")
    context = {
        "way": [(_("The year's plan"), reverse("plan"))],
        "goal": goal,
        "form": form,
        "seen": str(goal),
    }
    return render(request, "tasks/plan_goal.html", context, status=422 if is_sent else 200)
