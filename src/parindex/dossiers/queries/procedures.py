"""Statistics of procedures: volumes, times against the legal time, channels, the months.

Times are working days used, of dossiers settled in the period. The median is the least number of
days in which half of them were settled, the 90th percentile that in which nine tenths were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from parindex.dossiers.agency_store import (
    agency_store,
    is_filled,
    running_period,
    store_names,
)
from parindex.dossiers.visibility import visible_codes
from parindex_dossiers.answers import files_within
from parindex_dossiers.coded_values import CHANNELS

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_dossiers.periods import Period
    from parindex_dossiers.store import Store

_COLUMNS = (
    *("procedure", "unit", "channel", "counted_from", "ended_at", "working_days"),
    *("limit_working_days", "on_time", "early", "late", "late_objective", "online"),
)


@dataclass(frozen=True)
class ProcedureFigures:
    """A procedure in a period. ``received`` in it; all others of the dossiers settled in it.

    ``limit`` is its longest time in working days as the catalogue has it; ``over_limit`` are the
    settled dossiers that used more.
    """

    code: str
    name: str | None
    received: int
    settled: int
    on_time: int
    early: int
    late: int
    late_objective: int
    online: int
    median_days: int | None
    percentile_90_days: int | None
    limit: int | None
    over_limit: int


@dataclass(frozen=True)
class ProcedureMonth:
    """A month (1 to 12) of a procedure."""

    month: int
    received: int
    settled: int
    on_time: int
    online: int
    median_days: int | None


@dataclass(frozen=True)
class ProcedurePage:
    """Everything of one procedure. ``channels``: (word, received); ``days``: (working days, how
    many settled dossiers used them), in order.
    """

    figures: ProcedureFigures
    channels: Sequence[tuple[str, int]]
    days: Sequence[tuple[int, int]]
    months: Sequence[ProcedureMonth]
    by_unit: Sequence[tuple[str, str | None, int]]


def procedure_page(access: Access, code: str, year: int, today: date) -> ProcedurePage | None:
    """One procedure in a year up to today; None when no dossier of the year has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    period = running_period(str(year), today)
    rows = _rows(access, period)
    if rows is None:
        return None
    found = rows.filter(pl.col("procedure") == code).collect()
    if found.is_empty():
        return None
    names = store_names(agency_store(access.agency))
    figures = found.select(pl.lit(code).alias("procedure"), *_figures()).row(0, named=True)
    received, settled = found.filter("received"), found.filter("settled")
    channels = dict(received.group_by("channel").len().iter_rows())
    days = settled.drop_nulls("working_days").group_by("working_days").len().sort("working_days")
    by_unit = settled.group_by("unit").len().sort(["len", "unit"], descending=[True, False])
    return ProcedurePage(
        figures=_as_figures(figures, names.of("procedure", code)),
        channels=[(word, channels.get(number, 0)) for number, word in CHANNELS.items()],
        days=list(days.iter_rows()),
        months=_months(found, period),
        by_unit=[(unit, names.of("unit", unit), count) for unit, count in by_unit.iter_rows()],
    )


def _rows(access: Access, period: Period) -> pl.LazyFrame | None:
    """Dossiers received or settled in the period with both as flags; None while there are none."""
    visible, store = visible_codes(access), agency_store(access.agency)
    if not is_filled(store):
        return None
    paths = _paths(store, period)
    if not paths:
        return None
    span = period.span

    def within(column: str) -> pl.Expr:
        moment = pl.col(column)
        return ((moment >= span.start) & (moment < span.stop)).fill_null(False)

    rows = (
        pl.scan_parquet(paths, hive_partitioning=False)
        .select(_COLUMNS)
        .with_columns(within("counted_from").alias("received"), within("ended_at").alias("settled"))
        .filter(pl.col("received") | pl.col("settled"))
    )
    return rows if visible is None else rows.filter(pl.col("unit").is_in(list(visible)))


def _paths(store: Store, period: Period) -> list[Any]:
    return [store.path(file.path) for file in files_within(store.filled_manifest(), period)]


def _nearest_rank(days: pl.Expr, tenths: int) -> pl.Expr:
    """The least value that at least so many tenths of the values do not exceed."""
    place = (days.count().cast(pl.Int64) * tenths + 9) // 10 - 1
    return days.sort().get(pl.max_horizontal(place, pl.lit(0)), null_on_oob=True)


def _figures() -> list[pl.Expr]:
    settled = pl.col("settled")
    used = pl.col("working_days").filter(settled).drop_nulls()
    flags = ("on_time", "early", "late", "late_objective", "online")
    over = settled & (pl.col("working_days") > pl.col("limit_working_days")).fill_null(False)
    return [
        pl.col("received").sum().alias("received"),
        settled.sum().alias("settled"),
        *((settled & pl.col(flag)).sum().alias(flag) for flag in flags),
        _nearest_rank(used, 5).alias("median_days"),
        _nearest_rank(used, 9).alias("percentile_90_days"),
        pl.col("limit_working_days").max().alias("limit"),
        over.sum().alias("over_limit"),
    ]


def _as_figures(row: dict[str, Any], name: str | None) -> ProcedureFigures:
    counts = {key: value for key, value in row.items() if key != "procedure"}
    return ProcedureFigures(code=row["procedure"], name=name, **counts)


def _months(found: pl.DataFrame, period: Period) -> list[ProcedureMonth]:
    months = []
    for month in range(1, period.last.month + 1):
        in_month = found.with_columns(
            pl.col("received") & (pl.col("counted_from").dt.month() == month),
            pl.col("settled") & (pl.col("ended_at").dt.month() == month).fill_null(False),
        )
        row = in_month.select(*_figures()).row(0, named=True)
        picked = ("received", "settled", "on_time", "online", "median_days")
        months.append(ProcedureMonth(month, **{name: row[name] for name in picked}))
    return months
