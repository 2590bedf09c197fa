"""Loading a questionnaire strictly: every mistake at once, each by file, line and key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parindex.surveys.questionnaire.model import LEVELS, Level, Questionnaire, Section
from parindex.surveys.questionnaire.question_loader import QuestionLoader
from parindex_core.framework import Label, Problem
from parindex_core.framework.document import read_document
from parindex_core.framework.place import Place

AUDIENCES = ("citizens", "staff")
_REQUIRED = ("key", "version", "audience", "title", "introduction", "basis", "scales", "matters")
_MOST_POINTS = 100
MOST_VERSIONS = 10_000


class QuestionnaireInvalid(ValueError):
    """A questionnaire is refused; ``problems`` holds every mistake found, in the file's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        once = dict.fromkeys(problems)
        self.problems = sorted(once, key=lambda problem: problem.line)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_questionnaire(text: str, name: str) -> Questionnaire:
    """The questionnaire of a YAML text; ``name`` stands for the file in problems.

    :raises QuestionnaireInvalid: with every problem.
    """
    problems: list[Problem] = []
    document = read_document(text, name, problems)
    read = None
    if document is not None:
        read = _read(Place(document, "", 1, name, problems))
    if problems or read is None:
        raise QuestionnaireInvalid(problems)
    return read


def _read(place: Place) -> Questionnaire | None:
    keys = place.keys((*_REQUIRED, "sections"), ("notice",))
    texts = {
        name: keys[name].label() if name in keys else None
        for name in ("title", "introduction", "basis", "notice")
    }
    key = keys["key"].edition_key() if "key" in keys else None
    version = read_whole(keys["version"], 1, MOST_VERSIONS) if "version" in keys else None
    audience = keys["audience"].one_of(AUDIENCES, "audience") if "audience" in keys else None
    scales = _read_scales(keys["scales"]) if "scales" in keys else {}
    matters = _read_matters(keys["matters"]) if "matters" in keys else {}
    sections = _read_sections(keys, scales, matters)
    title, introduction, basis = texts["title"], texts["introduction"], texts["basis"]
    if place.problems or not (key and version and audience and title and introduction and basis):
        return None
    return Questionnaire(
        key=key,
        version=version,
        audience=audience,
        title=title,
        introduction=introduction,
        basis=basis,
        matters=matters,
        sections=sections,
        notice=texts["notice"],
        scales=scales,
    )


def read_whole(place: Place, least: int, most: int) -> int | None:
    """A whole number within bounds."""
    number = place.decimal(0)
    if number is not None and not least <= number <= most:
        place.report(f"{number} cannot stand here", f"Write a number from {least} to {most}")
        return None
    return None if number is None else int(number)


def _read_scales(place: Place) -> Mapping[str, tuple[Level, ...]]:
    scales: dict[str, tuple[Level, ...]] = {}
    for name, entry in place.entries().items():
        levels: list[Level] = []
        for item in entry.items():
            keys = item.keys(("points", "label"))
            points = read_whole(keys["points"], 0, _MOST_POINTS) if "points" in keys else None
            label = keys["label"].label() if "label" in keys else None
            if points is None or label is None:
                continue
            if levels and points <= levels[-1].points:
                item.report(
                    f"{points} points are no more than the level before",
                    "Order the levels from the lowest to the highest",
                )
            levels.append(Level(points, label))
        if len(levels) != LEVELS:
            entry.report(f"the scale has {len(levels)} levels", f"Write {LEVELS} levels")
        elif levels[-1].points == 0:
            entry.report("the scale gives no points", "Give the highest level points")
        scales[name] = tuple(levels)
    return scales


def _read_matters(place: Place) -> Mapping[str, Label]:
    read = {name: entry.label() for name, entry in place.entries().items()}
    return {name: label for name, label in read.items() if label is not None}


def _read_sections(
    keys: Mapping[str, Place],
    scales: Mapping[str, tuple[Level, ...]],
    matters: Mapping[str, Label],
) -> tuple[Section, ...]:
    if "sections" not in keys:
        return ()
    reading = QuestionLoader(scales, matters)
    sections = [reading.read_section(item) for item in keys["sections"].items()]
    for name in matters:
        if name not in reading.scored:
            keys["matters"].report(
                f"nothing gives points for the matter {name}",
                "Give a section with a likert question this matter, or remove it",
            )
    for name in scales:
        if name not in reading.scales_used:
            keys["scales"].report(f"no question uses the scale {name}", "Remove it")
    return tuple(section for section in sections if section is not None)
