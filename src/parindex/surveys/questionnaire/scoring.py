"""Points of one answer: what its levels are worth, by matter. Exact whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parindex.surveys.questionnaire.model import LIKERT, Answers, Questionnaire


@dataclass(frozen=True, slots=True)
class MatterPoints:
    """``points`` of ``possible``: what the highest levels of the answered questions would give."""

    points: int
    possible: int


def matter_points(questionnaire: Questionnaire, answers: Answers) -> Mapping[str, MatterPoints]:
    """The points of each matter that was answered; what was not answered counts on neither side."""
    totals: dict[str, MatterPoints] = {}
    for section, question in questionnaire.questions():
        level = answers.get(question.key)
        if not section.matter or question.type != LIKERT or not isinstance(level, int):
            continue
        before = totals.get(section.matter, MatterPoints(0, 0))
        totals[section.matter] = MatterPoints(
            before.points + question.scale[level - 1].points,
            before.possible + question.scale[-1].points,
        )
    return totals
