"""A questionnaire written as the YAML that loads into it again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import yaml

from parindex.surveys.questionnaire.loader import load_questionnaire
from parindex.surveys.questionnaire.model import Condition, Question, Questionnaire, Section
from parindex_core.framework import Label

# What a file is made of: mappings, lists, texts, whole numbers.
Described = dict[str, Any]

_VERSION_LINE = re.compile(r"^version:.*$", re.MULTILINE)


def written(questionnaire: Questionnaire) -> str:
    """The YAML text; ``load_questionnaire`` gives the same questionnaire back."""
    return dumped(described(questionnaire))


def dumped(whole: Described) -> str:
    """A description as YAML text, whether or not it is sound: the loader says that."""
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=100)


def numbered(source: str, version: int) -> str:
    """The YAML text under another version's number; its comments stay where that can be done.

    :raises QuestionnaireInvalid: when the text is none of a questionnaire.
    """
    wanted = replace(load_questionnaire(source, "questionnaire.yaml"), version=version)
    changed = _VERSION_LINE.sub(f"version: {version}", source, count=1)
    return changed if load_questionnaire(changed, "") == wanted else written(wanted)


def described(questionnaire: Questionnaire) -> Described:
    """What a file of the questionnaire says, to be changed and written again."""
    return {
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


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": _label(section.title),
        **({"matter": section.matter} if section.matter else {}),
        **({"when": _condition(section.when)} if section.when else {}),
        "questions": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    said: dict[str, Any] = {
        "key": question.key,
        "type": question.type,
        "text": _label(question.text),
    }
    if question.help:
        said["help"] = _label(question.help)
    if not question.is_required:
        said["required"] = False
    if question.options:
        said["options"] = {one.key: _label(one.label) for one in question.options}
    if question.scale_name:
        said["scale"] = question.scale_name
    for bound in ("least", "most"):
        if (number := getattr(question, bound)) is not None:
            said[bound] = f"{number:f}"
    if question.type == "words":
        said["longest"] = question.longest
    if question.when:
        said["when"] = _condition(question.when)
    return said


def _condition(condition: Condition) -> dict[str, Any]:
    said: dict[str, Any] = {"question": condition.question}
    if condition.options:
        said["options"] = list(condition.options)
    if condition.at_least is not None:
        said["at_least"] = condition.at_least
    if condition.at_most is not None:
        said["at_most"] = condition.at_most
    return said


def _label(label: Label) -> dict[str, str]:
    return {"vi": label.vi, "en": label.en}
