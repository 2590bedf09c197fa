"""Results: an agency's own, and those that are published, for everybody."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router

from parindex.accounts.constants import Scope
from parindex.api.fields import Limit, NumberInPath, Offset, YearInPath
from parindex.api.operations.council_shapes import ClusterOut, ResultOut, RoundOut
from parindex.api.paging import Page, page
from parindex.api.places import part
from parindex.api.problems import NotThere
from parindex.rounds.queries import (
    published_ranking,
    published_round,
    published_rounds,
    result_of,
)

router = Router(tags=["results"])


@router.get(
    "/years/{year}/result", response=ResultOut, summary=gettext_noop("The agency's own result")
)
def show_result(request: HttpRequest, year: YearInPath) -> ResultOut:
    """Scope: read. 404 before the conclusion."""
    place = part(request, Scope.READ, year)
    found = result_of(place.access, place.participant)
    if found is None:
        raise NotThere
    return ResultOut.of(found)


@router.get(
    "/results",
    response=Page[RoundOut],
    auth=None,
    summary=gettext_noop("Published rounds; without a token"),
)
def list_results(request: HttpRequest, offset: Offset = 0, limit: Limit = 50) -> Page[RoundOut]:
    """For everybody."""
    return page(published_rounds(), offset, limit, RoundOut.of)


@router.get(
    "/results/{number}",
    response=list[ClusterOut],
    auth=None,
    summary=gettext_noop("A published ranking; without a token"),
)
def show_results(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """For everybody."""
    found = published_round(number)
    if found is None:
        raise NotThere
    return [ClusterOut.of(one) for one in published_ranking(found)]
