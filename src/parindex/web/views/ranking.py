"""The council's ranking: who stands where and why, and publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.rounds.constants import RoundState
from parindex.rounds.queries import (
    participant_of_round,
    ranking,
    results_before,
)
from parindex.rounds.services import StepRefused, publish
from parindex.web.council_place import place_of, round_tabs
from parindex.web.excel_table import excel_response
from parindex.web.ranking_page import COLUMNS, clusters_of, is_illustrative, notices, table_rows
from parindex.web.separation_page import standing_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Round
    from parindex.web.council_place import CouncilPlace
    from parindex.web.ranking_page import RankedCluster


@require_safe
def show_ranking(request: HttpRequest, round_id: int) -> HttpResponse:
    """The ranking by cluster, from the conclusion on."""
    place = place_of(request, round_id)
    access, one_round = place.access, place.round
    clusters = _clusters(access, one_round)
    context = {
        "round": one_round,
        "way": _way(one_round),
        "tabs": round_tabs(one_round, "council-ranking"),
        "clusters": clusters,
        "is_concluded": one_round.state != RoundState.OPEN,
        "is_published": one_round.state == RoundState.PUBLISHED,
        "is_illustrative": is_illustrative(one_round),
        "may_run": place.runs,
    }
    return render(request, "ranking/show.html", context)


@require_safe
def export_ranking(request: HttpRequest, round_id: int) -> HttpResponse:
    """The ranking for Excel."""
    place = place_of(request, round_id)
    access, one_round = place.access, place.round
    return excel_response(
        f"xep-hang-{one_round.year}-{one_round.pk}.xlsx",
        COLUMNS,
        table_rows(_clusters(access, one_round)),
        title=one_round.name,
        notices=notices(one_round),
    )


@require_safe
def show_standing(request: HttpRequest, round_id: int, agency_key: str) -> HttpResponse:
    """What separates an agency of the round from a better place, and from last year."""
    place = place_of(request, round_id)
    access, one_round = place.access, place.round
    participant = participant_of_round(access, one_round, agency_key)
    standing = participant and standing_of(access, participant, request.GET)
    if participant is None or standing is None:
        raise Http404
    context = {
        "round": one_round,
        "way": [*_way(one_round), (_("Ranking"), reverse("council-ranking", args=[round_id]))],
        "participant": participant,
        "standing": standing,
        "is_illustrative": is_illustrative(one_round),
    }
    return render(request, "ranking/standing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_results(request: HttpRequest, round_id: int) -> HttpResponse:
    """Ask once more, then publish; what is published stays."""
    place = place_of(request, round_id)
    access, one_round = place.access, place.round
    require(access, Permission.RUN_ROUNDS)
    if one_round.state != RoundState.CONCLUDED:
        return redirect("council-ranking", round_id)
    is_unticked = False
    if request.method == "POST":
        is_unticked = request.POST.get("is_sure") != "on"
        if not is_unticked:
            return _publish(request, place)
    context = {
        "round": one_round,
        "way": [*_way(one_round), (_("Ranking"), reverse("council-ranking", args=[round_id]))],
        "clusters": _clusters(access, one_round),
        "is_unticked": is_unticked,
    }
    return render(request, "ranking/publish.html", context, status=422 if is_unticked else 200)


def _publish(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    try:
        publish(place.access, place.round, now=place.now)
    except StepRefused:
        messages.info(request, _("Somebody else has just changed the round; look at it again."))
    else:
        messages.success(request, _("The results are published. Everybody sees them now."))
    return redirect("council-ranking", place.round.pk)


def _clusters(access: Access, one_round: Round) -> list[RankedCluster]:
    return clusters_of(
        ranking(access, one_round),
        results_before(one_round),
        lambda result: reverse(
            "council-standing", args=[one_round.pk, result.participant.agency.key]
        ),
    )


def _way(one_round: Round) -> list[tuple[str, str]]:
    """The way to the ranking's page."""
    return [
        (_("Council"), reverse("council")),
        (one_round.name, reverse("council-round", args=[one_round.pk])),
    ]
