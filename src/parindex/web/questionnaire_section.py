"""The form of a section in the editor: its fields, their choices, what is wrong beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.surveys.questionnaire.editing import offered_scales
from parindex.surveys.questionnaire.model import CHOICES, LEVELS
from parindex.web.forms.questionnaire import (
    KINDS,
    ConditionForm,
    OptionForm,
    QuestionForm,
    SectionForm,
)
from parindex.web.questionnaire_problems import words_of
from parindex.web.questionnaire_typed import NEW_SCALE, TypedSection, Values, earlier_questions
from parindex.web.templatetags.formats import page_language

if TYPE_CHECKING:
    from parindex.surveys.questionnaire.writer import Described
    from parindex_core.framework import Problem

_PART = re.compile(
    r"sections\[(?P<section>\d+)\](\.questions\[(?P<question>\d+)\])?\.?(?P<rest>.*)"
)
# What a path says after the question, as the field in which it is mended.
_FIELDS = {
    "title": "title_vi", "title.vi": "title_vi", "title.en": "title_en", "matter": "matter",
    "text": "text_vi", "text.vi": "text_vi", "text.en": "text_en",
    "help": "help_vi", "help.vi": "help_vi", "help.en": "help_en",
    "type": "type", "scale": "scale", "least": "least", "most": "most", "longest": "longest",
    "when": "when", "when.question": "when", "when.options": "when", "when.at_least": "when_from",
    "when.at_most": "when_to",
}  # fmt: skip
# Of a question, folded away until one of them is used or wrong.
_FOLDED = ("help_vi", "help_en", "may_stay_empty", "when")


@dataclass
class QuestionPart:
    """A question's form with those of its answers; ``place``: in the section, from 0."""

    place: int
    form: QuestionForm
    options: Sequence[OptionForm]
    kind: str

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def kind_label(self) -> str:
        return str(dict(KINDS)[self.kind])

    @property
    def has_options(self) -> bool:
        return self.kind in CHOICES

    @property
    def is_unfolded(self) -> bool:
        """Whether something stands, or is wrong, in the fields that are folded away."""
        folded = (*_FOLDED, "when_from", "when_to", "type")
        errors = any(self.form[name].errors for name in folded)
        return errors or any(self.form[name].value() for name in _FOLDED)


@dataclass
class SectionPage:
    """The whole form. ``elsewhere``: what the change makes wrong in other parts, in words."""

    form: SectionForm
    questions: Sequence[QuestionPart]
    elsewhere: Sequence[str]

    @property
    def has_errors(self) -> bool:
        forms = [self.form, *(one.form for one in self.questions)]
        forms += [option for one in self.questions for option in one.options]
        return bool(self.elsewhere) or any(form.errors for form in forms)


def section_page(
    whole: Described,
    typed: TypedSection,
    problems: Sequence[Problem] = (),
    changed: Described | None = None,
    key: str = "",
) -> SectionPage:
    """The form of a section as it is typed.

    ``problems``: of the questionnaire as ``changed`` by it, in which the section has that ``key``.
    """
    earlier = earlier_questions(whole, typed.key)
    form = SectionForm(typed.values)
    _choose_condition(form, typed.values, earlier)
    form.choose_from("matter", [("", _("no matter")), *_names(whole["matters"])])
    scales = _scales(whole)
    questions = []
    for place, one in enumerate(typed.questions):
        prefix = f"q{place}"
        part = QuestionForm(_prefixed(one.values, prefix), prefix=prefix)
        _choose_condition(part, one.values, earlier)
        part.choose_from("scale", scales)
        options = [
            OptionForm(_prefixed(option, f"{prefix}-o{at}"), prefix=f"{prefix}-o{at}")
            for at, option in enumerate(one.options)
        ]
        questions.append(QuestionPart(place, part, options, one.kind))
    page = SectionPage(form, questions, [])
    if changed is not None:
        page.elsewhere = _place(page, problems, changed, key)
    return page


