"""One paper of each kind as a bad scan of it is read: who, by when, how much."""

import pytest
from benchmarks.bench_scans import SEED, one_of_each_kind, tallies_of, text_of_scan
from benchmarks.directive_corpus import Tally, load_papers

LEAST = 0.9
PAPERS = list(one_of_each_kind(load_papers()))


@pytest.fixture(scope="module")
def read_papers() -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for paper in PAPERS:
        text = text_of_scan(paper, SEED, tilt=0.8, noise=14.0)
        for category, tally in tallies_of(paper, text).items():
            total.setdefault(category, Tally()).add(tally)
    return total


def test_there_is_a_paper_of_every_kind():
    assert {paper.answers["kind"] for paper in PAPERS} == {
        "conclusion", "conclusion_notice", "notice", "dispatch", "telegram", "plan", "decision",
        "instruction",
    }  # fmt: skip


@pytest.mark.parametrize("category", ["units", "deadlines", "targets"])
def test_a_tilted_grainy_scan_is_recalled(needs_tesseract, read_papers, category):
    tally = read_papers[category]
    assert tally.found > 10
    assert tally.recall >= LEAST, tally.missed
