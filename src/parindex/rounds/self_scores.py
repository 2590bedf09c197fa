"""An agency's own points: the rule's, or fewer where the agency claims fewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.assessments.constants import ScoreStatus
from parindex.assessments.queries import scores_so_far
from parindex.editions.queries import framework_of
from parindex.rounds.models import SelfScore

if TYPE_CHECKING:
    from parindex.assessments.models import ComponentScore
    from parindex.editions.models import Edition
    from parindex.rounds.models import Participant
    from parindex_core.framework import Component


@dataclass(frozen=True)
class SelfLine:
    """A component as its agency scores it.

    ``points``: what the agency gives itself; None while there are no figures, or not applicable.
    ``by_rule``: what the rule gives. ``reasoning``: rule and arithmetic in both languages.
    """

    component: Component
    status: ScoreStatus
    by_rule: Decimal | None
    points: Decimal | None
    claimed: Decimal | None = None
    claim_reason: str = ""
    explanation: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reasoning: Mapping[str, Any] | None = None


def self_lines(participant: Participant, edition: Edition | None = None) -> dict[str, SelfLine]:
    """Every component of the agency's assessment, by key in the edition's order; two queries.

    ``edition``: what the assessment was scored by, where it is not the round's.
    """
    scores = scores_so_far(participant.assessment)
    own = {one.component_key: one for one in SelfScore.objects.filter(participant=participant)}
    return {
        component.key: _line(component, scores[component.key], own.get(component.key))
        for component in framework_of(edition or participant.round.edition).components
    }


def self_line(participant: Participant, component_key: str) -> SelfLine:
    """One component of the agency's assessment; two queries.

    :raises KeyError: when the round's edition has no such component.
    """
    component = framework_of(participant.round.edition).component(component_key)
    score = scores_so_far(participant.assessment, [component_key])[component_key]
    said = SelfScore.objects.filter(participant=participant, component_key=component_key).first()
    return _line(component, score, said)


def _line(component: Component, score: ComponentScore, said: SelfScore | None) -> SelfLine:
    claimed = said.claimed if said else None
    return SelfLine(
        component=component,
        status=ScoreStatus(score.status),
        by_rule=score.points,
        points=lower_of(score.points, claimed),
        claimed=claimed,
        claim_reason=said.claim_reason if said else "",
        explanation=said.explanation if said else "",
        values=score.inputs,
        reasoning=score.explanation,
    )


def lower_of(by_rule: Decimal | None, claimed: Decimal | None) -> Decimal | None:
    """The self score: never above the rule's, also where that has fallen since the claim."""
    if by_rule is None or claimed is None:
        return by_rule
    return min(by_rule, claimed)
