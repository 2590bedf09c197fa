"""Points that stand beside the appraisal: of surveys, bonus and penalty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.editions.queries import framework_of
from parindex.rounds.conditions import is_surveyed
from parindex.rounds.constants import AdjustmentKind
from parindex.rounds.models import Adjustment, Participant, Round, SurveyPoints
from parindex.rounds.permission import require_council
from parindex.rounds.queries.council import participants_in
from parindex.rounds.services.council_steps import OPEN_TO_THE_SECRETARY

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_core.framework import Component


@dataclass(frozen=True)
class SurveyLine:
    """An agency with what surveys gave it, by component; ``is_open``: points can be entered."""

    participant: Participant
    points: Mapping[str, SurveyPoints]
    is_open: bool


@dataclass(frozen=True)
class AdjustedLine:
    """An agency with its bonus and penalty points, withdrawn ones too."""

    participant: Participant
    adjustments: Sequence[Adjustment]
    is_open: bool

    def total(self, kind: AdjustmentKind) -> Decimal:
        """What counts of a kind."""
        counting = (one for one in self.adjustments if one.withdrawn_at is None)
        return sum((one.points for one in counting if one.kind == kind), Decimal("0.00"))

    @property
    def bonus(self) -> Decimal:
        return self.total(AdjustmentKind.BONUS)

    @property
    def penalty(self) -> Decimal:
        return self.total(AdjustmentKind.PENALTY)


def surveyed_components(one_round: Round) -> list[Component]:
    """The components that surveys give points to."""
    return [one for one in framework_of(one_round.edition).components if is_surveyed(one.method)]


def survey_lines(access: Access, one_round: Round) -> list[SurveyLine]:
    """Every agency with its survey points; two queries.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    found: dict[int, dict[str, SurveyPoints]] = {}
    for one in SurveyPoints.objects.filter(participant__round=one_round):
        found.setdefault(one.participant_id, {})[one.component_key] = one
    return [
        SurveyLine(one, found.get(one.pk, {}), one.state in OPEN_TO_THE_SECRETARY)
        for one in participants_in(one_round)
    ]


def adjusted_lines(access: Access, one_round: Round) -> list[AdjustedLine]:
    """Every agency with its bonus and penalty points; two queries.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    found: dict[int, list[Adjustment]] = {}
    of_round = Adjustment.objects.filter(participant__round=one_round)
    for one in of_round.select_related("entered_by"):
        found.setdefault(one.participant_id, []).append(one)
    return [
        AdjustedLine(one, found.get(one.pk, []), one.state in OPEN_TO_THE_SECRETARY)
        for one in participants_in(one_round)
    ]


def adjustment_by_id(access: Access, one_round: Round, adjustment_id: int) -> Adjustment | None:
    """Bonus or penalty points of a round, by their number.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    found = Adjustment.objects.filter(pk=adjustment_id, participant__round=one_round)
    return found.select_related("participant__round__organiser", "participant__agency").first()
