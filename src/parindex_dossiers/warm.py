"""Warm answers: periods that the cube can tell without a look at the dossiers, exactly.

A period from the first of a month to the last day of one; or, for a period that is still running,
to a day after which nothing is recorded: its settled dossiers are then those of the whole months,
and those still open are few and kept in files of their own.
"""

from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path

import polars as pl

from parindex_dossiers.engines import EmbeddedEngine
from parindex_dossiers.measures import (
    MEASURES,
    Expression,
    open_of_cube,
    open_sums,
    settled_of_cube,
)
from parindex_dossiers.periods import Period
from parindex_dossiers.places import DIMENSIONS, Places, open_places
from parindex_dossiers.store import Manifest, Store


@dataclass(frozen=True)
class _Held:
    """The cube of one state of the store in memory; ``narrow`` has the channels added up."""

    engine: EmbeddedEngine
    whole: Expression
    narrow: Expression


@lru_cache(maxsize=4)
def _held(cube: Path, groups: Path) -> _Held:
    # Neither file is ever written again under its name.
    engine = EmbeddedEngine(streaming=False)
    frame = pl.read_parquet(cube).with_columns(pl.col(MEASURES).cast(pl.Int32))
    whole = frame.join(open_places(groups).table, on="group_id", how="left").drop("group_id")
    keys = ["month", *(dimension for dimension in DIMENSIONS if dimension != "channel")]
    narrow = whole.group_by(keys).agg(pl.col(MEASURES).sum()).sort(keys)
    return _Held(engine, engine.hold(whole.sort(*keys, "channel")), engine.hold(narrow))


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


def measures_from_cube(
    store: Store,
    manifest: Manifest,
    period: Period,
    keys: list[str],
    within: dict[str, list[int]],
) -> pl.DataFrame:
    """All measures of a warm period by keys; keys may come in two rows to be added up.

    ``within`` narrows dimensions to the places with these numbers.
    """
    groups = store.path(manifest.groups or "")
    engine, cube = _narrowed(store, manifest, keys, within)
    first = period.first.year * 12 + period.first.month - 1
    last = period.last.year * 12 + period.last.month - 1
    settled = engine.rows(settled_of_cube(cube, (first, last), keys))
    parts = [pl.DataFrame(pl.from_arrow(settled))]
    if period.whole_months is not None:
        still_open = engine.rows(open_of_cube(cube, last, keys))
        parts.append(pl.DataFrame(pl.from_arrow(still_open)))
    else:
        parts.append(
            _still_open(store, manifest, period, open_places(groups), within).select(
                parts[0].columns
            )
        )
    return pl.concat(parts)


def measures_by_month(
    store: Store, manifest: Manifest, months: tuple[int, int], within: dict[str, list[int]]
) -> dict[int, pl.DataFrame]:
    """All measures of each of some months by procedure, from two looks at the cube.

    ``months``: the first and the last, since the year 0; procedures come in rows to be added up.
    """
    engine, cube = _narrowed(store, manifest, ["procedure"], within)
    keys = ["month", "procedure"]
    settled = pl.DataFrame(pl.from_arrow(engine.rows(settled_of_cube(cube, months, keys))))
    # What is open at a month's end is the sum of all changes up to it.
    changes = pl.DataFrame(pl.from_arrow(engine.rows(open_of_cube(cube, months[1], keys))))
    return {
        month: pl.concat(
            [settled.filter(pl.col("month") == month), changes.filter(pl.col("month") <= month)]
        ).drop("month")
        for month in range(months[0], months[1] + 1)
    }


def _narrowed(
    store: Store, manifest: Manifest, keys: list[str], within: dict[str, list[int]]
) -> tuple[EmbeddedEngine, Expression]:
    """The cube that can be cut by the keys, of the places in ``within``, and its engine."""
    held = _held(store.path(manifest.cube or ""), store.path(manifest.groups or ""))
    cube = reduce(
        lambda table, entry: table.filter(table[entry[0]].isin(entry[1])),
        within.items(),
        held.whole if "channel" in (*keys, *within) else held.narrow,
    )
    return held.engine, cube


def _still_open(
    store: Store,
    manifest: Manifest,
    period: Period,
    places: Places,
    within: dict[str, list[int]],
) -> pl.DataFrame:
    """The open measures at the end of a running period, from the open dossiers themselves."""
    paths = [store.path(file.open_path) for file in manifest.files if file.open_path]
    schema = {**places.table.schema, **dict.fromkeys(MEASURES, pl.Int64)}
    if not paths:
        return pl.DataFrame(schema=schema)
    engine = EmbeddedEngine()
    counted = engine.rows(open_sums(engine.table(paths), period.span))
    placed = pl.DataFrame(pl.from_arrow(counted)).join(places.table, on="group_id")
    for name, numbers in within.items():
        placed = placed.filter(pl.col(name).is_in(numbers))
    return placed
