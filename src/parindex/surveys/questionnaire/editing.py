"""Changing a questionnaire piece by piece. Whether the whole is sound then says the loader."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from parindex.surveys.questionnaire.shipped import shipped_questionnaires
from parindex.surveys.questionnaire.writer import Described, described, dumped
from parindex_core.vietnamese.folding import fold

_LONGEST_NAME = 40  # characters
_NO_NAME = re.compile(r"[^a-z0-9]+")


def offered_scales() -> Mapping[str, list[Described]]:
    """The scales of the shipped questionnaires, by name, for a question to take."""
    return {
        name: levels
        for one in shipped_questionnaires().values()
        for name, levels in described(one)["scales"].items()
    }


def fingerprint(piece: object) -> str:
    """Whether a piece is still what a person saw."""
    return hashlib.sha256(dumped({"piece": piece}).encode()).hexdigest()


def name_of(words: str, taken: Collection[str], otherwise: str) -> str:
    """A name in small letters made of English words, unlike those that are taken."""
    made = _NO_NAME.sub("_", fold(words)).strip("_")[:_LONGEST_NAME].strip("_")
    made = made if made[:1].isalpha() else otherwise
    name, number = made, 2
    while name in taken:
        name, number = f"{made}_{number}", number + 1
    return name


def question_keys(whole: Described, *, without: str = "") -> set[str]:
    """The keys of all questions but those of the section ``without``."""
    return {
        question["key"]
        for section in whole["sections"]
        if section["key"] != without
        for question in section["questions"]
    }


def place_of(whole: Described, key: str) -> int:
    """A section's place, from 0; raises KeyError."""
    for place, section in enumerate(whole["sections"]):
        if section["key"] == key:
            return place
    raise KeyError(key)


def with_section(whole: Described, section: Described) -> Described:
    """With a section in the place of the one of its key, or at the end."""
    changed = copy.deepcopy(whole)
    try:
        changed["sections"][place_of(changed, section["key"])] = section
    except KeyError:
        changed["sections"].append(section)
    return tidied(changed)


def without_section(whole: Described, key: str) -> Described:
    """Without a section; raises KeyError."""
    changed = copy.deepcopy(whole)
    del changed["sections"][place_of(changed, key)]
    return tidied(changed)


def with_section_moved(whole: Described, key: str, by: int) -> Described:
    """With a section one place up (-1) or down (1); raises KeyError, and nothing at an end."""
    changed = copy.deepcopy(whole)
    sections, place = changed["sections"], place_of(changed, key)
    if 0 <= place + by < len(sections):
        sections[place], sections[place + by] = sections[place + by], sections[place]
    return changed


def tidied(whole: Described) -> Described:
    """With the scales that questions use and the matters that sections name, and no others.

    A scale that no file has is a new one: it begins as the first that is offered. Matters stand in
    the order of the sections.
    """
    offered = offered_scales()
    first = next(iter(offered.values()))
    known = {**offered, **whole["scales"]}
    used = [one["scale"] for one in _questions(whole) if "scale" in one]
    named = [section["matter"] for section in whole["sections"] if "matter" in section]
    matters = whole["matters"]
    scales = [*whole["scales"], *(name for name in used if name not in whole["scales"])]
    return {
        **whole,
        "scales": {
            name: copy.deepcopy(known.get(name, first))
            for name in dict.fromkeys(scales)
            if name in used
        },
        "matters": {name: matters[name] for name in dict.fromkeys(named) if name in matters},
    }


def _questions(whole: Described) -> Iterator[dict[str, Any]]:
    for section in whole["sections"]:
        yield from section["questions"]
