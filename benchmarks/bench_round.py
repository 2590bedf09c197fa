"""A province's round: opening, the council's matrix, an edition's correction, a large tree.

    python benchmarks/bench_round.py [--agencies N]

On SQLite in a temporary folder, or on PARINDEX_DATABASE. Medians with the limits of issue 3; the
benchmark fails where one is missed. The tree has 100 components and 400 pieces of evidence, of an
edition composed for it. Beside the time that passed stands the processor's: on a machine that does
other work as well, only that is the product's.
"""

import argparse
import gzip
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RUNS = 7
# Seconds, queries (None: no limit).
Limit = tuple[float, int | None]
LIMITS: dict[str, Limit] = {
    "opening of the round": (5.0, None),
    "council's matrix": (0.4, 15),
    "council's matrix, its page": (0.4, 15),
    "correction of the edition": (2.0, None),
    "tree of 100 components, 400 pieces of evidence": (0.15, 12),
}


@dataclass(frozen=True)
class Run:
    """Seconds on the clock and of the processor, queries, and what the work gave."""

    seconds: float
    processor: float
    queries: int
    result: Any


def set_up(data: Path) -> None:
    os.environ["PARINDEX_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def measured(work: Callable[[], Any]) -> Run:
    """One run, its queries counted on their way.

    Django's own log of queries is not asked: it keeps 9,000, and to write a query down SQLite is
    asked how each of its values reads.
    """
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        begun, begun_processor = time.perf_counter(), time.process_time()
        result = work()
        processor = time.process_time() - begun_processor
        seconds = time.perf_counter() - begun
    return Run(seconds, processor, queries, result)


def client_of(person: Any) -> Any:
    """A browser that accepts compressed pages, signed in."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"})
    client.force_login(person)
    return client


def tree_page(officer: Any) -> Callable[[], Any]:
    """Asking for the page of the tree."""
    client = client_of(officer)

    def ask() -> Any:
        answer = client.get("/scoring/")
        assert answer.status_code == 200
        return answer

    rows = ask().content.decode().split(" is-scored")[1:]
    # Each component with its four pieces of evidence.
    assert len([row for row in rows if ">4</td>" in row]) == 100
    return ask


def matrix_page(secretary: Any, one_round: Any) -> Callable[[], Any]:
    """Asking for the matrix's page as a browser does, and what comes over the line."""
    from django.urls import reverse

    client = client_of(secretary.user)
    address = reverse("council-matrix", args=[one_round.pk])

    def ask() -> Any:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer

    return ask


def told(name: str, runs: list[Run], limits: Mapping[str, Limit] = LIMITS) -> bool:
    """Print a figure beside its limit; whether it keeps it."""
    seconds = statistics.median(run.seconds for run in runs)
    processor = statistics.median(run.processor for run in runs)
    queries = max(run.queries for run in runs)
    most_seconds, most_queries = limits[name]
    kept = seconds < most_seconds and (most_queries is None or queries <= most_queries)
    limit = f"limit {most_seconds * 1000:.0f} ms"
    if most_queries:
        limit += f", {most_queries} queries"
    figures = f"{seconds * 1000:8.1f} ms {processor * 1000:8.1f} ms of CPU {queries:6} queries"
    print(f"{name:<48} {figures}   ({limit}){'' if kept else '  MISSED'}", flush=True)
    return kept


def warm(work: Callable[[], Any]) -> list[Run]:
    """The runs after the first."""
    return [measured(work) for _ in range(RUNS + 1)][1:]


def main() -> int:
    """Print a line a figure; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=170)
    count = parser.parse_args().agencies
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as folder:
        data = Path(folder)
        set_up(data)
        kept = figures(data, count)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"peak memory {peak} MB")
    return 0 if all(kept) else 1


def figures(data: Path, count: int) -> list[bool]:
    """Measure everything in its order; whether each limit is kept."""
    from parindex.rounds.queries import council_matrix
    from parindex.rounds.services import correct_edition, open_round
    from round_inputs import YEAR, agency_of_100, corrected, fill, plan_of, province

    secretary, agencies, edition = province(count)
    print(f"{count} agencies, 53 components; medians of {RUNS} runs (opening: one)")
    opening = measured(lambda: open_round(secretary, plan_of("2021", YEAR, agencies, edition)))
    kept = [told("opening of the round", [opening])]
    one_round = opening.result
    fill(one_round)
    kept.append(told("council's matrix", warm(lambda: council_matrix(secretary, one_round))))
    pages = warm(matrix_page(secretary, one_round))
    kept.append(told("council's matrix, its page", pages))
    sent = pages[-1].result.content
    print(f"    {len(gzip.decompress(sent)) >> 10} kB of HTML, {len(sent) >> 10} kB compressed")
    now = datetime(YEAR, 12, 30, tzinfo=UTC)
    corrections = []
    for number in range(RUNS):
        new = corrected(data, number)
        corrections.append(
            measured(lambda new=new: correct_edition(secretary, one_round, new, "Đo", now=now))
        )
    kept.append(told("correction of the edition", corrections))
    officer = agency_of_100(secretary, agencies[0], data)
    kept.append(told("tree of 100 components, 400 pieces of evidence", warm(tree_page(officer))))
    return kept


if __name__ == "__main__":
    sys.exit(main())
