"""A load that is killed leaves all or nothing; Ctrl+C leaves the store as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parindex_dossiers.answers import Question, indicators
from parindex_dossiers.importing import import_exports
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store
from parindex_dossiers.synthesis import Shape
from parindex_dossiers.synthetic_files import write_synthetic

LOADING = """
import sys
from pathlib import Path
from parindex_dossiers.importing import import_exports
from parindex_dossiers.store import Store
def told(text, share):
    print(text, share, flush=True)
import_exports(Store(Path(sys.argv[1])), [Path(sys.argv[2])], progress=told)
print("committed", flush=True)
"""


def total(store: Store) -> int:
    """Dossiers in hand in 2021, by the resolved dossiers and by the cube."""
    question = Question(parse_period("2021"), codes=["DOSSIER_ON_TIME"])
    cold, warm = (indicators(store, question, warm=warm)[0] for warm in (False, True))
    assert cold == warm
    return cold.denominator


def start_loading(store: Store, export: Path) -> "subprocess.Popen[str]":
    """A real process that loads, telling its steps."""
    return subprocess.Popen(
        [sys.executable, "-c", LOADING, str(store.data), str(export)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def loaded(tmp_path: Path) -> Store:
    """A store with one load of 2,000 dossiers."""
    store = Store(tmp_path / "data")
    write_synthetic(Shape(rows=2_000, seed=1), tmp_path / "before.csv", "csv")
    import_exports(store, [tmp_path / "before.csv"])
    return store


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8])
@pytest.mark.parametrize("step", ["next.csv", "ghi theo tháng"])
def test_a_killed_load_leaves_all_or_nothing(
    loaded: Store, tmp_path: Path, step: str, delay: float
) -> None:
    export = tmp_path / "next.csv"
    write_synthetic(Shape(rows=30_000, seed=2), export, "csv")
    nothing = total(loaded)
    process = start_loading(loaded, export)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(step):
            break
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    count = total(loaded)
    # The codes of both exports differ in part, so a replaced dossier would show here too.
    loads = len(loaded.manifest().loads)
    assert (count == nothing) if loads == 1 else (count > nothing)
    # The lock died with its process, and loading again completes the work exactly once.
    import_exports(loaded, [export])
    everything = total(loaded)
    assert everything > nothing
    assert len(loaded.manifest().loads) == 2
    assert loads == 1 or count == everything
    kept = {str(path.relative_to(loaded.root)) for path in loaded.root.rglob("*.parquet")}
    assert loaded.manifest().paths() <= kept | {loaded.manifest().names}


def test_ctrl_c_leaves_the_store_as_it_was(loaded: Store, tmp_path: Path) -> None:
    export = tmp_path / "next.csv"
    write_synthetic(Shape(rows=600_000, seed=2), export, "csv")
    before = loaded.manifest()
    process = start_loading(loaded, export)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=600)
    assert "KeyboardInterrupt" in errors
    assert process.returncode != 0
    assert loaded.manifest() == before
    assert not (loaded.root / "staging").exists()
