"""A store of 100,000 dossiers with every oddity, loaded once a worker."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.dossiers.odd_rows import LIMITS, ON_PAPER, PROCEDURES, odd_rows, write_export

from parindex_dossiers.importing import import_exports
from parindex_dossiers.store import Store


@pytest.fixture(scope="session")
def odd_dossiers() -> list[dict[str, Any]]:
    """The rows of the store of oddities."""
    return list(odd_rows(100_000, seed=766))


@pytest.fixture(scope="session")
def procedures_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Longest times and results on paper, as a catalogue gives them."""
    path = tmp_path_factory.mktemp("procedures") / "procedures.json"
    entries = [
        {"code": code, "working_days": LIMITS.get(code), "result_on_paper": code in ON_PAPER}
        for code in PROCEDURES
    ]
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def odd_store(
    tmp_path_factory: pytest.TempPathFactory,
    odd_dossiers: list[dict[str, Any]],
    procedures_file: Path,
) -> Store:
    """The store of oddities: loaded in two exports."""
    folder = tmp_path_factory.mktemp("odd")
    half = len(odd_dossiers) // 2
    exports = [
        write_export(folder / "first.csv", odd_dossiers[:half]),
        write_export(folder / "second.csv", odd_dossiers[half:], delimiter=","),
    ]
    store = Store(folder / "data")
    reports = import_exports(store, exports, procedures=procedures_file)
    assert [report.load.rejected for report in reports] == [0, 0], reports[0].listed[:5]
    return store
