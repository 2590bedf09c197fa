"""What a questionnaire is made of: sections, questions, scales, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from parindex_core.framework import Label

SINGLE, MULTIPLE, LIKERT, NUMBER, WORDS = "single", "multiple", "likert", "number", "words"
TYPES = (SINGLE, MULTIPLE, LIKERT, NUMBER, WORDS)
CHOICES = (SINGLE, MULTIPLE)
LEVELS = 5  # of a Likert scale
MOST_ON_PAGE = 8  # questions of the form on a phone

# By the question's key: an option's key, several of them, a level (1 to 5), a number as text, or
# words. What was not answered is not in it.
Answers = Mapping[str, "str | int | list[str]"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels of a scale, the lowest first; ``points``: what it is worth."""

    points: int
    label: Label


@dataclass(frozen=True, slots=True)
class Condition:
    """When a section or question is asked: by what an earlier section's question was answered.

    ``options``: one of them was chosen; or the level is ``at_least`` or ``at_most`` so high.
    """

    question: str
    options: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, answers: Answers) -> bool:
        """Whether the answers so far ask for it; without that answer they do not."""
        given = answers.get(self.question)
        if given is None:
            return False
        if isinstance(given, int):
            return (self.at_least is None or given >= self.at_least) and (
                self.at_most is None or given <= self.at_most
            )
        chosen = given if isinstance(given, list) else [given]
        return any(option in self.options for option in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. ``scale``: the levels of a Likert question; ``longest``: characters of words.

    ``least``, ``most``: bounds of a number, both included.
    """

    key: str
    type: str
    text: Label
    help: Label | None = None
    is_required: bool = True
    options: tuple[Option, ...] = ()
    scale_name: str = ""
    scale: tuple[Level, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int = 1000
    when: Condition | None = None

    def option(self, key: str) -> Option:
        """The option of that key; raises KeyError."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page of the form; ``matter``: what its Likert questions give points for."""

    key: str
    title: Label
    questions: tuple[Question, ...]
    matter: str = ""
    when: Condition | None = None

    @property
    def looks_at(self) -> frozenset[str]:
        """The questions that its conditions look at."""
        conditions = [self.when, *(question.when for question in self.questions)]
        return frozenset(one.question for one in conditions if one is not None)

    def asked(self, answers: Answers) -> list[Question]:
        """The questions that these answers ask for."""
        if self.when is not None and not self.when.holds(answers):
            return []
        return [one for one in self.questions if one.when is None or one.when.holds(answers)]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One version, whole. ``audience``: citizens or staff; ``notice``: what it is not.

    ``basis``: after what it was composed; ``matters``: what satisfaction is counted by, in order.
    """

    key: str
    version: int
    audience: str
    title: Label
    introduction: Label
    basis: Label
    matters: Mapping[str, Label]
    sections: tuple[Section, ...]
    notice: Label | None = None
    scales: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """“citizen-satisfaction@1”: which version of which questionnaire."""
        return f"{self.key}@{self.version}"

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def question(self, key: str) -> Question:
        """The question of that key; raises KeyError."""
        for _, question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)

    def section(self, key: str) -> Section:
        """The section of that key; raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    @cached_property
    def pages(self) -> tuple[tuple[Section, ...], ...]:
        """The sections as the form shows them: few questions a page, no condition on the same page.

        The same for everybody, so that a person finds the page again where they left it.
        """
        pages: list[list[Section]] = []
        for section in self.sections:
            page = pages[-1] if pages else []
            on_page = {question.key for one in page for question in one.questions}
            is_full = len(on_page) + len(section.questions) > MOST_ON_PAGE
            if not page or is_full or section.looks_at & on_page:
                pages.append([section])
            else:
                page.append(section)
        return tuple(map(tuple, pages))

    def asked_pages(self, answers: Answers) -> list[int]:
        """The places of the pages on which these answers ask for anything, from 0."""
        return [
            place
            for place, page in enumerate(self.pages)
            if any(section.asked(answers) for section in page)
        ]
