"""An agency's points once it has submitted, component by component, as far as it may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.assessments.constants import ScoreStatus
from parindex.rounds.constants import AppraisalStage, State
from parindex.rounds.models import Appraisal, Result
from parindex.rounds.permission import require_agency
from parindex.rounds.submitted import in_short, latest_submission
from parindex.rounds.transitions import ORDER

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class PointsLine:
    """Points of a component, or the sum of several; None: none there, or not to be seen yet.

    ``own``: as submitted; ``first``: at the first appraisal; ``last``: as they stand after the
    second one, or as concluded; ``deducted``: what the council took off by what may be seen.
    """

    own: Decimal | None
    first: Decimal | None
    last: Decimal | None
    deducted: Decimal | None


@dataclass(frozen=True)
class AgencyPoints:
    """What became of a self score; ``first`` and ``last`` None until the agency may see them.

    ``status``: why a component has no points (see ``ScoreStatus``). ``is_concluded``: survey points
    are in ``last``.
    """

    own: Mapping[str, Decimal | None]
    status: Mapping[str, str]
    first: Mapping[str, Decimal | None] | None = None
    last: Mapping[str, Decimal | None] | None = None
    is_concluded: bool = False

    @property
    def shows_first(self) -> bool:
        """Whether the agency may see the first appraisal."""
        return self.first is not None

    @property
    def shows_last(self) -> bool:
        """Whether it may see the second appraisal, or the conclusion."""
        return self.last is not None

    def of(self, component_keys: Iterable[str]) -> PointsLine:
        """The sum over the components."""
        keys = list(component_keys)
        return PointsLine(
            own=_sum(self.own, keys),
            first=_sum(self.first, keys),
            last=_sum(self.last, keys),
            deducted=_sum(self._deducted, keys),
        )

    def standing(self, component_key: str) -> Decimal | None:
        """The points that count by what may be seen: the council's, before that the agency's."""
        latest = self._latest
        if latest is not None and component_key in latest:
            return latest[component_key]
        return self.own.get(component_key)

    @property
    def _latest(self) -> Mapping[str, Decimal | None] | None:
        return self.first if self.last is None else self.last

    @property
    def _deducted(self) -> dict[str, Decimal | None] | None:
        if self._latest is None:
            return None
        return {
            key: None if points is None else max((self.own.get(key) or _NOTHING) - points, _NOTHING)
            for key, points in self._latest.items()
        }


def agency_points(access: Access, participant: Participant) -> AgencyPoints | None:
    """The agency's own points by its council's walls; None before it submits.

    The first appraisal shows once the agency is asked to explain, the second once it is closed,
    survey points with the conclusion. Two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    if not _has_reached(participant, State.SUBMITTED):
        return None
    if _has_reached(participant, State.CONCLUDED):
        return _concluded(participant)
    submission = latest_submission(participant)
    submitted = in_short(submission.content) if submission else {}
    own = {key: one.points for key, one in submitted.items()}
    status = {key: one.status for key, one in submitted.items()}
    if not _has_reached(participant, State.EXPLAINING):
        return AgencyPoints(own, status)
    first, second = _looks(participant)
    last = first | second if _has_reached(participant, State.REAPPRAISED) else None
    return AgencyPoints(own, status, first, last)


def _concluded(participant: Participant) -> AgencyPoints:
    """As the result keeps it; surveyed components had no first look."""
    final = Result.objects.get(participant=participant).components
    first, _second = _looks(participant)
    last = {key: _decimal(one["points"]) for key, one in final.items()}
    return AgencyPoints(
        own={key: _decimal(one["self"]) for key, one in final.items()},
        status=dict.fromkeys(final, ScoreStatus.NOT_APPLICABLE.value),
        first=first,
        last=last,
        is_concluded=True,
    )


def _looks(participant: Participant) -> tuple[dict[str, Decimal | None], ...]:
    """The points of the first and of the second look, by component; one query."""
    looks: dict[str, dict[str, Decimal | None]] = {stage.value: {} for stage in AppraisalStage}
    found = Appraisal.objects.filter(participant=participant)
    for stage, key, points in found.values_list("stage", "component_key", "points"):
        looks[stage][key] = points
    return tuple(looks[stage.value] for stage in AppraisalStage)


def _has_reached(participant: Participant, state: State) -> bool:
    return ORDER.index(State(participant.state)) >= ORDER.index(state)


def _sum(points: Mapping[str, Decimal | None] | None, keys: Iterable[str]) -> Decimal | None:
    if points is None:
        return None
    known = [one for key in keys if (one := points.get(key)) is not None]
    return sum(known, _NOTHING) if known else None


def _decimal(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)
