"""The form of what stands above the questions, of the matters and of the scales."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from parindex.surveys.constants import Audience
from parindex.surveys.questionnaire.model import LEVELS
from parindex.web.forms.questionnaire import MatterForm, QuestionnaireWordsForm, ScaleForm
from parindex.web.questionnaire_problems import words_of
from parindex.web.questionnaire_section import elsewhere
from parindex.web.questionnaire_typed import typed_number, typed_words

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.surveys.questionnaire.writer import Described
    from parindex_core.framework import Problem

_TEXTS = ("title", "introduction", "basis", "notice")
_OF_MATTER = re.compile(r"matters\.(\w+)(?:\.(vi|en))?")
_OF_SCALE = re.compile(r"scales\.(\w+)(?:\[(\d)\](?:\.(points|label)(?:\.(vi|en))?)?)?")


def wording_in(whole: Described, posted: QueryDict) -> Described:
    """The questionnaire with the words as they were sent, sound or not."""
    changed = copy.deepcopy(whole)
    changed["audience"] = posted.get("audience", "")
    for name in _TEXTS:
        changed[name] = {
            language: typed_words(posted.get(f"{name}_{language}", "")) for language in ("vi", "en")
        }
    if not any(changed["notice"].values()):
        del changed["notice"]
    for name in changed["matters"]:
        changed["matters"][name] = {
            language: typed_words(posted.get(f"matter-{name}-{language}", ""))
            for language in ("vi", "en")
        }
    for name in changed["scales"]:
        prefix = f"scale-{name}-"
        changed["scales"][name] = [
            {
                "points": typed_number(typed_words(posted.get(f"{prefix}points_{level}", ""))),
                "label": {
                    language: typed_words(posted.get(f"{prefix}{language}_{level}", ""))
                    for language in ("vi", "en")
                },
            }
            for level in range(1, LEVELS + 1)
        ]
    return changed


class WordingPage:
    """The forms of a questionnaire as it is, or as it was typed."""

    def __init__(self, whole: Described) -> None:
        self.whole = whole
        self.elsewhere: Sequence[str] = ()
        texts = {name: whole.get(name, {}) for name in _TEXTS}
        self.form = QuestionnaireWordsForm(
            {
                "audience": whole["audience"],
                **{
                    f"{name}_{language}": words
                    for name, label in texts.items()
                    for language, words in label.items()
                },
            }
        )
        self.form.choose_from("audience", Audience.choices)
        self.matters = {
            name: MatterForm(
                {f"matter-{name}-{language}": words for language, words in label.items()},
                prefix=f"matter-{name}",
            )
            for name, label in whole["matters"].items()
        }
        self.scales = {
            name: ScaleForm(_levels(f"scale-{name}", levels), prefix=f"scale-{name}")
            for name, levels in whole["scales"].items()
        }

    def place(self, problems: Sequence[Problem]) -> None:
        """Put each finding of the loader beside its field."""
        left = []
        for problem in problems:
            words = words_of(problem)
            matter, scale = _OF_MATTER.fullmatch(problem.key), _OF_SCALE.fullmatch(problem.key)
            name, _dot, language = problem.key.partition(".")
            if matter:
                self.matters[matter[1]].add_error(matter[2] or "vi", words)
            elif scale:
                self.scales[scale[1]].add_error(_field(scale), words)
            elif name in ("audience", *_TEXTS):
                field = name if name == "audience" else f"{name}_{language or 'vi'}"
                self.form.add_error(field, words)
            else:
                left.append(problem)
        self.elsewhere = elsewhere(left, self.whole)


def _field(scale: re.Match[str]) -> str:
    """Of a level; what is wrong with the levels together is said at the last one's points."""
    _name, level, part, language = scale.groups()
    if part == "label":
        return f"{language or 'vi'}_{level}"
    return f"points_{level or LEVELS}"


def _levels(prefix: str, levels: Sequence[Described]) -> dict[str, object]:
    values: dict[str, object] = {}
    for place, level in enumerate(levels, 1):
        values[f"{prefix}-points_{place}"] = level["points"]
        for language, words in level["label"].items():
            values[f"{prefix}-{language}_{place}"] = words
    return values
