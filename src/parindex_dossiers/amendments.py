"""What an agency recorded of its dossiers beside the export: approved causes, apology letters.

The export's facts stay as they are; the resolution takes these in beside them, so that flags,
indicators and explanation agree. The owner of the records gives the whole of them each time: what
is no longer among them no longer counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from parindex_dossiers.basis import Basis
from parindex_dossiers.merging import rewrite_all, write_whole_cube
from parindex_dossiers.resolution import AMENDMENTS_SCHEMA
from parindex_dossiers.store import Manifest, Store


@dataclass(frozen=True)
class Amendment:
    """Of one dossier: the objective cause with its document; whether an apology was sent."""

    cause: str | None = None
    apology: bool = False


def amend_dossiers(store: Store, entries: Mapping[str, Amendment]) -> int:
    """Bring the records of all dossiers (by code) into the store; how many dossiers changed.

    Only the months that change are written anew. Codes that no dossier has yet wait for it.

    :raises StoreBusy: while a load runs.
    """
    with store.writing() as writing:
        manifest = writing.manifest
        before, after = _kept(store, manifest), _table(entries)
        changed = pl.concat([before, after]).filter(
            ~pl.struct(pl.all()).is_duplicated()  # what both have, twice, stays as it is
        )
        if changed.is_empty():
            return 0
        sequence = manifest.sequence + 1
        name = f"amendments/{sequence}.parquet"
        after.write_parquet(writing.stage(name))
        basis = Basis(store, None, writing.path_of(name))
        months = _months_of(store, manifest, changed)
        if basis.fingerprint != manifest.basis:
            # The calendar changed meanwhile: a part resolved by it and a part not would disagree.
            months = {file.month for file in manifest.files}
        files = rewrite_all(store, writing, sequence, basis.resolved, lambda *_: None, months)
        writing.commit(
            replace(
                manifest,
                sequence=sequence,
                files=files,
                cube=write_whole_cube(writing, sequence, files),
                amendments=name,
                basis=basis.fingerprint,
            )
        )
        return changed["code"].n_unique()


def _table(entries: Mapping[str, Amendment]) -> pl.DataFrame:
    rows = [(code, entry.cause, entry.apology) for code, entry in sorted(entries.items())]
    return pl.DataFrame(rows, schema=AMENDMENTS_SCHEMA, orient="row")


def _kept(store: Store, manifest: Manifest) -> pl.DataFrame:
    return read_amendments(store.path(manifest.amendments) if manifest.amendments else None)


def read_amendments(path: Path | None) -> pl.DataFrame:
    """``code``, ``recorded_cause``, ``recorded_apology``; empty without a file."""
    return pl.read_parquet(path) if path else pl.DataFrame(schema=AMENDMENTS_SCHEMA)


def _months_of(store: Store, manifest: Manifest, changed: pl.DataFrame) -> set[str]:
    codes = changed.lazy().select("code")
    return {
        file.month
        for file in manifest.files
        if pl.scan_parquet(store.path(file.path))
        .select("code")
        .join(codes, on="code", how="semi")
        .limit(1)
        .collect(engine="streaming")
        .height
    }
