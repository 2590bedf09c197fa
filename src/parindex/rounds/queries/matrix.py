"""The council's matrix: every agency of a round by every component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.editions.queries import framework_of
from parindex.rounds.models import Appraisal, Participant, Round, SurveyPoints
from parindex.rounds.permission import components_seen, require_council
from parindex.rounds.queries.council import NOT_SUBMITTED, participants_in
from parindex.rounds.submitted import Submitted, submitted_scores

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_core.framework import Component


@dataclass(frozen=True)
class MatrixCell:
    """A component of an agency: submitted, and the council's latest points; None: none yet."""

    own: Decimal | None
    points: Decimal | None
    is_appraised: bool

    @property
    def deducted(self) -> Decimal:
        """Points that the council has taken off so far."""
        if not self.is_appraised or self.own is None:
            return Decimal(0)
        return max(self.own - (self.points or Decimal(0)), Decimal(0))


@dataclass(frozen=True)
class MatrixRow:
    """An agency of the matrix; before its submission the cells are empty."""

    participant: Participant
    cells: Mapping[str, MatrixCell]

    @property
    def own(self) -> Decimal:
        return sum((cell.own or Decimal(0) for cell in self.cells.values()), Decimal("0.00"))

    @property
    def appraised(self) -> int:
        """How many components have the council's points."""
        return sum(1 for cell in self.cells.values() if cell.is_appraised)


@dataclass(frozen=True)
class Matrix:
    """The round's agencies by the components that the person sees."""

    round: Round
    components: Sequence[Component]
    rows: Sequence[MatrixRow]


def council_matrix(access: Access, one_round: Round) -> Matrix:
    """All agencies by all components, a member's by those of the own fields; at most six queries.

    Of an agency that has not submitted the cells are empty: its drafts are its own.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    components = framework_of(one_round.edition).components
    seen = components_seen(access, one_round)
    if seen is not None:
        components = tuple(one for one in components if one.key in seen)
    participants = list(participants_in(one_round))
    submitted = [one.pk for one in participants if one.state not in NOT_SUBMITTED]
    own = submitted_scores(submitted)
    points = _council_points(submitted)
    rows = [
        MatrixRow(
            participant,
            {
                component.key: _cell(participant.pk, component, own.get(participant.pk, {}), points)
                for component in components
            }
            if participant.state not in NOT_SUBMITTED
            else {},
        )
        for participant in participants
    ]
    return Matrix(one_round, components, rows)


def _council_points(participant_ids: Sequence[int]) -> dict[tuple[int, str], Decimal | None]:
    """The council's latest points, surveys included, by participant and component."""
    points: dict[tuple[int, str], Decimal | None] = {}
    # “first” comes before “second”, so the second look overwrites the first.
    appraised = Appraisal.objects.filter(participant__in=participant_ids).order_by("stage")
    for pk, key, value in appraised.values_list("participant", "component_key", "points"):
        points[pk, key] = value
    surveyed = SurveyPoints.objects.filter(participant__in=participant_ids)
    for pk, key, value in surveyed.values_list("participant", "component_key", "points"):
        points[pk, key] = value
    return points


def _cell(
    pk: int,
    component: Component,
    own: Mapping[str, Submitted],
    points: Mapping[tuple[int, str], Decimal | None],
) -> MatrixCell:
    place = (pk, component.key)
    submitted = own.get(component.key)
    return MatrixCell(submitted and submitted.points, points.get(place), place in points)
