"""The council's papers: the minutes of an appraisal, the decision with its ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.organisations.queries import working_date
from parindex.reports.queries import minutes_of, ranking_of
from parindex.rounds.constants import RoundState
from parindex.rounds.queries import participant_of_round, submitted_participants
from parindex.web import paper_defaults
from parindex.web.council_place import place_of
from parindex.web.forms.papers import MinutesForm, RankingForm
from parindex.web.paper_download import paper_response
from parindex.web.templatetags.formats import named
from parindex_papers.appraisal_minutes import appraisal_minutes
from parindex_papers.ranking_appendix import ranking_appendix

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
def make_council_paper(request: HttpRequest, round_id: int, kind: str) -> HttpResponse:
    """Choose the head of a paper of the council; a POST answers with the file."""
    make = _KINDS.get(kind)
    if make is None:
        raise Http404
    place = place_of(request, round_id)
    access, one_round = place.access, place.round
    require(access, Permission.RUN_ROUNDS)
    return make(request, access, one_round)


def _make_ranking(request: HttpRequest, access: Access, one_round: Round) -> HttpResponse:
    if one_round.state == RoundState.OPEN:
        raise Http404
    form = RankingForm(
        request.POST if request.method == "POST" else None,
        initial=paper_defaults.ranking(one_round, working_date(access.agency)),
    )
    if form.is_valid():
        said = ranking_of(access, one_round, form.head(), form.decision())
        if said is not None:
            name = f"quyet-dinh-xep-hang-{one_round.year}-{one_round.pk}"
            return paper_response(ranking_appendix(said), name, request.POST.get("format", ""))
    return _page(request, one_round, form, "ranking", _("Decision on the ranking"))


def _make_minutes(request: HttpRequest, access: Access, one_round: Round) -> HttpResponse:
    submitted = submitted_participants(access, one_round)
    if not submitted:
        raise Http404
    asked = request.GET.get("agency", "")
    form = MinutesForm(
        request.POST if request.method == "POST" else None,
        agencies=[(one.agency.key, named(one.agency)) for one in submitted],
        initial=paper_defaults.minutes(access.agency, working_date(access.agency))
        | {"agency": asked},
    )
    if form.is_valid():
        key = form.cleaned_data["agency"]
        participant = participant_of_round(access, one_round, key)
        said = participant and minutes_of(access, participant, form.head(), form.meeting())
        if said:
            name = f"bien-ban-tham-dinh-{key}-{one_round.year}"
            return paper_response(appraisal_minutes(said), name, request.POST.get("format", ""))
    return _page(request, one_round, form, "minutes", _("Minutes of the appraisal"))


def _page(request: HttpRequest, one_round: Round, form: Any, kind: str, title: str) -> HttpResponse:
    context = {
        "way": [
            (_("Council"), reverse("council")),
            (one_round.name, reverse("council-round", args=[one_round.pk])),
        ],
        "title": title,
        "form": form,
        "draft": f"paper-{kind}-{one_round.pk}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "papers/form.html", context, status=status)


_KINDS: dict[str, Callable[[HttpRequest, Access, Round], HttpResponse]] = {
    "ranking": _make_ranking,
    "minutes": _make_minutes,
}
