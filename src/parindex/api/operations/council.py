"""The council: its rounds, what agencies submitted, appraisal, survey points, conclusion."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from parindex.accounts.constants import Scope
from parindex.api.fields import (
    AgencyInPath,
    Key,
    KeyInPath,
    Limit,
    Line,
    Moment,
    NumberInPath,
    Offset,
    Points,
    Sent,
    Text,
    Value,
    Version,
    YearInPath,
)
from parindex.api.operations.council_shapes import (
    AdjustmentOut,
    ClusterOut,
    FieldOut,
    JudgedOut,
    MatrixRowOut,
    ParticipantOut,
    RoundDetailOut,
    RoundOut,
    SheetLineOut,
)
from parindex.api.paging import Page, page
from parindex.api.places import CouncilPlace, council
from parindex.api.problems import NotThere
from parindex.api.security import access_of
from parindex.assessments.values import exact_values
from parindex.rounds.constants import AdjustmentKind, JudgementKind, State
from parindex.rounds.queries import (
    appraisal_sheet,
    council_matrix,
    participants_of,
    ranking,
    round_overview,
    rounds_of,
)
from parindex.rounds.services import (
    Judgement,
    accept_rest,
    adjust,
    appraise,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    conclude,
    enter_survey_points,
    publish,
    reopen,
    withdraw_adjustment,
)

router = Router(tags=["council"])
_ROUND = "/council/rounds/{number}"
_AGENCY = _ROUND + "/agencies/{agency}"


class JudgementIn(Sent):
    """``values`` with by_rule; ``points`` that are left, ``reason`` and ``words`` with deduction.

    ``seen``: the version of the appraisal that was read before, 0 for none.
    """

    kind: Literal["accepted", "by_rule", "deduction"]
    values: dict[Key, Value] = {}
    points: Points | None = None
    reason: Line = ""
    words: Text = ""
    seen: Version


class ComponentsIn(Sent):
    """Keys of components."""

    components: Annotated[list[Key], Field(max_length=200)]


class AcceptedOut(Schema):
    """The components whose self score was accepted now."""

    accepted: list[str]


class SurveyIn(Sent):
    """What the survey gave, and which one it was."""

    points: Points
    source: Line


class SurveyOut(Schema):
    """The survey's points of a component."""

    component: str
    points: str
    source: str


class AdjustmentIn(Sent):
    """Bonus or penalty points on a ground."""

    kind: Literal["bonus", "penalty"]
    points: Points
    ground: Text


class ReasonIn(Sent):
    """Why."""

    reason: Text


class ReopenIn(Sent):
    """To which earlier state, why, and until when."""

    state: Literal["draft", "consolidated", "submitted", "explaining", "reappraised"]
    reason: Text
    until: Moment


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


