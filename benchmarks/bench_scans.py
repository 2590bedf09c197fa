"""Recall of reading scanned papers: set on A4, scanned badly, recognised by Tesseract, then read.

.venv/bin/python benchmarks/bench_scans.py [--corpus DIR] [--all] [--misses] [--tilt DEGREES]
    [--noise LEVELS]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # run as a script, the folder of the script is on the path instead
    sys.path.insert(0, str(ROOT))

from benchmarks.bench_directives import print_misses  # noqa: E402
from benchmarks.directive_corpus import (  # noqa: E402
    CATEGORIES,
    CORPUS,
    Paper,
    Tally,
    compare,
    load_papers,
)
from benchmarks.directive_scans import as_pdf, as_scanned_pdf, scanned  # noqa: E402
from parindex_core.directives import load_units, read_directive  # noqa: E402
from parindex_intake.joining import joined  # noqa: E402
from parindex_intake.kinds import Kind  # noqa: E402
from parindex_intake.reading import read  # noqa: E402

SEED = 7


def one_of_each_kind(papers: list[Paper]) -> Iterator[Paper]:
    """The first paper of each kind that has tables or numbers, as they come; scans left out."""
    seen: set[str] = set()
    for paper in papers:
        kind = str(paper.answers["kind"])
        if not paper.scanned and kind not in seen:
            seen.add(kind)
            yield paper


def text_of_scan(paper: Paper, seed: int, tilt: float, noise: float) -> str:
    """What is recognised on a bad scan of the paper."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(as_scanned_pdf(scanned(as_pdf(paper.text), seed, tilt, noise)))
        return joined([page.text for page in read(path, Kind.PDF, Path(folder))])


def tallies_of(paper: Paper, text: str) -> dict[str, Tally]:
    """The text's reading against the paper's answers."""
    reading = read_directive(text, load_units(paper.units_path)).to_json()
    return compare(paper.answers, reading)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of papers and answers")
    parser.add_argument("--all", action="store_true", help="every paper, not one of each kind")
    parser.add_argument("--misses", action="store_true", help="list every miss and wrong reading")
    parser.add_argument("--tilt", type=float, default=0.8, help="degrees")
    parser.add_argument("--noise", type=float, default=14.0, help="deviation in levels of grey")
    options = parser.parse_args()
    papers = load_papers(options.corpus)
    chosen = [p for p in papers if not p.scanned] if options.all else one_of_each_kind(papers)
    total = {category: Tally() for category in CATEGORIES}
    print(f"{'paper':<36} {'':>6}" + "".join(f"{name:>11}" for name in CATEGORIES))
    for paper in chosen:
        start = time.perf_counter()
        text = text_of_scan(paper, SEED, options.tilt, options.noise)
        seconds = time.perf_counter() - start
        tallies = tallies_of(paper, text)
        figures = "".join(f"{tallies[category].recall:>11.4f}" for category in CATEGORIES)
        print(f"{paper.name:<36} {seconds:>5.1f}s{figures}", flush=True)
        if options.misses:
            print_misses(paper, SEED, tallies)
        for category, tally in tallies.items():
            total[category].add(tally)
    for name in ("recall", "precision"):
        figures = "".join(f"{getattr(total[c], name):>11.4f}" for c in CATEGORIES)
        print(f"{name:<36} {'':>6}{figures}")


if __name__ == "__main__":
    main()
