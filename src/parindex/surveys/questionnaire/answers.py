"""What a person filled in, read into answers: nothing is guessed, every problem by its question."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.surveys.questionnaire.model import (
    LEVELS,
    LIKERT,
    MULTIPLE,
    NUMBER,
    SINGLE,
    Answers,
    Question,
    Questionnaire,
    Section,
)
from parindex_core.vietnamese.numbers import Language, parse_number

# What the form sends for “no opinion” of a question that need not be answered.
NO_ANSWER = ""
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """``reason``: missing, unknown, no_number, too_small, too_large, too_long."""

    question: str
    reason: str


class _Refused(ValueError):
    pass


def read_section(
    section: Section,
    posted: Mapping[str, Sequence[str]],
    before: Answers,
    language: Language = "vi",
) -> tuple[dict[str, str | int | list[str]], list[AnswerProblem]]:
    """The section's answers of a form, and what is wrong; ``before``: the answers so far.

    ``posted``: every value of a field, by the question's key. What is wrong or empty is not among
    the answers.
    """
    answers: dict[str, str | int | list[str]] = {}
    problems = []
    for question in section.asked(before):
        try:
            value = _value(question, posted.get(question.key, ()), language)
        except _Refused as refused:
            problems.append(AnswerProblem(question.key, str(refused)))
            continue
        if value is not None:
            answers[question.key] = value
        elif question.is_required:
            problems.append(AnswerProblem(question.key, "missing"))
    return answers, problems


def cleaned(
    questionnaire: Questionnaire, answers: Answers
) -> tuple[dict[str, str | int | list[str]], list[AnswerProblem]]:
    """The answers to what is asked, and what is missing; for handing in.

    An answer whose question is no longer asked, since an earlier one was changed, is left out.
    """
    kept: dict[str, str | int | list[str]] = {}
    problems = []
    for section in questionnaire.sections:
        # Within a section nothing depends on the section itself.
        for question in section.asked(dict(kept)):
            if question.key in answers:
                kept[question.key] = answers[question.key]
            elif question.is_required:
                problems.append(AnswerProblem(question.key, "missing"))
    return kept, problems


def _value(
    question: Question, posted: Sequence[str], language: Language
) -> str | int | list[str] | None:
    if question.type == MULTIPLE:
        chosen = [one for one in posted if one != NO_ANSWER]
        known = [option.key for option in question.options]
        if any(one not in known for one in chosen):
            raise _Refused("unknown")
        return [key for key in known if key in chosen] or None
    text = _text(posted[-1]) if posted else ""
    if not text:
        return None
    if question.type == SINGLE:
        if text not in [option.key for option in question.options]:
            raise _Refused("unknown")
        return text
    if question.type == LIKERT:
        if text not in [str(level) for level in range(1, LEVELS + 1)]:
            raise _Refused("unknown")
        return int(text)
    if question.type == NUMBER:
        return str(_number(question, text, language))
    if len(text) > question.longest:
        raise _Refused("too_long")
    return text


def _text(typed: str) -> str:
    """Composed, without what no person types: control characters other than line ends."""
    composed = unicodedata.normalize("NFC", typed).replace("\r\n", "\n")
    printable = (one for one in composed if one == "\n" or unicodedata.category(one) != "Cc")
    return "".join(printable).strip()


def _number(question: Question, text: str, language: Language) -> Decimal:
    try:
        number = parse_number(text, language)
    except ValueError:
        raise _Refused("no_number") from None
    if number != round(number, _DECIMALS):
        raise _Refused("no_number")
    if question.least is not None and number < question.least:
        raise _Refused("too_small")
    if question.most is not None and number > question.most:
        raise _Refused("too_large")
    return number
