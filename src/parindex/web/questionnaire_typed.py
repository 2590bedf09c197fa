"""A section as it is typed in the editor: read from a form, changed by buttons, written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import category

from parindex.surveys.questionnaire.editing import (
    name_of,
    place_of,
    question_keys,
    with_section,
)
from parindex.surveys.questionnaire.model import CHOICES, LIKERT, NUMBER, SINGLE, TYPES, WORDS
from parindex.surveys.questionnaire.question_loader import MOST_OPTIONS, MOST_QUESTIONS
from parindex.web.templatetags.formats import page_language
from parindex_core.vietnamese.numbers import format_number, parse_number

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.surveys.questionnaire.writer import Described

# What a form sends of a part: one text for each name, and for the last one several.
_CONDITION = ("when", "when_from", "when_to")
_SECTION = ("title_vi", "title_en", "matter", "matter_vi", "matter_en", *_CONDITION)
_QUESTION = (
    "key", "type", "text_vi", "text_en", "help_vi", "help_en", "may_stay_empty", "scale",
    "least", "most", "longest", *_CONDITION,
)  # fmt: skip
_OPTION = ("key", "vi", "en")
_SEVERAL = "when_options"
NEW_SCALE = "+"
_LONGEST_NUMBER = 30  # characters

Values = dict[str, Any]


@dataclass
class TypedQuestion:
    """A question; each of ``options`` with the values of its fields."""

    values: Values
    options: list[Values] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.values["type"] if self.values.get("type") in TYPES else SINGLE


@dataclass
class TypedSection:
    """A section; ``key``: "" for a new one."""

    key: str
    values: Values
    questions: list[TypedQuestion]


def typed_of(section: Described) -> TypedSection:
    """A section as its form first shows it."""
    values = {**_labels("title", section["title"]), "matter": section.get("matter", "")}
    questions = [_typed_question(one) for one in section["questions"]]
    return TypedSection(section["key"], values | _typed_condition(section), questions)


def new_section() -> TypedSection:
    """An empty one, with a question on a scale."""
    return TypedSection("", {}, [new_question(LIKERT)])


def new_question(kind: str) -> TypedQuestion:
    """An empty one; a choice with two answers to write."""
    kind = kind if kind in TYPES else SINGLE
    return TypedQuestion({"type": kind}, [{}, {}] if kind in CHOICES else [])


def posted_section(key: str, posted: QueryDict) -> TypedSection:
    """A section as it was sent."""
    return TypedSection(
        key,
        _read(posted, "", _SECTION),
        [
            TypedQuestion(
                _read(posted, f"q{place}-", _QUESTION),
                [
                    _read(posted, f"q{place}-o{at}-", _OPTION)
                    for at in range(_count(posted, f"q{place}-options", MOST_OPTIONS))
                ],
            )
            for place in range(_count(posted, "questions", MOST_QUESTIONS))
        ],
    )


def changed_by(section: TypedSection, step: str) -> None:
    """Do what a button of the form says: “up 2”, “remove-option 0 3”; what is not there is left."""
    name, *places = step.split(" ")
    at = [int(one) for one in places if one.isascii() and one.isdigit()]
    questions = section.questions
    if name == "add" and len(places) == 1 and len(questions) < MOST_QUESTIONS:
        questions.append(new_question(places[0]))
    elif at and at[0] < len(questions):
        options = questions[at[0]].options
        if name == "remove":
            del questions[at[0]]
        elif name == "up" and at[0]:
            _swap(questions, at[0])
        elif name == "down" and at[0] + 1 < len(questions):
            _swap(questions, at[0] + 1)
        elif name == "add-option" and len(options) < MOST_OPTIONS:
            options.append({})
        elif name == "remove-option" and len(at) == 2 and at[1] < len(options):
            del options[at[1]]
        elif name == "option-up" and len(at) == 2 and 0 < at[1] < len(options):
            _swap(options, at[1])


def section_in(whole: Described, typed: TypedSection) -> tuple[Described, str]:
    """The questionnaire with the section as it is typed, sound or not; and the section's key."""
    others = {one["key"] for one in whole["sections"]}
    key = typed.key or name_of(typed.values.get("title_en", ""), others, "section")
    values, matters, scales = typed.values, dict(whole["matters"]), dict(whole["scales"])
    matter = values.get("matter", "")
    if values.get("matter_vi") or values.get("matter_en"):
        matter = name_of(values.get("matter_en", ""), matters, "matter")
        matters[matter] = _label("matter", values)
    taken = question_keys(whole, without=typed.key)
    new_scale = name_of("scale", scales, "scale")
    questions = []
    for one in typed.questions:
        questions.append(_described_question(one, taken, new_scale))
        taken.add(questions[-1]["key"])
    section: Described = {
        "key": key,
        "title": _label("title", values),
        **({"matter": matter} if matter else {}),
        **_condition(values),
        "questions": questions,
    }
    return with_section({**whole, "matters": matters, "scales": scales}, section), key


