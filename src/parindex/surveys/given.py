"""The counted answers of a round with their points, and the matters that can be shown apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parindex.surveys.constants import SMALLEST_CELL
from parindex.surveys.counting import counted_answers
from parindex.surveys.models import SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire import (
    Answers,
    MatterPoints,
    Questionnaire,
    matter_points,
)

# Matters that are shown as one, such as (“access”,) or (“result”, “feedback”).
Bundle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A counted answer: its points by matter, and what it says of its dossier."""

    answers: Answers
    points: Mapping[str, MatterPoints]
    unit_id: int | None
    procedure: str
    channel: str
    way: str

    def of(self, bundle: Bundle) -> MatterPoints:
        """Its points for matters together."""
        found = [self.points[matter] for matter in bundle if matter in self.points]
        return MatterPoints(sum(o.points for o in found), sum(o.possible for o in found))


def given_answers(survey: SurveyRound) -> list[Given]:
    """The answers that count; one query."""
    questionnaire = questionnaire_of(survey.questionnaire)
    rows = counted_answers(survey).values_list("answers", "unit", "procedure", "channel", "way")
    return [
        Given(answers, matter_points(questionnaire, answers), *about)
        for answers, *about in rows.order_by()
    ]


def bundles_of(questionnaire: Questionnaire, given: Sequence[Given]) -> list[Bundle]:
    """The matters as they may be shown, in the questionnaire's order.

    A matter that fewer than five answered is shown as one with the next smallest: by itself it
    would be a small cell, and hidden it could be found by subtraction from the total.
    """
    counts = {
        matter: sum(1 for one in given if matter in one.points) for matter in questionnaire.matters
    }
    counts = {matter: count for matter, count in counts.items() if count}
    together = [matter for matter, count in counts.items() if count < SMALLEST_CELL]
    if together:
        large = [matter for matter in counts if matter not in together]
        together += sorted(large, key=lambda matter: counts[matter])[:1]
    apart: list[Bundle] = [(matter,) for matter in counts if matter not in together]
    order = list(questionnaire.matters)
    if together:
        apart.append(tuple(sorted(together, key=order.index)))
    return sorted(apart, key=lambda bundle: order.index(bundle[0]))
