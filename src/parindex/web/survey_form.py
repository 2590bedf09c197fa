"""A survey's form page by page, as a phone without scripts shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.surveys.questionnaire import (
    AnswerProblem,
    Answers,
    Question,
    Questionnaire,
    Section,
    read_section,
)
from parindex.surveys.questionnaire.model import (
    CHOICES,
    LIKERT,
    MULTIPLE,
    NUMBER,
    WORDS,
)
from parindex.surveys.services.answering import Sheet, with_page
from parindex.web.templatetags.formats import number, page_language
from parindex_core.vietnamese.numbers import Language, parse_number

_LONGEST_CARRIED = 100_000  # characters


@dataclass(frozen=True)
class ChoiceView:
    """A radio button or a box to tick."""

    name: str
    value: str
    label: str
    id: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionView:
    """A question as it is shown. ``kind``: choice, number, words; ``problem``: in words."""

    name: str
    text: str
    help: str
    kind: str
    is_required: bool
    is_multiple: bool
    is_scale: bool
    choices: Sequence[ChoiceView]
    value: str
    longest: int
    problem: str

    @property
    def described_by(self) -> str:
        """The ids of what explains the field."""
        said = [("help", self.help), ("problem", self.problem)]
        return " ".join(f"{self.name}-{part}" for part, text in said if text)

    @cached_property
    def html(self) -> str:
        """The question as a part of the form."""
        return render_to_string("survey_form/question.html", {"question": self})


@dataclass(frozen=True)
class SectionView:
    """A part of a page with its heading."""

    title: str
    questions: Sequence[QuestionView]


@dataclass(frozen=True)
class PageView:
    """A page of the form. ``place``: among all, from 0; ``number`` of ``count`` as people say.

    ``before``: the place of the page before, None on the first; ``is_last``: no page follows, as
    far as the answers so far say.
    """

    place: int
    number: int
    count: int
    before: int | None
    is_last: bool
    sections: Sequence[SectionView]

    @property
    def problems(self) -> Sequence[QuestionView]:
        return [one for section in self.sections for one in section.questions if one.problem]


@dataclass(frozen=True)
class PageReading:
    """What was sent from a page: its answers, and what is wrong with them."""

    sections: Sequence[Section]
    answers: Answers
    problems: Sequence[AnswerProblem]


def first_open_page(sheet: Sheet) -> int:
    """Where a person goes on: the first page on which something that must be answered is not."""
    pages = sheet.questionnaire.asked_pages(sheet.answers)
    for place in pages:
        if any(
            question.is_required and question.key not in sheet.answers
            for section in sheet.questionnaire.pages[place]
            for question in section.asked(sheet.answers)
        ):
            return place
    return pages[-1]


def page_after(sheet: Sheet, place: int) -> int | None:
    """The page that follows, None after the last."""
    following = [one for one in sheet.questionnaire.asked_pages(sheet.answers) if one > place]
    return following[0] if following else None


def read_page(sheet: Sheet, place: int, posted: Mapping[str, Sequence[str]]) -> PageReading:
    """The answers that were sent from a page; ``posted``: every value of each field."""
    sections = sheet.questionnaire.pages[place]
    answers: dict[str, str | int | list[str]] = {}
    problems: list[AnswerProblem] = []
    for section in sections:
        # No condition looks at its own page.
        read, found = read_section(section, posted, sheet.answers, page_language())
        answers |= read
        problems += found
    return PageReading(sections, answers, problems)


def page_view(
    sheet: Sheet,
    place: int,
    problems: Sequence[AnswerProblem] = (),
    posted: Mapping[str, Sequence[str]] | None = None,
) -> PageView:
    """A page with the answers so far, or with what was sent and has to be mended."""
    places = sheet.questionnaire.asked_pages(sheet.answers)
    at = places.index(place)
    said = {one.question: one.reason for one in problems}
    sections = [
        SectionView(
            section.title.in_language(page_language()),
            [_question(one, sheet.answers, said.get(one.key, ""), posted) for one in asked],
        )
        for section in sheet.questionnaire.pages[place]
        if (asked := section.asked(sheet.answers))
    ]
    return PageView(
        place=place,
        number=at + 1,
        count=len(places),
        before=places[at - 1] if at else None,
        is_last=at + 1 == len(places),
        sections=sections,
    )


def first_incomplete(questionnaire: Questionnaire, questions: Sequence[str]) -> int:
    """The page of the first of these questions."""
    return next(
        place
        for place, page in enumerate(questionnaire.pages)
        if any(one.key in questions for section in page for one in section.questions)
    )


def place_in(sheet: Sheet, text: str) -> int:
    """The page that was asked for, where these answers ask for it; else where one goes on."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    return (
        place if place in sheet.questionnaire.asked_pages(sheet.answers) else first_open_page(sheet)
    )


