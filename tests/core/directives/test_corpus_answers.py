"""The corpus itself: answers that stand in their papers, repeatable damage, fair tallies."""

import re
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

import pytest
import yaml
from benchmarks.directive_corpus import CATEGORIES, Paper, compare, load_papers
from benchmarks.directive_degradation import confuse, rewrap, strip_diacritics

from parindex_core.vietnamese.folding import fold

PAPERS = load_papers()
COMPOSED = [paper for paper in PAPERS if not paper.scanned]
NO_DAY = {"date": None, "recurrence": None, "day": None}
every_composed_paper = pytest.mark.parametrize("paper", COMPOSED, ids=lambda paper: paper.name)


def reading_of(paper: Paper) -> dict[str, Any]:
    """A reading that says exactly what the answers say."""
    items = []
    for answer in paper.answers["items"]:
        deadline = answer.get("deadline")
        items.append(
            {
                "number": answer["number"],
                "all_units": answer.get("all_units", False) is True,
                "assignees": [{"unit": a["unit"]} for a in answer.get("assignees", ())],
                "deadline": deadline and {**NO_DAY, **deadline},
                "targets": list(answer.get("targets", ())),
                "tasks": [
                    {"deadline": {**NO_DAY, **_told(task["deadline"])}, "target": None}
                    for task in paper.answers.get("tasks", ())
                    if str(task["item"]) == answer["number"] and task.get("deadline")
                ],
            }
        )
    return {"citations": list(paper.answers["citations"]), "items": items}


def _told(deadline: date | dict[str, Any]) -> dict[str, Any]:
    """A task's deadline as an item's is written: a day alone stands for its date."""
    return deadline if isinstance(deadline, dict) else {"date": deadline}


def test_three_papers_and_more_of_each_of_six_kinds() -> None:
    kinds = Counter(paper.answers["kind"] for paper in COMPOSED)
    assert len([kind for kind, papers in kinds.items() if papers >= 3]) >= 6


@every_composed_paper
def test_the_paper_is_in_nfc_and_ends_its_last_line(paper: Paper) -> None:
    assert unicodedata.is_normalized("NFC", paper.text)
    assert paper.text.endswith("\n")


@every_composed_paper
def test_assignees_are_units_of_the_issuing_body(paper: Paper) -> None:
    keys = {unit["key"] for unit in yaml.safe_load(paper.units_path.read_text("utf-8"))["units"]}
    named = {a["unit"] for item in paper.answers["items"] for a in item.get("assignees", ())}
    assert named <= keys


@every_composed_paper
def test_numbers_of_items_are_unique_text(paper: Paper) -> None:
    numbers = [item["number"] for item in paper.answers["items"]]
    assert all(isinstance(number, str) for number in numbers)
    assert len(numbers) == len(set(numbers))


@every_composed_paper
def test_cited_numbers_and_dates_stand_in_the_text(paper: Paper) -> None:
    text = " ".join(fold(paper.text).split())
    for citation in paper.answers["citations"]:
        number = re.escape(fold(citation["number"]))
        on = citation["issued_on"]
        day = rf",? ngay 0?{on.day}(/| thang )0?{on.month}(/| nam ){on.year}" if on else ""
        # “số 5120/VPUBND-KSTT ngày 24/9/2024”, or “Ngày 24/9/2024, Văn phòng … số 5120/VPUBND-KSTT”
        before = rf"{day[2:]}, [^.;]{{0,80}}{number}" if on else number
        same_day = rf"{day[2:]}.{{0,300}}{number} cung ngay" if on else number
        ways = (number + day, before, same_day)
        assert any(re.search(way, text) for way in ways), citation


@every_composed_paper
def test_targets_stand_in_the_text(paper: Paper) -> None:
    text = " ".join(fold(paper.text).split())
    for item in paper.answers["items"]:
        for target in item.get("targets", ()):
            whole, _, decimals = f"{target['value']:,}".partition(".")
            value = whole.replace(",", r"\.?") + (f",{decimals}" if decimals else "")
            # The first word: a cell of a table may break the noun.
            noun = re.escape(fold(target["unit"]).split()[0])
            assert re.search(rf"\b0?{value} ?{noun}", text), target


@every_composed_paper
def test_a_reading_of_the_answers_misses_nothing(paper: Paper) -> None:
    tallies = compare(paper.answers, reading_of(paper))
    assert {c: (t.missed, t.wrong) for c, t in tallies.items()} == {c: ([], []) for c in CATEGORIES}


def test_what_is_left_out_and_what_is_invented_is_counted() -> None:
    paper = next(p for p in COMPOSED if p.name.startswith("01-"))
    reading = reading_of(paper)
    reading["citations"][0] = {"number": "999/QĐ-TTg", "issued_on": None}
    second = reading["items"][1]
    second["assignees"] = [{"unit": "inspectorate"}]
    second["deadline"] = None
    tallies = compare(paper.answers, reading)
    assert tallies["units"].missed == [("2", "finance-planning"), ("2", "office")]
    assert tallies["units"].wrong == [("2", "inspectorate")]
    assert tallies["deadlines"].missed == [("2", "2022-05-10")]
    assert tallies["citations"].wrong == [("999/qd-ttg", "")]
    assert tallies["citations"].precision == tallies["citations"].recall == 2 / 3


def test_a_number_without_its_section_is_the_same_item_where_it_is_the_only_one() -> None:
    paper = next(p for p in COMPOSED if p.name.startswith("13-"))
    reading = reading_of(paper)
    for item in reading["items"]:
        item["number"] = item["number"].removeprefix("PL.")
    assert compare(paper.answers, reading)["items"].missed == []


@every_composed_paper
@pytest.mark.parametrize("rate", [0.02, 0.05, 0.10])
def test_confusions_are_repeatable_and_leave_the_lines(paper: Paper, rate: float) -> None:
    once, again = confuse(paper.text, rate, seed=1), confuse(paper.text, rate, seed=1)
    assert once == again != confuse(paper.text, rate, seed=2)
    assert once.count("\n") == paper.text.count("\n")


@every_composed_paper
def test_stripping_keeps_everything_but_the_diacritics(paper: Paper) -> None:
    stripped = strip_diacritics(paper.text)
    assert fold(stripped) == fold(paper.text)
    assert len(stripped) == len(paper.text)


@every_composed_paper
def test_rewrapping_adds_only_page_numbers(paper: Paper) -> None:
    def without_numbers_and_spaces(text: str) -> str:
        return re.sub(r"[\s\d]", "", text)

    assert without_numbers_and_spaces(rewrap(paper.text)) == without_numbers_and_spaces(paper.text)
