"""What the appraisal comes to: final points, index, rank and class; exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from parindex.editions.queries import framework_of
from parindex.rounds.constants import AdjustmentKind
from parindex.rounds.models import Adjustment, Appraisal, Result, Submission, SurveyPoints
from parindex.rounds.submitted import submitted_points
from parindex_core.framework import Grade, Label
from parindex_core.scoring import classify, rank

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.rounds.models import Participant, Round
    from parindex_core.framework import Component

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class FinalPoints:
    """A component at the end: None where it is not applicable (or had no self score)."""

    own: Decimal | None
    points: Decimal | None
    maximum: Decimal


@dataclass(frozen=True)
class Outcome:
    """An agency at the end; ``index`` None where nothing is assessable."""

    components: Mapping[str, FinalPoints]
    bonus: Decimal
    penalty: Decimal

    @property
    def assessable(self) -> Decimal:
        applicable = (one.maximum for one in self.components.values() if one.points is not None)
        return sum(applicable, _NOTHING)

    @property
    def self_points(self) -> Decimal:
        return sum((one.own or _NOTHING for one in self.components.values()), _NOTHING)

    @property
    def points(self) -> Decimal:
        """Points of the components plus bonus less penalty, never under 0."""
        of_components = (one.points or _NOTHING for one in self.components.values())
        return max(sum(of_components, _NOTHING) + self.bonus - self.penalty, _NOTHING)

    @property
    def index(self) -> Decimal | None:
        """Points ÷ assessable × 100, half up to two decimals."""
        return index_of(self.points, self.assessable)


def index_of(points: Decimal, assessable: Decimal) -> Decimal | None:
    """Points ÷ assessable × 100, half up to two decimals; None where nothing is assessable."""
    if not assessable:
        return None
    hundredths = Fraction(points) * 10_000 / Fraction(assessable)
    return Decimal(floor(hundredths + Fraction(1, 2))).scaleb(-2)


def outcomes_of(one_round: Round, participants: Sequence[Participant]) -> dict[int, Outcome]:
    """The outcome of each agency as it now stands, by the participant's id; four queries."""
    ids = [participant.pk for participant in participants]
    components = framework_of(one_round.edition).components
    appraised: dict[int, dict[str, Appraisal]] = defaultdict(dict)
    # The first look comes before the second in the alphabet, so the second overwrites it.
    for one in Appraisal.objects.filter(participant__in=ids).order_by("stage"):
        appraised[one.participant_id][one.component_key] = one
    surveyed: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for points in SurveyPoints.objects.filter(participant__in=ids):
        surveyed[points.participant_id][points.component_key] = points.points
    adjusted: dict[tuple[int, str], Decimal] = defaultdict(lambda: _NOTHING)
    for item in Adjustment.objects.filter(participant__in=ids, withdrawn_at=None):
        adjusted[item.participant_id, item.kind] += item.points
    contents = latest_contents(ids)
    return {
        pk: Outcome(
            components={
                component.key: _final(
                    component, contents.get(pk), appraised[pk].get(component.key), surveyed[pk]
                )
                for component in components
            },
            bonus=adjusted[pk, AdjustmentKind.BONUS],
            penalty=adjusted[pk, AdjustmentKind.PENALTY],
        )
        for pk in ids
    }


def latest_contents(participant_ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """What each agency last submitted, by the participant's id; one query."""
    found = Submission.objects.filter(participant__in=list(participant_ids)).order_by("number")
    return dict(found.values_list("participant", "content"))


def results_of(
    one_round: Round, participants: Sequence[Participant], now: datetime
) -> list[Result]:
    """Results with rank and class within each cluster, not saved yet."""
    outcomes = outcomes_of(one_round, participants)
    ranks = _ranks(participants, outcomes)
    grades = [
        Grade(Label(grade["vi"], grade["en"]), Decimal(grade["at_least"]))
        for grade in one_round.grades
    ]
    results = []
    for participant in participants:
        outcome = outcomes[participant.pk]
        grade = None if outcome.index is None else classify(outcome.index, grades)
        results.append(
            Result(
                participant=participant,
                self_points=outcome.self_points,
                points=outcome.points,
                assessable=outcome.assessable,
                bonus=outcome.bonus,
                penalty=outcome.penalty,
                index=outcome.index,
                rank=ranks.get(participant.pk),
                grade=grade.label.vi if grade else "",
                grade_en=grade.label.en if grade else "",
                components={key: _as_json(one) for key, one in outcome.components.items()},
                concluded_at=now,
            )
        )
    return results


def _ranks(participants: Sequence[Participant], outcomes: Mapping[int, Outcome]) -> dict[int, int]:
    by_cluster: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for participant in participants:
        index = outcomes[participant.pk].index
        if index is not None:
            by_cluster[participant.cluster.pk][str(participant.pk)] = index
    return {int(pk): place for of in by_cluster.values() for pk, place in rank(of).items()}


def _final(
    component: Component,
    content: Mapping[str, Any] | None,
    appraisal: Appraisal | None,
    surveyed: Mapping[str, Decimal],
) -> FinalPoints:
    own = submitted_points(content, component.key) if content else None
    if component.key in surveyed:
        return FinalPoints(own, surveyed[component.key], component.max)
    if appraisal is not None:
        return FinalPoints(own, appraisal.points, component.max)
    return FinalPoints(own, own, component.max)


def _as_json(one: FinalPoints) -> dict[str, str | None]:
    return {
        "self": None if one.own is None else str(one.own),
        "points": None if one.points is None else str(one.points),
        "maximum": str(one.maximum),
    }
