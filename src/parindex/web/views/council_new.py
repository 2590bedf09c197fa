"""Opening a round: the forms, a look at what they make, and the opening."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.rounds.services import RoundPlan, RoundRefused, check_plan, open_round
from parindex.web.council_new import NewRound, Start, new_round, plan_of, start_of
from parindex.web.council_new_problems import put_refusal
from parindex.web.views.desk import council_desk_of

DRAFT = "council-new"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_new_round(request: HttpRequest) -> HttpResponse:
    """The forms; posted to, first a look at the round, then its opening, all or nothing."""
    desk = council_desk_of(request)
    require(desk.access, Permission.RUN_ROUNDS)
    sent = request.method == "POST"
    asked = request.POST if sent else request.GET
    start = start_of(desk, {name: str(value) for name, value in asked.items()})
    if start.edition is None:
        return render(request, "council/no_edition.html")
    new = new_round(desk, start, start.edition, request.POST if sent else None)
    if not sent:
        return _page(request, start, new)
    if not new.is_valid:
        return _page(request, start, new, status=422)
    plan = plan_of(new, start.edition)
    try:
        if request.POST.get("step") != "open":
            check_plan(new.granted, plan)
            return _page(request, start, new, plan)
        opened = open_round(new.granted, plan)
    except RoundRefused as refusal:
        put_refusal(new, refusal)
        return _page(request, start, new, status=422)
    count = sum(len(cluster.agencies) for cluster in plan.clusters)
    text = _("The round is open for %d agencies.") % count
    messages.success(request, text, extra_tags=DRAFT)
    return redirect("council-round", opened.pk)


def _page(
    request: HttpRequest,
    start: Start,
    new: NewRound,
    plan: RoundPlan | None = None,
    status: int = 200,
) -> HttpResponse:
    """With a ``plan`` that holds together, the page shows it and offers to open the round."""
    context = {
        "start": start,
        "new": new,
        "plan": plan,
        "agencies": sum(len(one.agencies) for one in plan.clusters) if plan else 0,
        "draft_key": DRAFT,
    }
    return render(request, "council/new.html", context, status=status)
