"""This engine against openfisca-core on the same 53 rules and the same values, in one run.

Measured from values in memory to every component's points, the total. Loading
the framework and building the tax-benefit system are measured apart, once. Medians of several runs;
peak memory by tracemalloc in a run of its own. Points are compared with exact rationals computed by
a third, plain implementation (scoring_inputs.exact_points).
"""

import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scoring_openfisca as peer
from parindex_core.framework import Framework, find_edition, load_framework
from parindex_core.scoring import score_many
from scoring_inputs import agencies, exact_points

SIZES = {1: 51, 150: 25, 4_000: 15}  # agencies: runs
BUILDER = "openfisca-core, situation builder"
BUILDER_RUNS = {1: 51, 150: 5, 4_000: 1}  # its documented way in takes very long


def ours(framework: Framework, values: dict[str, Any]) -> dict[str, Any]:
    """Scores with their totals; explanations are made when somebody asks for them."""
    scores = score_many(framework, values)
    for score in scores.values():
        _ = score.points
    return scores


def timed(work: Callable[[], Any]) -> float:
    """Seconds of one run, with the collector at rest as in timeit."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    gc.enable()
    return seconds


def peak_megabytes(work: Callable[[], Any]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


def differences(framework: Framework, values: dict[str, Any]) -> tuple[int, int, int]:
    """Component points that differ from exact rationals: ours, the peer's; and how many in all."""
    system = peer.build_system(framework)
    ours_by_agency = ours(framework, values)
    theirs = peer.score_by_arrays(system, framework, values)
    wrong_ours = wrong_theirs = count = 0
    for row, (agency, given) in enumerate(values.items()):
        for component in framework.components:
            exact = exact_points(component, given[component.key])
            count += 1
            wrong_ours += ours_by_agency[agency].components[component.key].points != exact
            wrong_theirs += Decimal(f"{float(theirs[component.key][row]):.2f}") != exact
    return wrong_ours, wrong_theirs, count


def main() -> None:
    start = time.perf_counter()
    framework = load_framework(find_edition("department-template"))
    loaded = time.perf_counter() - start
    start = time.perf_counter()
    system = peer.build_system(framework)
    built = time.perf_counter() - start
    print(f"once: our framework loaded in {loaded * 1000:.0f} ms (checks included), ", end="")
    print(f"the peer's system built in {built * 1000:.0f} ms")
    print(f"{'agencies':>8} {'engine':<34} {'median ms':>10} {'peak MB':>8} {'not exact':>18}")
    for size, runs in SIZES.items():
        values = agencies(framework, size)
        described = peer.situation(framework, values)
        engines: dict[str, Callable[[], Any]] = {
            "parindex": lambda values=values: ours(framework, values),
            "openfisca-core, numpy arrays": lambda values=values: peer.score_by_arrays(
                system, framework, values
            ),
            BUILDER: lambda described=described: peer.score_by_builder(
                system, framework, described
            ),
        }
        wrong_ours, wrong_theirs, count = differences(framework, values)
        seconds: dict[str, list[float]] = {name: [] for name in engines}
        for run in range(runs):  # in turns, so that a busy moment of the machine hits all alike
            for name, work in engines.items():
                if name != BUILDER or run < BUILDER_RUNS[size]:
                    seconds[name].append(timed(work))
        for name, work in engines.items():
            wrong = wrong_ours if name == "parindex" else wrong_theirs
            median = statistics.median(seconds[name]) * 1000
            print(
                f"{size:>8} {name:<34} {median:>10.2f} {peak_megabytes(work):>8.1f} "
                f"{f'{wrong} of {count}':>18}"
            )


if __name__ == "__main__":
    main()
