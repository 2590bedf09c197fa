"""Papers with their answers, and how a reading is compared with them.

A paper is `NN-kind-topic.txt` with `NN-kind-topic.answers.yaml` beside it; the README of the corpus
explains the answers. A fact is a tuple that begins with the item's number (a citation's does not).
What the answers call doubtful counts neither for nor against a reading.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from parindex_core.vietnamese.folding import fold

CORPUS = Path(__file__).parent.parent / "tests" / "core" / "directives" / "corpus"
CATEGORIES = ("items", "units", "deadlines", "targets", "citations")
HEADER = ("kind", "number", "issued_on", "place", "issuer", "superior")
ALL_UNITS = "(all)"

Fact = tuple[str, ...]
Facts = dict[str, set[Fact]]


@dataclass(frozen=True)
class Paper:
    """A paper of the corpus; `scanned` when its text is already what an OCR left."""

    name: str
    text: str
    answers: Mapping[str, Any]
    units_path: Path

    @property
    def scanned(self) -> bool:
        return bool(self.answers.get("degraded"))


@dataclass
class Tally:
    """Facts found, missed and wrongly read, added up over papers."""

    found: int = 0
    missed: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)

    @property
    def precision(self) -> float:
        read = self.found + len(self.wrong)
        return self.found / read if read else 1.0

    @property
    def recall(self) -> float:
        expected = self.found + len(self.missed)
        return self.found / expected if expected else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: "Tally") -> None:
        self.found += other.found
        self.missed += other.missed
        self.wrong += other.wrong


def load_papers(folder: Path = CORPUS) -> list[Paper]:
    """All papers of a folder in the order of their names."""
    papers = []
    for path in sorted(folder.glob("*.answers.yaml")):
        answers = yaml.safe_load(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".answers.yaml")
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        papers.append(Paper(name, text, answers, folder / answers["units"]))
    return papers


def compare(answers: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Tally]:
    """Tally a reading (`Reading.to_json()`) against the answers, by category."""
    expected, doubtful = _expected_facts(answers)
    doubtful_items = {str(i["number"]) for i in answers["items"] if i.get("doubtful")}
    undecided = {number for number, _ in doubtful["deadlines"]}
    read = _read_facts(answers, reading, expected)
    tallies: dict[str, Tally] = {}
    for category in CATEGORIES:
        wrong = read[category] - expected[category] - doubtful[category]
        if category != "citations":
            wrong = {fact for fact in wrong if fact[0] not in doubtful_items}
        if category == "deadlines":
            wrong = {fact for fact in wrong if fact[0] not in undecided}
        missed = expected[category] - read[category]
        found = len(expected[category] & read[category])
        tallies[category] = Tally(found, sorted(missed), sorted(wrong))
    return tallies


def header_misses(answers: Mapping[str, Any], reading: Mapping[str, Any]) -> list[str]:
    """Fields of the paper's head that were read otherwise than answered."""
    return [
        f"{name}: {answers[name]} ≠ {reading.get(name)}"
        for name in HEADER
        if _header_key(answers[name]) != _header_key(reading.get(name))
    ]


def _header_key(value: object) -> str:
    words = fold(str(value or "")).replace("uy ban nhan dan", "ubnd")
    return _number_key("".join(words.split()))


def _expected_facts(answers: Mapping[str, Any]) -> tuple[Facts, Facts]:
    sure: Facts = {category: set() for category in CATEGORIES}
    doubtful: Facts = {category: set() for category in CATEGORIES}
    for citation in answers["citations"]:
        _side(sure, doubtful, citation)["citations"].add(_citation(citation))
    for item in answers["items"]:
        number = str(item["number"])
        facts = doubtful if item.get("doubtful") else sure
        facts["items"].add((number,))
        if item.get("all_units"):
            side = doubtful if item["all_units"] == "doubtful" else facts
            side["units"].add((number, ALL_UNITS))
        for assignee in item.get("assignees", ()):
            _side(facts, doubtful, assignee)["units"].add((number, assignee["unit"]))
        if item.get("deadline"):
            side = _side(facts, doubtful, item["deadline"])
            side["deadlines"].add((number, _moment(item["deadline"])))
        for target in item.get("targets", ()):
            _side(facts, doubtful, target)["targets"].add((number, *_target(target)))
    for task in answers.get("tasks", ()):
        if task.get("deadline"):
            side = _side(sure, doubtful, task)
            side["deadlines"].add((str(task["item"]), _moment(task["deadline"])))
    return sure, doubtful


