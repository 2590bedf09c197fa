"""The public pages of results: for everybody, without an account, the same for all who look.

They are rendered without the request, so that no session, token or menu is in them and any cache
may keep them. The language is part of the address.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from parindex.rounds.queries import (
    published_ranking,
    published_round,
    published_rounds,
    results_before,
)
from parindex.web.csv_table import open_csv_response
from parindex.web.excel_table import excel_response
from parindex.web.ranking_page import (
    COLUMNS,
    clusters_of,
    is_illustrative,
    notices,
    open_data,
    table_rows,
)

KEPT_FOR = 300  # seconds
_READABLE = {"ensure_ascii": False, "indent": 1}


def _open_to_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Without signing in, in the language of the address, kept by caches for a while."""

    def answer(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        language = "en" if request.GET.get("language") == "en" else "vi"
        with translation.override(language):
            response = view(request, *arguments, **named)
        response["Content-Language"] = language
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
        # Looked at by the middleware only: the answer is the same for whoever asks, and a cache
        # that is told so keeps one copy for all.
        request.session.accessed = False
        return response

    return login_not_required(require_safe(answer))


@_open_to_everybody
def list_results(request: HttpRequest) -> HttpResponse:
    """The newest published round, and the way to those before."""
    rounds = published_rounds()
    if not rounds:
        page = render_to_string("results/none.html", {"public_address": request.path})
        # Whoever waits for the results is not to wait for a cache as well.
        return HttpResponse(page, headers={"Cache-Control": "public, no-cache"})
    return _page(request, rounds[0].pk)


@_open_to_everybody
def show_results(request: HttpRequest, round_id: int) -> HttpResponse:
    """A published round."""
    return _page(request, round_id)


@_open_to_everybody
def export_results(request: HttpRequest, round_id: int, form: str) -> HttpResponse:
    """A published round as .xlsx to read, as CSV or JSON for machines."""
    one_round = published_round(round_id)
    if one_round is None:
        raise Http404
    clusters = clusters_of(published_ranking(one_round), results_before(one_round))
    name = f"par-index-{one_round.year}-{one_round.pk}.{form}"
    if form == "csv":
        return open_csv_response(name, [one.key for one in COLUMNS], table_rows(clusters))
    if form == "json":
        response = JsonResponse(open_data(one_round, clusters), json_dumps_params=_READABLE)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return excel_response(
        name, COLUMNS, table_rows(clusters), title=one_round.name, notices=notices(one_round)
    )


def _page(request: HttpRequest, round_id: int) -> HttpResponse:
    one_round = published_round(round_id)
    if one_round is None:
        raise Http404
    clusters = clusters_of(published_ranking(one_round), results_before(one_round))
    others = [one for one in published_rounds() if one.pk != one_round.pk]
    context = {
        "round": one_round,
        "clusters": clusters,
        "others": others,
        "is_illustrative": is_illustrative(one_round),
        "public_address": request.path,
        "language": translation.get_language(),
    }
    return HttpResponse(render_to_string("results/show.html", context))
