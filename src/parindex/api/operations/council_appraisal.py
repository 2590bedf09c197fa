"""An agency before the council: its submission, the two looks at it, the steps between."""

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
)
from parindex.api.operations.council_shapes import JudgedOut, ParticipantOut, SheetLineOut
from parindex.api.paging import Page, page
from parindex.api.places import COUNCIL_AGENCY, council
from parindex.assessments.values import exact_values
from parindex.rounds.constants import JudgementKind, State
from parindex.rounds.queries import appraisal_sheet
from parindex.rounds.services import (
    Judgement,
    accept_rest,
    appraise,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    reopen,
)

router = Router(tags=["council"])


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


class ReopenIn(Sent):
    """To which earlier state, why, and until when."""

    state: Literal["draft", "consolidated", "submitted", "explaining", "reappraised"]
    reason: Text
    until: Moment


@router.get(
    COUNCIL_AGENCY + "/appraisal",
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
    COUNCIL_AGENCY + "/appraisal/{key}",
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
    COUNCIL_AGENCY + "/accept-rest",
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
    COUNCIL_AGENCY + "/close-first-round",
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
    COUNCIL_AGENCY + "/ask-for-explanations",
    response=ParticipantOut,
    summary=gettext_noop("Ask the agency to explain"),
)
def post_ask(request: HttpRequest, number: NumberInPath, agency: AgencyInPath) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    ask_for_explanations(place.access, place.agency(agency), now=place.now)
    return ParticipantOut.of(place.agency(agency))


@router.post(
    COUNCIL_AGENCY + "/close-second-round",
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
    COUNCIL_AGENCY + "/reopen", response=ParticipantOut, summary=gettext_noop("Take an agency back")
)
def post_reopen(
    request: HttpRequest, number: NumberInPath, agency: AgencyInPath, body: ReopenIn
) -> ParticipantOut:
    """Scope: council_write."""
    place = council(request, Scope.COUNCIL_WRITE, number)
    participant = place.agency(agency)
    reopen(place.access, participant, State(body.state), body.reason, body.until, now=place.now)
    return ParticipantOut.of(place.agency(agency))
