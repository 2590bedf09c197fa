"""A questionnaire as it is looked at before anybody is asked: questions, options, conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.surveys.questionnaire.model import CHOICES, LIKERT, MULTIPLE, NUMBER, SINGLE, WORDS
from parindex.web.templatetags.formats import spoken

if TYPE_CHECKING:
    from parindex.surveys.questionnaire import Condition, Question, Questionnaire


@dataclass(frozen=True)
class QuestionPreview:
    """A question in words. ``options``: what can be chosen; ``condition``: when it is asked."""

    text: str
    kind: str
    is_required: bool
    options: Sequence[str]
    condition: str


@dataclass(frozen=True)
class SectionPreview:
    """A section; ``matter``: what its scales give points for."""

    title: str
    matter: str
    condition: str
    questions: Sequence[QuestionPreview]


def sections_of(questionnaire: Questionnaire) -> list[SectionPreview]:
    """Every section with its questions, in order."""
    return [
        SectionPreview(
            spoken(section.title),
            spoken(questionnaire.matters[section.matter]) if section.matter else "",
            _condition(questionnaire, section.when),
            [_question(questionnaire, one) for one in section.questions],
        )
        for section in questionnaire.sections
    ]


def _question(questionnaire: Questionnaire, question: Question) -> QuestionPreview:
    kinds = {
        SINGLE: _("one answer"),
        MULTIPLE: _("several answers"),
        LIKERT: _("a scale of five"),
        NUMBER: _("a number"),
        WORDS: _("in own words"),
    }
    options: list[str] = []
    if question.type == LIKERT:
        words = _("%(label)s (%(points)d points)")
        options = [
            words % {"label": spoken(one.label), "points": one.points} for one in question.scale
        ]
    elif question.type in CHOICES:
        options = [spoken(one.label) for one in question.options]
    return QuestionPreview(
        spoken(question.text),
        kinds[question.type],
        question.is_required,
        options,
        _condition(questionnaire, question.when),
    )


def _condition(questionnaire: Questionnaire, condition: Condition | None) -> str:
    if condition is None:
        return ""
    looked_at = questionnaire.question(condition.question)
    text = spoken(looked_at.text)
    if condition.options:
        names = ", ".join(spoken(looked_at.option(key).label) for key in condition.options)
        return _("only after “%(question)s”: %(answers)s") % {"question": text, "answers": names}
    bounds = [one for one in (condition.at_least, condition.at_most) if one is not None]
    if len(bounds) == 2:
        words = _("only after “%(question)s”: level %(least)d to %(most)d")
        return words % {"question": text, "least": bounds[0], "most": bounds[1]}
    if condition.at_least is not None:
        words = _("only after “%(question)s”: level %(least)d or higher")
        return words % {"question": text, "least": condition.at_least}
    words = _("only after “%(question)s”: level %(most)d or lower")
    return words % {"question": text, "most": condition.at_most or 0}
