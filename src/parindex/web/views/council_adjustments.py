"""Bonus and penalty points of a round, each on a ground and under the round's cap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.rounds.constants import AdjustmentKind
from parindex.rounds.queries import adjusted_lines, adjustment_by_id
from parindex.rounds.services import PointsRefused, StepRefused, adjust, withdraw_adjustment
from parindex.web.council_place import CouncilPlace, place_of, round_tabs
from parindex.web.council_words import refusal_words
from parindex.web.forms.council_adjustment import AdjustmentForm
from parindex.web.sent_numbers import whole_number
from parindex.web.templatetags.formats import named, points

REFUSALS = {
    "outside": ("points", gettext_lazy("Write a number above 0.")),
    "ground_missing": ("ground", gettext_lazy("Say on what ground.")),
    "above_cap": ("points", gettext_lazy("Together with what was given this is above the cap.")),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_adjustments(request: HttpRequest, round_id: int) -> HttpResponse:
    """What was given, to whom, why; posted to, points given or taken back."""
    place = place_of(request, round_id)
    if request.method != "POST":
        return _page(request, place)
    require(place.access, Permission.RUN_ROUNDS)
    if request.POST.get("step") == "withdraw":
        return _withdraw(request, place)
    return _give(request, place)


def _give(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    form = _form(place, request.POST)
    if not form.is_valid():
        return _page(request, place, form=form, status=422)
    data, participant = form.cleaned_data, form.participant
    try:
        adjust(
            place.access,
            participant,
            AdjustmentKind(data["kind"]),
            data["points"],
            data["ground"],
            now=place.now,
        )
    except PointsRefused as refusal:
        form.add_error(*REFUSALS[refusal.problem])
        return _page(request, place, form=form, status=422)
    except StepRefused as refusal:
        form.add_error("agency", refusal_words(refusal, place.round))
        return _page(request, place, form=form, status=422)
    words = _("%(kind)s, %(agency)s: %(points)s.") % {
        "kind": AdjustmentKind(data["kind"]).label,
        "agency": named(participant.agency),
        "points": points(data["points"]),
    }
    messages.success(request, words)
    return redirect(place.address("council-adjustments"))


def _withdraw(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    number = whole_number(request.POST.get("adjustment", ""))
    found = adjustment_by_id(place.access, place.round, number) if number is not None else None
    if found is None:
        raise Http404
    try:
        withdraw_adjustment(place.access, found, request.POST.get("reason", ""), now=place.now)
    except PointsRefused:
        error = _("Say why the points are taken back.")
        return _page(request, place, error=error, failed=found.pk, status=422)
    except StepRefused as refusal:
        return _page(request, place, error=refusal_words(refusal, place.round), status=422)
    messages.success(request, _("The points were taken back; they stay to be seen."))
    return redirect(place.address("council-adjustments"))


def _form(place: CouncilPlace, data: object) -> AdjustmentForm:
    lines = adjusted_lines(place.access, place.round)
    return AdjustmentForm([one.participant for one in lines if one.is_open], data)


def _page(
    request: HttpRequest,
    place: CouncilPlace,
    *,
    form: AdjustmentForm | None = None,
    error: str = "",
    failed: int = 0,
    status: int = 200,
) -> HttpResponse:
    lines = adjusted_lines(place.access, place.round)
    is_open = any(one.is_open for one in lines)
    context = {
        "place": place,
        "tabs": round_tabs(place.round, "council-adjustments"),
        "lines": [one for one in lines if one.adjustments],
        "form": (form or _form(place, None)) if place.runs and is_open else None,
        "error": error,
        "failed": failed,
    }
    return render(request, "council/adjustments.html", context, status=status)
