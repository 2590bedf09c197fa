"""Warm answers: periods that the cube can tell without a look at the dossiers, exactly.

A period from the first of a month to the last day of one; or, for a period that is still running,
to a day after which nothing is recorded: its settled dossiers are then those of the whole months,
and those still open are few and kept in files of their own.
"""

from functools import lru_cache
from pathlib import Path

import polars as pl

from parindex_dossiers.engines import EmbeddedEngine
from parindex_dossiers.measures import open_of_cube, open_sums, settled_of_cube
from parindex_dossiers.periods import Period
from parindex_dossiers.store import Manifest, Store


@lru_cache(maxsize=4)
def _cube(path: Path) -> EmbeddedEngine:
    """An engine that holds a cube in memory; a cube's file is never written again."""
    engine = EmbeddedEngine()
    engine.hold("cube", pl.read_parquet(path))
    return engine


def is_warm(manifest: Manifest, period: Period) -> bool:
    """Whether the cube tells this period exactly."""
    if manifest.cube is None or period.first.day != 1:
        return False
    return period.whole_months is not None or _is_running(manifest, period)


def _is_running(manifest: Manifest, period: Period) -> bool:
    """Whether nothing is recorded after the period's last day."""
    stop = period.span.stop.isoformat()
    moments = [text for file in manifest.files for text in (file.received_to, file.ended_to)]
    return all(text < stop for text in moments if text)


def measures_from_cube(store: Store, manifest: Manifest, period: Period) -> pl.DataFrame:
    """All measures of a warm period by ``group_id``; a group may come in two rows to add up."""
    holder = _cube(store.path(manifest.cube or ""))
    first = period.first.year * 12 + period.first.month - 1
    last = period.last.year * 12 + period.last.month - 1
    cube = holder.held("cube")
    settled = holder.rows(settled_of_cube(cube, first, last))
    parts = [pl.DataFrame(pl.from_arrow(settled))]
    if period.whole_months is not None:
        still_open = holder.rows(open_of_cube(cube, last))
    else:
        paths = [store.path(file.open_path) for file in manifest.files if file.open_path]
        if not paths:
            return parts[0]
        engine = EmbeddedEngine()
        still_open = engine.rows(open_sums(engine.table(paths), period.span, ("group_id",)))
    return pl.concat([*parts, pl.DataFrame(pl.from_arrow(still_open))])