def earlier_questions(whole: Described, key: str) -> list[tuple[Described, list[Described]]]:
    """The sections before one (all for ""), each with its questions that can be looked at."""
    place = place_of(whole, key) if key else len(whole["sections"])
    return [
        (section, asked)
        for section in whole["sections"][:place]
        if (asked := [one for one in section["questions"] if one["type"] in (*CHOICES, LIKERT)])
    ]


def _described_question(typed: TypedQuestion, taken: set[str], new_scale: str) -> Described:
    values, kind = typed.values, typed.kind
    said: Described = {
        "key": values.get("key") or name_of(values.get("text_en", ""), taken, "question"),
        "type": kind,
        "text": _label("text", values),
    }
    if values.get("help_vi") or values.get("help_en"):
        said["help"] = _label("help", values)
    if values.get("may_stay_empty"):
        said["required"] = False
    if kind in CHOICES:
        said["options"] = _options(typed.options)
    if kind == LIKERT:
        said["scale"] = new_scale if values.get("scale") == NEW_SCALE else values.get("scale", "")
    numbers = {NUMBER: ("least", "most"), WORDS: ("longest",)}.get(kind, ())
    said |= {name: typed_number(values[name]) for name in numbers if values.get(name)}
    return said | _condition(values)


def _options(typed: Sequence[Values]) -> Described:
    """By key; a line that is empty and new is no answer."""
    options: Described = {}
    for one in typed:
        if any(one.get(name) for name in _OPTION):
            one["key"] = one.get("key") or name_of(one.get("en", ""), options, "answer")
            options[one["key"]] = {"vi": one.get("vi", ""), "en": one.get("en", "")}
    return options


def _condition(values: Values) -> Described:
    if not values.get("when"):
        return {}
    said: Described = {"question": values["when"]}
    if values.get(_SEVERAL):
        said["options"] = values[_SEVERAL]
    bounds = (("at_least", "when_from"), ("at_most", "when_to"))
    said |= {bound: typed_number(values[name]) for bound, name in bounds if values.get(name)}
    return {"when": said}


def _typed_question(question: Described) -> TypedQuestion:
    values = {
        "key": question["key"],
        "type": question["type"],
        **_labels("text", question["text"]),
        **_labels("help", question.get("help", {})),
        "may_stay_empty": "" if question.get("required", True) else "on",
        "scale": question.get("scale", ""),
        **{
            name: format_number(parse_number(str(question[name]), "en"), None, page_language())
            for name in ("least", "most", "longest")
            if name in question
        },
    }
    options = [{"key": key, **label} for key, label in question.get("options", {}).items()]
    return TypedQuestion(values | _typed_condition(question), options)


def _typed_condition(part: Described) -> Values:
    when = part.get("when", {})
    return {
        "when": when.get("question", ""),
        _SEVERAL: list(when.get("options", ())),
        "when_from": str(when.get("at_least", "")),
        "when_to": str(when.get("at_most", "")),
    }


def _read(posted: QueryDict, prefix: str, names: Sequence[str]) -> Values:
    values: Values = {name: typed_words(posted.get(prefix + name, "")) for name in names}
    if names != _OPTION:
        values[_SEVERAL] = posted.getlist(prefix + _SEVERAL)
    return values


def _count(posted: QueryDict, name: str, most: int) -> int:
    text = posted.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def typed_words(text: str) -> str:
    """What a person can have typed: no control characters but line ends."""
    lines = text.replace("\r\n", "\n")
    return "".join(one for one in lines if one == "\n" or category(one) != "Cc").strip()


def typed_number(text: str) -> str | int:
    """As a file writes it; what is no number stays, for the loader to refuse."""
    if len(text) > _LONGEST_NUMBER:
        return text
    try:
        number = parse_number(text, page_language())
    except ValueError:
        return text
    return int(number) if number == int(number) and number >= 0 else f"{number:f}"


def _swap(entries: list[Any], place: int) -> None:
    entries[place - 1], entries[place] = entries[place], entries[place - 1]


def _label(name: str, values: Mapping[str, str]) -> dict[str, str]:
    return {"vi": values.get(f"{name}_vi", ""), "en": values.get(f"{name}_en", "")}


def _labels(name: str, label: Mapping[str, str]) -> Values:
    return {f"{name}_{language}": words for language, words in label.items()}