def _side(sure: Facts, doubtful: Facts, answer: Mapping[str, Any]) -> Facts:
    return doubtful if answer.get("doubtful") else sure


def _read_facts(answers: Mapping[str, Any], reading: Mapping[str, Any], expected: Facts) -> Facts:
    read: Facts = {category: set() for category in CATEGORIES}
    read["citations"] = _dated_citations(reading["citations"])
    everyone = {str(item["number"]) for item in answers["items"] if item.get("all_units")}
    numbers = _aligned_numbers(answers["items"], [i["number"] for i in reading["items"]])
    for number, item in zip(numbers, reading["items"], strict=True):
        read["items"].add((number,))
        keys = {a["unit"] for a in item["assignees"] if a["unit"]}
        if item["all_units"]:
            if number in everyone:  # a reading may spell "all" out unit by unit
                keys = {key for key in keys if (number, key) in expected["units"]}
            keys.add(ALL_UNITS)
        read["units"] |= {(number, key) for key in keys}
        deadlines = [item["deadline"], *(task["deadline"] for task in item["tasks"])]
        # a deadline without a date ("theo quy định") states no fact to compare
        read["deadlines"] |= {(number, moment) for d in deadlines if (moment := _moment(d))}
        targets = [*item["targets"], *(t["target"] for t in item["tasks"] if t["target"])]
        for target in targets:
            fact = (number, *_target(target))
            read["targets"].add(_snapped(fact, expected["targets"]))
    return read


def _aligned_numbers(items: Iterable[Mapping[str, Any]], read: list[str]) -> list[str]:
    """Numbers as read, rewritten to the answers' where only the section before them differs.

    "3" stands for "II.3", and the other way round, while that is the only such item; several are
    matched in the paper's order when there are as many on both sides.
    """
    sure = [str(item["number"]) for item in items if not item.get("doubtful")]
    every = [str(item["number"]) for item in items]
    aligned = list(read)
    for tail in {_tail(number) for number in read}:
        positions = [i for i, n in enumerate(read) if _tail(n) == tail and n not in every]
        taken = {number for number in read if number in every}
        for candidates in (every, sure):
            free = [n for n in candidates if _tail(n) == tail and n not in taken]
            if len(free) == len(positions):
                for position, number in zip(positions, free, strict=True):
                    aligned[position] = number
                break
    return aligned


def _tail(number: str) -> str:
    """The number without its section: "II.3.a" → "3.a"."""
    section, dot, rest = number.partition(".")
    return rest if dot and not section.isdigit() else number


def _dated_citations(citations: Iterable[Mapping[str, Any]]) -> set[Fact]:
    """A paper cited again without its date is the one cited with it.

    A law cited by name alone has no number to compare and is left out.
    """
    facts = {_citation(c) for c in citations if re.search(r"\d", str(c["number"] or ""))}
    dated = {number for number, date in facts if date}
    return {fact for fact in facts if fact[1] or fact[0] not in dated}


def _citation(citation: Mapping[str, Any]) -> Fact:
    return _number_key(citation["number"] or ""), str(citation["issued_on"] or "")


def _number_key(number: object) -> str:
    """A number folded, the shapes that an OCR mistakes for one another made one."""
    shapes = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "–": "-", " ": None})
    return fold(str(number or "")).translate(shapes)


def _moment(deadline: Any) -> str:
    """The date, or how often and on which day, of a deadline or a bare date."""
    if not isinstance(deadline, Mapping):
        return str(deadline or "")
    if deadline.get("date"):
        return str(deadline["date"])
    recurrence = str(deadline.get("recurrence") or "").replace("-", "_")
    day = deadline.get("day")
    return recurrence if day is None or recurrence == "weekly" else f"{recurrence}/{day}"


def _target(target: Mapping[str, Any]) -> Fact:
    value = Decimal(str(target["value"]))
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    words = fold(str(target["unit"] or "")).split()
    return target["operator"], str(value), words[0].strip(".,;/") if words else ""


def _snapped(fact: Fact, expected: set[Fact]) -> Fact:
    """The expected fact that differs only by how an OCR spelt the counted noun, if there is one."""
    for candidate in expected:
        if candidate[:3] != fact[:3] or "%" in (candidate[3], fact[3]):
            continue
        if fuzz.ratio(candidate[3], fact[3].replace("rn", "m")) >= 50:
            return candidate
    return fact
