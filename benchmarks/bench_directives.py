"""Precision and recall of reading directives over the corpus, clean and degraded, and its speed.

.venv/bin/python benchmarks/bench_directives.py [--misses] [--corpus DIR] [--level NAME]
"""

import argparse
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # run as a script, the folder of the script is on the path instead
    sys.path.insert(0, str(ROOT))

from benchmarks.directive_corpus import (  # noqa: E402
    CATEGORIES,
    CORPUS,
    HEADER,
    Paper,
    Tally,
    compare,
    header_misses,
    load_papers,
)
from benchmarks.directive_degradation import confuse, rewrap, strip_diacritics  # noqa: E402
from benchmarks.directive_shapes import SHAPES  # noqa: E402
from parindex_core.directives import Unit, load_units, read_directive  # noqa: E402

SEEDS = (1, 2, 3, 4, 5)
MEGABYTE = 1_000_000


def _confused(rate: float) -> Callable[[str, int], str]:
    return lambda text, seed: confuse(text, rate, seed)


# level → (how a clean text becomes one of that level, the seeds or widths it is tried with)
LEVELS: dict[str, tuple[Callable[[str, int], str], tuple[int, ...]]] = {
    "clean": (lambda text, seed: text, (0,)),
    "stripped": (lambda text, seed: strip_diacritics(text), (0,)),
    "ocr-2": (_confused(0.02), SEEDS),
    "ocr-5": (_confused(0.05), SEEDS),
    "ocr-10": (_confused(0.10), SEEDS),
    "rewrapped": (rewrap, (48, 64, 88)),
}
SCANNED = "scanned"  # papers whose text an OCR left; read as they are


def measure(
    papers: list[Paper], level: str, on_paper: Callable[[Paper, int, dict[str, Tally]], None]
) -> tuple[dict[str, Tally], list[str]]:
    """Micro-averaged tallies by category at a level, and the misread fields of the heads."""
    total = {category: Tally() for category in CATEGORIES}
    heads: list[str] = []
    for paper, seed, text in texts(papers, level):
        reading = read_directive(text, load_units(paper.units_path)).to_json()
        tallies = compare(paper.answers, reading)
        heads += [
            f"{paper.name} seed {seed} {miss}" for miss in header_misses(paper.answers, reading)
        ]
        on_paper(paper, seed, tallies)
        for category, tally in tallies.items():
            total[category].add(tally)
    return total, heads


def texts(papers: list[Paper], level: str) -> Iterator[tuple[Paper, int, str]]:
    """Each paper that the level is meant for, with the seed and the text to read."""
    if level == SCANNED:
        yield from ((paper, 0, paper.text) for paper in papers if paper.scanned)
        return
    degrade, seeds = LEVELS[level]
    for paper in papers:
        if not paper.scanned:
            yield from ((paper, seed, degrade(paper.text, seed)) for seed in seeds)


def print_misses(paper: Paper, seed: int, tallies: dict[str, Tally]) -> None:
    """One line a fact that was missed (expected −) or wrongly read (got +)."""
    for category, tally in tallies.items():
        lines = [("- expected", fact) for fact in tally.missed]
        lines += [("+ got     ", fact) for fact in tally.wrong]
        for sign, fact in sorted(lines, key=lambda line: line[1]):
            print(f"    {paper.name} seed {seed}  {category:<9} {sign}  {' · '.join(fact)}")


def print_quality(papers: list[Paper], levels: list[str], misses: bool) -> None:
    """The table of precision, recall and F1."""
    print(
        f"{'level':<10} {'':<10}" + "".join(f"{name:>11}" for name in CATEGORIES) + f"{'head':>9}"
    )
    for level in levels:
        tried = len(list(texts(papers, level)))
        if not tried:
            continue
        total, heads = measure(papers, level, print_misses if misses else lambda *_: None)
        if misses:
            for head in heads:
                print(f"    {head}")
        for name in ("precision", "recall", "f1"):
            figures = "".join(f"{getattr(total[c], name):>11.4f}" for c in CATEGORIES)
            fields = tried * len(HEADER)
            head = f"{1 - len(heads) / fields:>9.4f}" if name == "recall" else ""
            print(f"{level:<10} {name:<10}{figures}{head}")


def print_speed(papers: list[Paper]) -> None:
    """Median time of five readings of a megabyte, and the peak of one more."""
    joined = "\n".join(paper.text for paper in papers)
    text = (
        (joined * (MEGABYTE // len(joined.encode()) + 1))
        .encode()[:MEGABYTE]
        .decode(errors="ignore")
    )
    units = load_units(papers[0].units_path)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        read_directive(text, units).to_json()
        seconds.append(time.perf_counter() - start)
    tracemalloc.start()
    read_directive(text, units).to_json()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(
        f"1 MB of text: {statistics.median(seconds):.3f} s (median of 5), peak {peak / 1e6:.0f} MB"
    )


def print_growth(papers: list[Paper]) -> None:
    """What ten times the text costs, for each shape that repeats without end."""
    units = load_units(papers[0].units_path)
    for shape, text in SHAPES.items():
        tenth, whole = (_seconds(text[:length], units) for length in (len(text) // 10, len(text)))
        print(f"1 MB of {shape}: {whole:.3f} s, {whole / tenth:.1f} times a tenth of it")


def _seconds(text: str, units: Sequence[Unit]) -> float:
    """Median time of three readings."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        read_directive(text, units)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of papers and answers")
    parser.add_argument("--misses", action="store_true", help="list every miss and wrong reading")
    parser.add_argument("--level", action="append", choices=[*LEVELS, SCANNED])
    parser.add_argument("--no-speed", action="store_true", help="leave the timing out")
    options = parser.parse_args()
    papers = load_papers(options.corpus)
    print(f"{len(papers)} papers in {options.corpus.name}")
    print_quality(papers, options.level or [*LEVELS, SCANNED], options.misses)
    if not options.no_speed:
        print_speed(papers)
        print_growth(papers)


if __name__ == "__main__":
    main()
