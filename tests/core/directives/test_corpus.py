"""The aims of reading: 0.98 on clean papers, 0.95 with 5 % of the characters misread."""

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from benchmarks.directive_corpus import CATEGORIES, Paper, Tally, compare, load_papers
from benchmarks.directive_degradation import confuse, rewrap, strip_diacritics

from parindex_core.directives import load_units, read_directive

PAPERS = load_papers()
COMPOSED = [paper for paper in PAPERS if not paper.scanned]


def tallies_over(
    papers: list[Paper], *degradations: Callable[[str], str]
) -> tuple[dict[str, Tally], dict[str, list[str]]]:
    """Micro-averaged tallies over papers in each degradation, and a line for every miss."""
    total = {category: Tally() for category in CATEGORIES}
    lines: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for paper, degrade in product(papers, degradations):
        units = load_units(paper.units_path)
        reading = read_directive(degrade(paper.text), units).to_json()
        for category, tally in compare(paper.answers, reading).items():
            total[category].add(tally)
            lines[category] += [f"{paper.name}: - expected {fact}" for fact in tally.missed]
            lines[category] += [f"{paper.name}: + got      {fact}" for fact in tally.wrong]
    return total, lines


def assert_aim(total: dict[str, Tally], lines: dict[str, list[str]], aim: float) -> None:
    below = [c for c in CATEGORIES if min(total[c].precision, total[c].recall) < aim]
    report = [
        "\n".join(
            [
                f"{c}: precision {total[c].precision:.4f}, recall {total[c].recall:.4f} < {aim}",
                *(f"  {line}" for line in lines[c]),
            ]
        )
        for c in below
    ]
    assert not below, "\n".join(report)


def test_clean_papers_are_read_to_98_percent() -> None:
    assert_aim(*tallies_over(COMPOSED, lambda text: text), aim=0.98)


@pytest.mark.parametrize(
    "degrade",
    [strip_diacritics, rewrap, lambda text: confuse(text, 0.02, 1)],
    ids=["stripped", "rewrapped", "ocr-2"],
)
def test_lighter_damage_is_read_to_95_percent(degrade: Callable[[str], str]) -> None:
    assert_aim(*tallies_over(COMPOSED, degrade), aim=0.95)


def test_papers_with_5_percent_misread_are_read_to_95_percent() -> None:
    degradations = [partial(confuse, rate=0.05, seed=seed) for seed in (1, 2, 3, 4, 5)]
    assert_aim(*tallies_over(COMPOSED, *degradations), aim=0.95)


def test_the_scanned_conclusion_is_read_in_full() -> None:
    scanned = [paper for paper in PAPERS if paper.scanned]
    assert_aim(*tallies_over(scanned, lambda text: text), aim=1.0)
