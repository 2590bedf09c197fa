"""The dossiers behind each number, and the open ones by when they fall due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any, Literal

import polars as pl

from parindex_dossiers.answers import Question, files_within
from parindex_dossiers.catalogue import INDICATOR_BY_CODE
from parindex_dossiers.engines import EmbeddedEngine
from parindex_dossiers.measures import Expression, on_time_at_end, open_at_end, settled_in
from parindex_dossiers.periods import Period
from parindex_dossiers.store import Store


@dataclass(frozen=True)
class Behind:
    """A page of the dossiers behind a number; ``total`` is how many there are."""

    total: int
    dossiers: list[dict[str, Any]]


ORDERS = ("code", "unit", "procedure", "received_at", "appointed_at", "ended_at", "working_days")
_SHOWN = (
    "code",
    "agency",
    "unit",
    "procedure",
    "channel",
    "received_at",
    "appointed_at",
    "ended_at",
    "on_time",
    "early",
    "late",
    "late_objective",
    "objective_reason",
    "recorded_cause",
    "apology",
    "level3",
    "level4",
    "with_fee",
    "paid_online",
    "on_time_until",
    "working_days",
)


def dossiers_behind(
    store: Store,
    question: Question,
    indicator: str,
    part: Literal["numerator", "denominator", "rest"] = "numerator",
    offset: int = 0,
    limit: int | None = 50,
    order: str = "code",
    words: str = "",
) -> Behind:
    """The very dossiers that a numerator or denominator counts, a page at a time.

    ``rest``: what the denominator counts and the numerator does not.
    ``order`` is one of ``ORDERS``, after ``-`` the other way round; ``words`` is part of a code.
    ``limit`` None: all. ``question.by`` is of no effect; name the place in ``question.where``.
    For an indicator of procedures these are the dossiers that make a procedure count.
    """
    manifest = store.filled_manifest()
    wanted = INDICATOR_BY_CODE[indicator]
    files = files_within(manifest, question.period)
    if not files:
        return Behind(0, [])
    engine = EmbeddedEngine()
    dossiers = engine.table([store.path(file.path) for file in files])
    names = wanted.numerator if part == "numerator" else wanted.denominator
    within = dossiers.filter(_are_counted(dossiers, names, question.period))
    if part == "rest":
        within = within.filter(~_are_counted(within, wanted.numerator, question.period))
    for dimension, places in question.where.items():
        within = within.filter(within[dimension].cast("string").isin(list(places)))
    if words:
        within = within.filter(within.code.lower().contains(words.lower()))
    total = engine.rows(within.aggregate(total=within.count()))
    keys = dict.fromkeys((order.removeprefix("-"), "code"))
    columns = [within[key].desc() if f"-{key}" == order else within[key] for key in keys]
    page = within.select(*_SHOWN).order_by(columns).limit(limit, offset=offset)
    rows = engine.rows(page).to_pylist()
    return Behind(total.column("total")[0].as_py(), rows)


def _are_counted(dossiers: Expression, names: Sequence[str], period: Period) -> Expression:
    """Whether one of the measures counts a dossier in the period."""
    counted = (_is_counted(dossiers, name, period) for name in names)
    return reduce(lambda left, right: left | right, counted).fill_null(False)


def _is_counted(dossiers: Expression, measure: str, period: Period) -> Expression:
    """Whether a measure counts a dossier in the period."""
    span = period.span
    if measure == "settled":
        return settled_in(dossiers, span)
    if measure == "open":
        return open_at_end(dossiers, span)
    if measure == "open_on_time":
        return open_at_end(dossiers, span) & on_time_at_end(dossiers, span)
    if measure.startswith("open_"):
        return open_at_end(dossiers, span) & dossiers[measure.removeprefix("open_")]
    return settled_in(dossiers, span) & dossiers[measure]


_OPEN_COLUMNS = (
    *("code", "agency", "unit", "field", "procedure", "channel", "received_at", "appointed_at"),
    *("on_time_until", "objective_reason"),
)


def open_dossiers(
    store: Store, at: datetime, due_before: datetime | None = None, late: bool = False
) -> pl.DataFrame:
    """Dossiers not ended: all, those due before a moment, or those late at ``at``; by due moment.

    Columns: code, agency, unit, field, procedure, channel, received_at, appointed_at,
    on_time_until, objective_reason.
    """
    manifest = store.filled_manifest()
    frames = [
        pl.scan_parquet(store.path(file.open_path)).select(_OPEN_COLUMNS)
        for file in manifest.files
        if file.open_path
    ]
    if not frames:
        return pl.DataFrame()
    rows = pl.concat(frames)
    until = pl.col("on_time_until")
    if late:
        rows = rows.filter(until < at)
    elif due_before is not None:
        rows = rows.filter(until.is_between(at, due_before))
    return rows.sort("on_time_until", "code").collect()


def latest_day(store: Store) -> date | None:
    """The last day on which a stored dossier was received or ended; None for an empty store."""
    moments = [
        text
        for file in store.manifest().files
        for text in (file.received_to, file.ended_to)
        if text
    ]
    return datetime.fromisoformat(max(moments)).date() if moments else None