def carried(sheet: Sheet) -> str:
    """The answers so far, for a form that keeps them nowhere else."""
    return json.dumps(sheet.answers, ensure_ascii=False)


def with_carried(sheet: Sheet, text: str) -> Sheet:
    """With what a form carried, read again as strictly as if each page had just been sent."""
    held = Sheet(sheet.survey, sheet.questionnaire, {})
    try:
        found = json.loads(text[:_LONGEST_CARRIED])
    except (ValueError, RecursionError):
        return held
    if not isinstance(found, dict):
        return held
    posted = {
        str(key): [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for key, value in found.items()
    }
    # Numbers are carried as the machine writes them.
    with translation.override("en"):
        for place in range(len(sheet.questionnaire.pages)):
            reading = read_page(held, place, posted)
            held = with_page(held, reading.sections, reading.answers)
    return held


def _question(
    question: Question,
    answers: Answers,
    reason: str,
    posted: Mapping[str, Sequence[str]] | None,
) -> QuestionView:
    values = _values(question, answers, posted)
    if not values and not reason:
        return _untouched(question, page_language())
    return _filled_in(question, values, reason)


@lru_cache(maxsize=2_000)
def _untouched(question: Question, _language: Language) -> QuestionView:
    """As everybody sees a question first: the same for all, drawn once; nobody's answer is kept."""
    return _filled_in(question, (), "")


def _filled_in(question: Question, values: Sequence[str], reason: str) -> QuestionView:
    language = page_language()
    kind = question.type if question.type in (NUMBER, WORDS) else "choice"
    return QuestionView(
        name=question.key,
        text=question.text.in_language(language),
        help=question.help.in_language(language) if question.help else "",
        kind=kind,
        is_required=question.is_required,
        is_multiple=question.type == MULTIPLE,
        is_scale=question.type == LIKERT,
        choices=_choices(question, values),
        value=values[0] if values else "",
        longest=question.longest,
        problem=_problem(question, reason) if reason else "",
    )


def _values(
    question: Question, answers: Answers, posted: Mapping[str, Sequence[str]] | None
) -> Sequence[str]:
    """What the field shows: what was just sent, or what was kept."""
    if posted is not None:
        return posted.get(question.key, ())
    kept = answers.get(question.key)
    if kept is None:
        return ()
    if question.type == NUMBER:
        # Kept as the machine writes it.
        return (number(parse_number(str(kept), "en")),)
    return kept if isinstance(kept, list) else (str(kept),)


def _choices(question: Question, values: Sequence[str]) -> list[ChoiceView]:
    language = page_language()
    if question.type == LIKERT:
        named = [
            (str(place), level.label.in_language(language))
            for place, level in enumerate(question.scale, start=1)
        ]
    elif question.type in CHOICES:
        named = [(one.key, one.label.in_language(language)) for one in question.options]
    else:
        return []
    # A button that was chosen cannot be let go of again: there has to be one for no answer.
    if question.type != MULTIPLE and not question.is_required:
        named.append(("", _("No opinion")))
    return [
        ChoiceView(question.key, value, label, f"{question.key}-{place}", value in values)
        for place, (value, label) in enumerate(named)
    ]


def _problem(question: Question, reason: str) -> str:
    if reason == "missing":
        return _("Please answer this question.")
    if reason == "unknown":
        return _("Please choose one of the answers.")
    if reason == "too_long":
        most = number(question.longest)
        return _("Please write at most %(most)s characters.") % {"most": most}
    bounds = [one for one in (question.least, question.most) if one is not None]
    if len(bounds) == 2:
        least, most = (number(one) for one in bounds)
        words = _("Please write a number from %(least)s to %(most)s, such as %(least)s.")
        return words % {"least": least, "most": most}
    return _("Please write a number.")
