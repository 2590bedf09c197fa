"""A questionnaire written as the YAML that loads into it again."""

from __future__ import annotations

from typing import Any

import yaml

from parindex.surveys.questionnaire.model import Condition, Question, Questionnaire, Section
from parindex_core.framework import Label


def written(questionnaire: Questionnaire) -> str:
    """The YAML text; ``load_questionnaire`` gives the same questionnaire back."""
    described: dict[str, Any] = {
        "key": questionnaire.key,
        "version": questionnaire.version,
        "audience": questionnaire.audience,
        "title": _label(questionnaire.title),
        "introduction": _label(questionnaire.introduction),
        "basis": _label(questionnaire.basis),
        **({"notice": _label(questionnaire.notice)} if questionnaire.notice else {}),
        "scales": {
            name: [{"points": level.points, "label": _label(level.label)} for level in levels]
            for name, levels in questionnaire.scales.items()
        },
        "matters": {name: _label(label) for name, label in questionnaire.matters.items()},
        "sections": [_section(section) for section in questionnaire.sections],
    }
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": _label(section.title),
        **({"matter": section.matter} if section.matter else {}),
        **({"when": _condition(section.when)} if section.when else {}),
        "questions": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    described: dict[str, Any] = {
        "key": question.key,
        "type": question.type,
        "text": _label(question.text),
    }
    if question.help:
        described["help"] = _label(question.help)
    if not question.is_required:
        described["required"] = False
    if question.options:
        described["options"] = {one.key: _label(one.label) for one in question.options}
    if question.scale_name:
        described["scale"] = question.scale_name
    for bound in ("least", "most"):
        if (number := getattr(question, bound)) is not None:
            described[bound] = f"{number:f}"
    if question.type == "words":
        described["longest"] = question.longest
    if question.when:
        described["when"] = _condition(question.when)
    return described


def _condition(condition: Condition) -> dict[str, Any]:
    described: dict[str, Any] = {"question": condition.question}
    if condition.options:
        described["options"] = list(condition.options)
    if condition.at_least is not None:
        described["at_least"] = condition.at_least
    if condition.at_most is not None:
        described["at_most"] = condition.at_most
    return described


def _label(label: Label) -> dict[str, str]:
    return {"vi": label.vi, "en": label.en}