@router.get(_ROUND, response=RoundDetailOut, summary=gettext_noop("A round at a glance"))
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
    _ROUND + "/agencies",
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
    _ROUND + "/matrix",
    response=Page[MatrixRowOut],
    summary=gettext_noop("All agencies by all components"),
)
def show_matrix(
    request: HttpRequest, number: NumberInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[MatrixRowOut]:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    return page(council_matrix(place.access, place.round).rows, offset, limit, MatrixRowOut.of)


@router.get(
    _AGENCY + "/appraisal",
    response=Page[SheetLineOut],
    summary=gettext_noop("An agency's submission beside its appraisal"),
)
def list_appraisal(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Page[SheetLineOut]:
    """Scope: council_read. Empty before it submits; a member sees the own fields."""
    place = council(request, Scope.COUNCIL_READ, number)
    sheet = appraisal_sheet(place.access, place.agency(agency))
    return page(sheet.lines if sheet else [], offset, limit, SheetLineOut.of)


@router.put(
    _AGENCY + "/appraisal/{key}",
    response=JudgedOut,
    summary=gettext_noop("Appraise a component of an agency"),
)
def put_appraisal(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    key: KeyInPath,
    body: JudgementIn,
) -> JudgedOut:
    """Scope: council_write. At the look that the agency's state is in."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    component = place.component(key)
    judgement = Judgement(
        kind=JudgementKind(body.kind),
        values=exact_values(component, body.values),
        points=body.points,
        reason=body.reason,
        words=body.words,
    )
    participant = place.agency(agency)
    return JudgedOut.of(
        appraise(place.access, participant, component.key, judgement, seen=body.seen, now=place.now)
    )


@router.post(
    _AGENCY + "/accept-rest",
    response=AcceptedOut,
    summary=gettext_noop("Accept self scores not appraised yet"),
)
def post_accept_rest(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath, body: ComponentsIn
) -> AcceptedOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    keys = [place.component(key).key for key in body.components]
    accepted = accept_rest(place.access, place.agency(agency), keys, now=place.now)
    return AcceptedOut(accepted=accepted)


@router.post(
    _AGENCY + "/close-first-round",
    response=ParticipantOut,
    summary=gettext_noop("Close the first look"),
)
def post_close_first(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath
) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    close_first_round(place.access, place.agency(agency), now=place.now)
    return ParticipantOut.of(place.agency(agency))


@router.post(
    _AGENCY + "/ask-for-explanations",
    response=ParticipantOut,
    summary=gettext_noop("Ask the agency to explain"),
)
def post_ask(request: HttpRequest, number: NumberInPath, agency: AgencyInPath) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    ask_for_explanations(place.access, place.agency(agency), now=place.now)
    return ParticipantOut.of(place.agency(agency))


@router.post(
    _AGENCY + "/close-second-round",
    response=ParticipantOut,
    summary=gettext_noop("Close the second look"),
)
def post_close_second(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath
) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    close_second_round(place.access, place.agency(agency), now=place.now)
    return ParticipantOut.of(place.agency(agency))


@router.post(
    _AGENCY + "/reopen", response=ParticipantOut, summary=gettext_noop("Take an agency back")
)
def post_reopen(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath, body: ReopenIn
) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    participant = place.agency(agency)
    reopen(place.access, participant, State(body.state), body.reason, body.until, now=place.now)
    return ParticipantOut.of(place.agency(agency))


@router.put(
    _AGENCY + "/survey/{key}", response=SurveyOut, summary=gettext_noop("Enter a survey's points")
)
def put_survey(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    key: KeyInPath,
    body: SurveyIn,
) -> SurveyOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    component = place.component(key)
    row = enter_survey_points(
        place.access, place.agency(agency), component.key, body.points, body.source, now=place.now
    )
    return SurveyOut(component=component.key, points=str(row.points), source=row.source)


@router.get(
    _AGENCY + "/adjustments",
    response=Page[AdjustmentOut],
    summary=gettext_noop("Bonus and penalty points"),
)
def list_adjustments(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Page[AdjustmentOut]:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    return page(_adjustments(place, agency), offset, limit, AdjustmentOut.of)


@router.post(
    _AGENCY + "/adjustments",
    response=AdjustmentOut,
    summary=gettext_noop("Give bonus or penalty points"),
)
def post_adjustment(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath, body: AdjustmentIn
) -> AdjustmentOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    kind = AdjustmentKind(body.kind)
    made = adjust(place.access, place.agency(agency), kind, body.points, body.ground, now=place.now)
    return AdjustmentOut.of(made)


@router.post(
    _AGENCY + "/adjustments/{adjustment}/withdraw",
    response=Page[AdjustmentOut],
    summary=gettext_noop("Withdraw bonus or penalty points"),
)
def post_withdraw_adjustment(
    request: HttpRequest,
    number: NumberInPath,
    agency: AgencyInPath,
    adjustment: NumberInPath,
    body: ReasonIn,
) -> Page[AdjustmentOut]:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    found = {one.pk: one for one in _adjustments(place, agency)}
    if adjustment not in found:
        raise NotThere
    withdraw_adjustment(place.access, found[adjustment], body.reason, now=place.now)
    rows = _adjustments(place, agency)
    return page(rows, 0, max(len(rows), 1), AdjustmentOut.of)


@router.get(
    _ROUND + "/ranking",
    response=list[ClusterOut],
    summary=gettext_noop("The ranking once concluded"),
)
def show_ranking(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_read."""
    place = council(request, Scope.COUNCIL_READ, number)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]


@router.post(
    _ROUND + "/conclude", response=list[ClusterOut], summary=gettext_noop("Conclude the round")
)
def post_conclude(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_write. All agencies, or none."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    conclude(place.access, place.round, now=place.now)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]


@router.post(
    _ROUND + "/publish", response=list[ClusterOut], summary=gettext_noop("Publish the results")
)
def post_publish(request: HttpRequest, number: NumberInPath) -> list[ClusterOut]:
    """Scope: council_write. Everybody sees the results, nothing changes any more."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    publish(place.access, place.round, now=place.now)
    return [ClusterOut.of(one) for one in ranking(place.access, place.round)]


def _adjustments(place: CouncilPlace, agency: str) -> list:
    sheet = appraisal_sheet(place.access, place.agency(agency))
    return list(sheet.adjustments) if sheet else []
