"""What a form asks, as data: each question with its heading, kind, unit and who answers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from parindex.reporting.constants import (
    LONGEST_LABEL,
    LONGEST_WORDS,
    MOST_DIGITS,
    MOST_PLACES,
    MOST_QUESTIONS,
    Asked,
    Heading,
    QuestionKind,
)
from parindex.reporting.refusals import AnswersRefused, ReportingRefused

_LONGEST_UNIT = 40  # characters
# By the question's key: words, or a number as “12.5”. What was not answered is not in it.
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """``key``: kept from version to version, so that a period finds what the last one said.

    ``source``: of what the product counts, component and variable as “assigned_tasks.on_time”.
    """

    key: str
    heading: str
    kind: str
    asked: str
    label: str
    unit: str = ""
    is_required: bool = False
    source: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is answered by a number."""
        return self.kind == QuestionKind.NUMBER

    @property
    def asks_units(self) -> bool:
        """Whether each unit answers it."""
        return self.asked == Asked.UNITS


def read_questions(stored: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a stored form, in the order of the report's headings."""
    questions = [Question(**one) for one in stored]
    places = {str(heading): place for place, heading in enumerate(Heading.values)}
    return tuple(sorted(questions, key=lambda one: places[one.heading]))


def stored_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as the database keeps them, checked.

    :raises ReportingRefused: ``question``, ``label``, ``kind``, ``source``, ``many``.
    """
    if len(questions) > MOST_QUESTIONS:
        raise ReportingRefused("many")
    if len({one.key for one in questions}) < len(questions):
        raise ReportingRefused("question")
    return [asdict(_checked(one)) for one in questions]


def _checked(question: Question) -> Question:
    if question.heading not in Heading.values or not question.key.isalnum():
        raise ReportingRefused("question")
    if question.kind not in QuestionKind.values or question.asked not in Asked.values:
        raise ReportingRefused("kind")
    label, unit = tidy(question.label), tidy(question.unit)
    if not label or len(label) > LONGEST_LABEL or len(unit) > _LONGEST_UNIT:
        raise ReportingRefused("label")
    is_counted = question.asked == Asked.PRODUCT
    if is_counted != bool(question.source) or (is_counted and not question.is_number):
        raise ReportingRefused("source")
    return Question(
        question.key,
        question.heading,
        question.kind,
        question.asked,
        label,
        unit if question.is_number else "",
        question.is_required and not is_counted,
        question.source,
    )


def next_key(taken: int) -> str:
    """A key that no version of the form has had; ``taken``: the highest number given out."""
    return f"q{taken + 1}"


def checked_answers(
    questions: Sequence[Question], typed: Answers, longest: int = LONGEST_WORDS
) -> dict[str, str]:
    """Answers in stored form, without the empty ones; nothing is asked to be complete.

    ``longest``: characters of words.

    :raises AnswersRefused: by question ``unknown``, ``number``, ``long``.
    """
    known = {one.key: one for one in questions}
    kept: dict[str, str] = {}
    problems: dict[str, str] = {key: "unknown" for key in typed if key not in known}
    for key, question in known.items():
        words = unicodedata.normalize("NFC", typed.get(key, "").replace("\x00", ""))
        words = words.replace("\r\n", "\n").strip()
        if not words:
            continue
        problem, stored = _number(words) if question.is_number else _words(words, longest)
        if problem:
            problems[key] = problem
        else:
            kept[key] = stored
    if problems:
        raise AnswersRefused(problems)
    return kept


def require_complete(questions: Sequence[Question], answers: Answers) -> None:
    """Go on only with every required question answered.

    :raises AnswersRefused: ``missing`` for each that is not.
    """
    missing = [one.key for one in questions if one.is_required and not answers.get(one.key)]
    if missing:
        raise AnswersRefused(dict.fromkeys(missing, "missing"))


def _number(words: str) -> tuple[str, str]:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return "number", ""
    if not number.is_finite() or number < 0:
        return "number", ""
    _sign, digits, exponent = number.normalize().as_tuple()
    places = max(0, -int(exponent))
    if places > MOST_PLACES or len(digits) + max(0, int(exponent)) - places > MOST_DIGITS:
        return "number", ""
    return "", f"{number.normalize():f}"


def _words(words: str, longest: int) -> tuple[str, str]:
    return ("long", "") if len(words) > longest else ("", words)


def tidy(text: str) -> str:
    """One line in NFC, without the spaces around and within that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", text).split())
