"""The council's rounds: their agencies, the matrix, conclusion and publication."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router

from parindex.accounts.constants import Scope
from parindex.api.fields import Limit, NumberInPath, Offset, YearInPath
from parindex.api.operations.council_shapes import (
    ClusterOut,
    FieldOut,
    MatrixRowOut,
    ParticipantOut,
    RoundDetailOut,
    RoundOut,
)
from parindex.api.paging import Page, page
from parindex.api.places import COUNCIL_ROUND, council
from parindex.api.security import access_of
from parindex.rounds.queries import (
    council_matrix,
    participants_of,
    ranking,
    round_overview,
    rounds_of,
)
from parindex.rounds.services import conclude, publish

router = Router(tags=["council"])


@router.get(
    "/council/years/{year}/rounds",
    response=Page[RoundOut],
    summary=gettext_noop("The council's rounds"),
)
def list_rounds(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[RoundOut]:
    """Scope: council_read. Of the year, in which the person's roles are asked for."""
    found = rounds_of(access_of(request, Scope.COUNCIL_READ, year))
    return page([one for one in found if one.year == year], offset, limit, RoundOut.of)


@router.get(COUNCIL_ROUND, response=RoundDetailOut, summary=gettext_noop("A round at a glance"))
def show_round(request: HttpRequest, number: NumberInPath) -> RoundDetailOut:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    found = round_overview(place.access, place.round)
    return RoundDetailOut(
        **RoundOut.of(found.round).model_dump(),
        by_state={state.value: count for state, count in found.by_state.items()},
        deadlines={stage.value: at.isoformat() for stage, at in found.deadlines.items()},
        fields_of_appraisal=[
            FieldOut(
                name=one.name,
                components=one.component_keys,
                members=[seat.user.full_name for seat in one.seats.all()],
            )
            for one in found.fields
        ],
        deduction_reasons=found.round.deduction_reasons,
    )


@router.get(
    COUNCIL_ROUND + "/agencies",
    response=Page[ParticipantOut],
    summary=gettext_noop("The agencies of a round"),
)
def list_agencies(
    request: HttpRequest, number: NumberInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[ParticipantOut]:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    return page(participants_of(place.access, place.round), offset, limit, ParticipantOut.of)


@router.get(
    COUNCIL_ROUND + "/matrix",
    response=Page[MatrixRowOut],
    summary=gettext_noop("All agencies by all components"),
)
def show_matrix(
    request: HttpRequest, number: NumberInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[MatrixRowOut]:
    """Scope: council_read. A member sees the own fields."""
    place = council(request, Scope.COUNCIL_READ, number)
    return page(council_matrix(place.access, place.round).rows, offset, limit, MatrixRowOut.of)


@router.get(
    COUNCIL_ROUND + "/ranking",
    response=list[ClusterOut],
    summary=gettext_noop("The ranking once concluded"),
)
def show_ranking(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]


@router.post(
    COUNCIL_ROUND + "/conclude",
    response=list[ClusterOut],
    summary=gettext_noop("Conclude the round"),
)
def post_conclude(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_write. All agencies, or none."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    conclude(place.access, place.round, now=place.now)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]


@router.post(
    COUNCIL_ROUND + "/publish",
    response=list[ClusterOut],
    summary=gettext_noop("Publish the results"),
)
def post_publish(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_write. Everybody sees the results, nothing changes any more."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    publish(place.access, place.round, now=place.now)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]
