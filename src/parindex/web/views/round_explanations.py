"""The agency's answers to the council's deductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.queries import components_owned_by
from parindex.rounds.services import (
    DeadlinePassed,
    ExplanationChangedMeanwhile,
    NothingToExplain,
    StepRefused,
    explain_deduction,
)
from parindex.web.forms.round import ExplanationForm
from parindex.web.round_explanations import (
    OpenedLine,
    draft_key,
    explanations_page,
    opened_line,
)
from parindex.web.round_place import RoundPlace, place_of
from parindex.web.round_words import refused_lines
from parindex.web.sent_numbers import whole_number
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.rounds.models import Explanation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_explanations(request: HttpRequest) -> HttpResponse:
    """Every deduction with its reason; ``?component=`` opens one; posted to, it is explained."""
    place = place_of(request)
    if request.method == "POST":
        return _explain(request, place)
    if place is None:
        return render(request, "round/none.html")
    page = explanations_page(place)
    asked = page.line_of(request.GET.get("component", ""))
    opened = opened_line(place, asked) if asked else None
    return _page(request, place, opened)


def _explain(request: HttpRequest, place: RoundPlace | None) -> HttpResponse:
    key = request.POST.get("component", "")
    access = place.access if place else desk_of(request).access
    owners = components_owned_by(place.participant.assessment) if place else {}
    require(access, Permission.EXPLAIN_DEDUCTIONS, owners.get(key))
    if place is None:
        return redirect("round-explanations")
    form = ExplanationForm(request.POST)
    seen = _seen(request)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            explain_deduction(access, place.participant, key, text, seen=seen, now=place.now)
        except ExplanationChangedMeanwhile as changed:
            # Sent twice, the second finds its own text and has nothing left to do.
            if changed.present.text != text.strip():
                return _again(request, place, key, form, changed.present.version, changed.present)
        except NothingToExplain:
            messages.error(request, _("The council did not deduct this criterion."))
            return redirect(place.address("round-explanations"))
        except (StepRefused, DeadlinePassed) as refusal:
            lines = refused_lines(refusal, place.participant.round, place.scoring_year)
            form.add_error(None, " ".join(line.words for line in lines))
    if not form.is_valid():
        return _again(request, place, key, form, seen)
    messages.success(request, _("The explanation is kept."), extra_tags=draft_key(place, key))
    return redirect(place.address("round-explanations"))


def _again(
    request: HttpRequest,
    place: RoundPlace,
    key: str,
    form: ExplanationForm,
    seen: int,
    conflict: Explanation | None = None,
) -> HttpResponse:
    """The page with what was typed."""
    lines = explanations_page(place).lines
    line = next((one for one in lines if one.component.key == key), None)
    opened = opened_line(place, line, form, seen, conflict) if line else None
    return _page(request, place, opened, status=422)


def _page(
    request: HttpRequest, place: RoundPlace, opened: OpenedLine | None, status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "page": explanations_page(place),
        "tabs": place.tabs("round-explanations"),
        "opened": opened,
    }
    return render(request, "round/explanations.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen", "")) or 0
