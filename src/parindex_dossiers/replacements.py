"""What a load replaced: each dossier with the facts that it said before and what it says since."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from parindex_dossiers.resolution import FACTS
from parindex_dossiers.store import Manifest, Store


@dataclass(frozen=True)
class Change:
    """A fact (column of ``resolution.FACTS``) before a load and after it."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Replacement:
    """A dossier that a load replaced; only the facts that differ."""

    code: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Replacements:
    """A page of what a load replaced; ``total`` dossiers in all."""

    total: int
    dossiers: list[Replacement]


def replaced_by(store: Store, sequence: int, offset: int = 0, limit: int = 50) -> Replacements:
    """The dossiers that a load replaced, by code, a page at a time.

    What a dossier says since is what the load brought, even where a later load replaced it again.
    """
    manifest = store.manifest()
    histories = {_sequence_of(name): store.path(name) for name in manifest.history}
    if sequence not in histories:
        return Replacements(0, [])
    replaced = pl.scan_parquet(histories[sequence])
    total = replaced.select(pl.len()).collect().item()
    before = replaced.select(FACTS).sort("code").slice(offset, limit).collect()
    later = [path for number, path in sorted(histories.items()) if number > sequence]
    after = _facts_since(store, manifest, before["code"].to_list(), later)
    return Replacements(
        total,
        [
            Replacement(row["code"], _changes(row, after[row["code"]]))
            for row in before.iter_rows(named=True)
        ],
    )


def _sequence_of(name: str) -> int:
    """The load of “history/3.parquet”."""
    return int(Path(name).stem)


def _facts_since(
    store: Store, manifest: Manifest, codes: Sequence[str], later: Sequence[Path]
) -> dict[str, dict[str, Any]]:
    """What each dossier said after: as the next load replaced it, else as it stands now."""
    found: dict[str, dict[str, Any]] = {}
    for path in (*later, *(store.path(file.path) for file in manifest.files)):
        missing = [code for code in codes if code not in found]
        if not missing:
            break
        rows = pl.scan_parquet(path).select(FACTS).filter(pl.col("code").is_in(missing)).collect()
        found.update({row["code"]: row for row in rows.iter_rows(named=True)})
    return found


def _changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(column, before[column], after[column])
        for column in FACTS
        if before[column] != after[column]
    )
