"""Reading the sections and questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from parindex.surveys.questionnaire.model import (
    CHOICES,
    LEVELS,
    LIKERT,
    NUMBER,
    TYPES,
    WORDS,
    Condition,
    Level,
    Option,
    Question,
    Section,
)
from parindex_core.framework import Label
from parindex_core.framework.place import Place

MOST_QUESTIONS = 100
MOST_OPTIONS = 40
_LONGEST_WORDS = 4000
_ALLOWED = {
    "options": CHOICES,
    "scale": (LIKERT,),
    "least": (NUMBER,),
    "most": (NUMBER,),
    "longest": (WORDS,),
}
_NEEDED = {"single": "options", "multiple": "options", LIKERT: "scale"}


class QuestionLoader:
    """Reads sections in their order; a condition may look only at what stands before."""

    def __init__(
        self, scales: Mapping[str, tuple[Level, ...]], matters: Mapping[str, Label]
    ) -> None:
        self.scales, self.matters = scales, matters
        self.scored: set[str] = set()
        self.scales_used: set[str] = set()
        self._seen: dict[str, int] = {}
        self._sections: dict[str, int] = {}
        # The questions of the sections before the one that is read.
        self._before: dict[str, Question] = {}

    def read_section(self, place: Place) -> Section | None:
        """A section with its questions."""
        keys = place.keys(("key", "title", "questions"), ("matter", "when"))
        key = keys["key"].name() if "key" in keys else None
        title = keys["title"].label() if "title" in keys else None
        if key is not None and self._sections.setdefault(key, place.line) != place.line:
            keys["key"].report(f"a section {key} stands here already", "Give it another key")
        matter = keys["matter"].one_of(self.matters, "matter") if "matter" in keys else ""
        when = self._condition(keys["when"]) if "when" in keys else None
        read = [self._question(item) for item in keys["questions"].items()] if key else []
        questions = tuple(one for one in read if one is not None)
        if matter and any(one.type == LIKERT for one in questions):
            self.scored.add(matter)
        self._before |= {one.key: one for one in questions}
        if len(self._before) > MOST_QUESTIONS:
            place.report(f"more than {MOST_QUESTIONS} questions", "Ask less: people answer all")
        if key is None or title is None:
            return None
        return Section(key=key, title=title, questions=questions, matter=matter or "", when=when)

    def _question(self, place: Place) -> Question | None:
        keys = place.keys(("key", "type", "text"), ("help", "required", "when", *_ALLOWED))
        key = keys["key"].name() if "key" in keys else None
        kind = keys["type"].one_of(TYPES, "type") if "type" in keys else None
        text = keys["text"].label() if "text" in keys else None
        if key is not None:
            first = self._seen.setdefault(key, place.line)
            if first != place.line:
                keys["key"].report(
                    f"a question {key} stands at line {first} already", "Give it another key"
                )
        if kind is None or not self._fits(place, keys, kind):
            return None
        # All is read before anything is given up, so that every mistake is said.
        scale_name, scale = self._scale(keys)
        least, most = self._bounds(keys)
        words = keys["help"].label() if "help" in keys else None
        is_required = (keys["required"].flag() is not False) if "required" in keys else True
        options = self._options(keys["options"]) if "options" in keys else ()
        longest = self._longest(keys)
        when = self._condition(keys["when"]) if "when" in keys else None
        if key is None or text is None:
            return None
        return Question(
            key=key,
            type=kind,
            text=text,
            help=words,
            is_required=is_required,
            options=options,
            scale_name=scale_name,
            scale=scale,
            least=least,
            most=most,
            longest=longest,
            when=when,
        )

    def _fits(self, place: Place, keys: Mapping[str, Place], kind: str) -> bool:
        fits = True
        for name, kinds in _ALLOWED.items():
            if name in keys and kind not in kinds:
                keys[name].report(f"a question of type {kind} has no {name}", f"Remove {name}")
                fits = False
        needed = _NEEDED.get(kind)
        if needed is not None and needed not in keys:
            place.report(f"the key {needed} is missing", f"Add {needed}: here")
            fits = False
        return fits

    def _scale(self, keys: Mapping[str, Place]) -> tuple[str, tuple[Level, ...]]:
        name = keys["scale"].one_of(self.scales, "scale") if "scale" in keys else None
        if name is None:
            return "", ()
        self.scales_used.add(name)
        return name, self.scales[name]

    def _options(self, place: Place) -> tuple[Option, ...]:
        read = []
        for name, entry in place.entries().items():
            label = entry.label()
            if label is not None:
                read.append(Option(name, label))
        if not 2 <= len(read) <= MOST_OPTIONS:
            place.report(f"{len(read)} options", f"Write 2 to {MOST_OPTIONS} options")
        return tuple(read)

    def _bounds(self, keys: Mapping[str, Place]) -> tuple[Decimal | None, Decimal | None]:
        least = keys["least"].decimal() if "least" in keys else None
        most = keys["most"].decimal() if "most" in keys else None
        if least is not None and most is not None and least >= most:
            keys["most"].report(f"{most} is no more than least", "Write a larger number")
        return least, most

    def _longest(self, keys: Mapping[str, Place]) -> int:
        default = Question.__dataclass_fields__["longest"].default
        number = keys["longest"].decimal(0) if "longest" in keys else Decimal(default)
        if number is not None and not 1 <= number <= _LONGEST_WORDS:
            keys["longest"].report(f"{number} characters", f"Write 1 to {_LONGEST_WORDS}")
        return int(number or default)

    def _condition(self, place: Place) -> Condition | None:
        keys = place.keys(("question",), ("options", "at_least", "at_most"))
        name = keys["question"].text() if "question" in keys else None
        if name is None:
            return None
        asked = self._before.get(name)
        if asked is None or asked.type not in (*CHOICES, LIKERT):
            keys["question"].report(
                f"{name} is no choice or likert question of an earlier section",
                "Each section is a page of its own: look only at the pages before it",
            )
            return None
        if asked.type == LIKERT:
            return self._by_level(place, keys, name)
        return self._by_options(place, keys, asked)

    def _by_level(self, place: Place, keys: Mapping[str, Place], name: str) -> Condition | None:
        bounds = {}
        for bound in ("at_least", "at_most"):
            level = keys[bound].decimal(0) if bound in keys else None
            if level is not None and not 1 <= level <= LEVELS:
                keys[bound].report(f"{level} is no level", f"Write a level from 1 to {LEVELS}")
            bounds[bound] = None if level is None else int(level)
        if "options" in keys or not ("at_least" in keys or "at_most" in keys):
            place.report("a scale is asked by its level", "Write at_least: or at_most: and a level")
            return None
        return Condition(name, (), bounds["at_least"], bounds["at_most"])

    def _by_options(
        self, place: Place, keys: Mapping[str, Place], asked: Question
    ) -> Condition | None:
        if "options" not in keys or "at_least" in keys or "at_most" in keys:
            place.report("a choice is asked by its options", "Write options: and a list of them")
            return None
        known = [option.key for option in asked.options]
        named = [item.one_of(known, "option") for item in keys["options"].items()]
        return Condition(asked.key, tuple(one for one in named if one is not None))
