"""A round of the council: where its agencies stand, and the secretary's next steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.rounds.constants import Step
from parindex.rounds.queries import participants_of
from parindex.rounds.services import AgenciesNotReady, StepRefused, conclude
from parindex.web.council_place import CouncilPlace, place_of, round_tabs
from parindex.web.council_round import round_page
from parindex.web.council_steps import Taken, step_named, take_step
from parindex.web.council_words import not_ready_lines
from parindex.web.council_workbooks import AGENCIES, agency_rows
from parindex.web.excel_table import excel_response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """The overview; posted to, a step with the agencies named, or the conclusion."""
    place = place_of(request, round_id)
    if request.method != "POST":
        return _page(request, place)
    require(place.access, Permission.RUN_ROUNDS)
    if request.POST.get("step") == Step.CONCLUDE:
        return _conclude(request, place)
    step = step_named(request.POST.get("step", ""))
    if step is None:
        return HttpResponseBadRequest()
    chosen = set(request.POST.getlist("agency"))
    agencies = [one for one in participants_of(place.access, place.round) if str(one.pk) in chosen]
    taken = take_step(place, step, agencies)
    tell_taken(request, step, taken)
    if taken.refused:
        return _page(request, place, taken, status=422)
    return redirect(place.address("council-round"))


@never_cache
@require_safe
def export_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """The agencies that are shown, as a workbook."""
    place = place_of(request, round_id)
    page = round_page(place, request.GET)
    return excel_response(
        f"co-quan-{place.round.year}.xlsx",
        AGENCIES,
        agency_rows(page.lines),
        title=place.round.name,
    )


def tell_taken(request: HttpRequest, step: Step, taken: Taken) -> None:
    """Say how many agencies the step took on."""
    if taken.done:
        text = ngettext("%(step)s: %(count)d agency.", "%(step)s: %(count)d agencies.", taken.done)
        messages.success(request, text % {"step": step.label, "count": taken.done})


def _conclude(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    try:
        results = conclude(place.access, place.round, now=place.now)
    except AgenciesNotReady as refusal:
        agencies = {one.agency.key: one for one in participants_of(place.access, place.round)}
        taken = Taken(0, not_ready_lines(refusal, place.round, agencies))
        return _page(request, place, taken, status=422)
    except StepRefused:
        return redirect(place.address("council-round"))  # sent twice
    messages.success(
        request, _("The round is concluded: %d agencies have their index.") % len(results)
    )
    return redirect(place.address("council-round"))


def _page(
    request: HttpRequest, place: CouncilPlace, taken: Taken | None = None, status: int = 200
) -> HttpResponse:
    query = request.GET.urlencode()
    context = {
        "export_url": place.address("council-round-export") + (f"?{query}" if query else ""),
        "place": place,
        "tabs": round_tabs(place.round, "council-round"),
        "page": round_page(place, request.GET),
        "taken": taken,
    }
    return render(request, "council/round.html", context, status=status)