def elsewhere(problems: Sequence[Problem], whole: Described) -> list[str]:
    """What is wrong, each with the section that it is in."""
    return list(dict.fromkeys(_with_section(one, whole) for one in problems))


def _place(
    page: SectionPage, problems: Sequence[Problem], changed: Described, key: str
) -> list[str]:
    """Put each finding beside its field; those of other parts come back in words."""
    place = next(at for at, one in enumerate(changed["sections"], 1) if one["key"] == key)
    matter = changed["sections"][place - 1].get("matter", "")
    left = []
    for problem in problems:
        found = _PART.fullmatch(problem.key)
        if found and int(found["section"]) == place:
            _beside(page, found, problem)
        elif matter and problem.message == f"nothing gives points for the matter {matter}":
            page.form.add_error("matter", words_of(problem))
        elif problem.key.startswith(f"matters.{matter}."):
            page.form.add_error(f"matter_{problem.key[-2:]}", words_of(problem))
        else:
            left.append(problem)
    return elsewhere(left, changed)


def _beside(page: SectionPage, found: re.Match[str], problem: Problem) -> None:
    words, rest = words_of(problem), found["rest"]
    if found["question"] is None:
        field = _FIELDS.get(rest) if rest != "questions" else None
        page.form.add_error(field if field in page.form.fields else None, words)  # pyright: ignore[reportArgumentType]
        return
    part = page.questions[int(found["question"]) - 1]
    name, _dot, of_option = rest.partition(".")
    if name == "options" and of_option:
        key, _dot, language = of_option.partition(".")
        for option in part.options:
            if option["key"].value() == key:
                option.add_error(language if language in ("vi", "en") else "vi", words)
                return
    field = _FIELDS.get(re.sub(r"\[\d+\]$", "", rest))
    part.form.add_error(field, words)  # pyright: ignore[reportArgumentType]


def _with_section(problem: Problem, whole: Described) -> str:
    found = _PART.fullmatch(problem.key)
    if not found:
        return words_of(problem)
    section = whole["sections"][int(found["section"]) - 1]
    said = {"title": section["title"].get(page_language(), ""), "words": words_of(problem)}
    return _("Section “%(title)s”: %(words)s") % said


def _choose_condition(
    form: ConditionForm, values: Values, earlier: Sequence[tuple[Described, list[Described]]]
) -> None:
    """Offer the questions to look at, and of the chosen one its answers or levels."""
    groups = [
        (_words(section["title"]), [(one["key"], _words(one["text"])) for one in asked])
        for section, asked in earlier
    ]
    form.choose_from("when", [("", _("always")), *groups])
    form.may_look = bool(earlier) or bool(form["when"].value())
    by_key = {one["key"]: one for _section, asked in earlier for one in asked}
    looked_at = by_key.get(values.get("when", ""))
    if looked_at is None:
        return
    if "options" in looked_at:
        form.looks_at = "options"
        form.choose_from("when_options", _names(looked_at["options"]))
    else:
        form.looks_at = "levels"
        levels = [(str(one), str(one)) for one in range(1, LEVELS + 1)]
        form.choose_from("when_from", [("", _("any")), *levels])
        form.choose_from("when_to", [("", _("any")), *levels])


def _scales(whole: Described) -> list[tuple[str, str]]:
    """Those of the questionnaire, those that come with the product, and a new one."""
    own = whole["scales"]
    known = {**own, **{name: one for name, one in offered_scales().items() if name not in own}}
    named = [
        (name, f"{_words(levels[0]['label'])} … {_words(levels[-1]['label'])}")
        for name, levels in known.items()
    ]
    return [*named, (NEW_SCALE, _("a new scale, to be worded later"))]


def _names(labels: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(key, _words(label)) for key, label in labels.items()]


def _words(label: Mapping[str, str]) -> str:
    return label.get(page_language(), "")


def _prefixed(values: Values, prefix: str) -> Values:
    return {f"{prefix}-{name}": value for name, value in values.items()}
