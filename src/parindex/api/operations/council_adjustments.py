"""Bonus and penalty points of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import AgencyInPath, Limit, NumberInPath, Offset, Points, Sent, Text, iso
from parindex.api.paging import Page, page
from parindex.api.places import COUNCIL_AGENCY, CouncilPlace, council
from parindex.api.problems import NotThere
from parindex.rounds.constants import AdjustmentKind
from parindex.rounds.queries import appraisal_sheet
from parindex.rounds.services import adjust, withdraw_adjustment

if TYPE_CHECKING:
    from parindex.rounds.models import Adjustment

router = Router(tags=["council"])


class AdjustmentIn(Sent):
    """Bonus or penalty points on a ground."""

    kind: Literal["bonus", "penalty"]
    points: Points
    ground: Text


class ReasonIn(Sent):
    """Why."""

    reason: Text


class AdjustmentOut(Schema):
    """Bonus or penalty points."""

    id: int
    kind: str
    points: str
    ground: str
    withdrawn_at: str | None
    withdrawal_reason: str

    @classmethod
    def of(cls, one: Adjustment) -> AdjustmentOut:
        return cls(
            id=one.pk,
            kind=one.kind,
            points=str(one.points),
            ground=one.ground,
            withdrawn_at=iso(one.withdrawn_at),
            withdrawal_reason=one.withdrawal_reason,
        )


@router.get(
    COUNCIL_AGENCY + "/adjustments",
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
    COUNCIL_AGENCY + "/adjustments",
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
    COUNCIL_AGENCY + "/adjustments/{adjustment}/withdraw",
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


def _adjustments(place: CouncilPlace, agency: str) -> list[Adjustment]:
    sheet = appraisal_sheet(place.access, place.agency(agency))
    return list(sheet.adjustments) if sheet else []
