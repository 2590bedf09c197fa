"""The rows behind the lists of dossiers that fall due, are late now, or were settled late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING

import polars as pl

from parindex.dossiers.agency_store import (
    agency_store,
    is_filled,
    running_period,
    store_calendar,
)
from parindex.dossiers.constants import DUE_SOON_WORKING_DAYS
from parindex.dossiers.models import ApologyLetter
from parindex.dossiers.visibility import visible_codes
from parindex_core.vietnamese.folding import fold
from parindex_dossiers.answers import files_within
from parindex_dossiers.behind import open_dossiers

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_dossiers.names import Names

NOTHING = pl.DataFrame(schema={"code": pl.String, "unit": pl.String, "procedure": pl.String})
_SETTLED_COLUMNS = (
    *("code", "unit", "procedure", "received_at", "appointed_at", "ended_at"),
    *("on_time_until", "objective_reason", "apology"),
)
# Resolution writes a time after this where the supplement is waited for, and the one before where
# more than one request made a dossier late.
FAR = datetime(2199, 1, 1)  # noqa: DTZ001 - the store's clock has no zone
NEAR = datetime(1999, 1, 1)  # noqa: DTZ001
# What a list can be sorted by, in either direction; without it the most pressing come first.
DUE_ORDERS = {
    "code": "code",
    "received": "received_at",
    "appointed": "appointed_at",
    "due": "on_time_until",
    "ended": "ended_at",
    "unit": "unit",
    "procedure": "procedure",
}


class DueList(Enum):
    """Which dossiers; those still open, save the last two.

    ``WITHOUT_LETTER``: late now, or settled late in the year, with no letter of apology.
    """

    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    LATE_NOW = "late_now"
    WAITING = "waiting"
    SETTLED_LATE = "settled_late"
    WITHOUT_LETTER = "without_letter"


OPEN_LISTS = (DueList.DUE_TODAY, DueList.DUE_SOON, DueList.LATE_NOW, DueList.WAITING)


def midnight(day: date) -> datetime:
    """The first moment of a day, in the store's clock."""
    return datetime.combine(day, time())


def soon_until(access: Access, today: date) -> date:
    """The last day on which a dossier falls due soon."""
    calendar = store_calendar(agency_store(access.agency))
    return calendar.add_working_days(today, DUE_SOON_WORKING_DAYS)


def rows_of(access: Access, which: DueList, year: int, today: date) -> pl.DataFrame:
    """The rows of a list that the person sees, the most pressing first."""
    if which is DueList.SETTLED_LATE:
        return settled_late(access, year, today)
    if which is DueList.WITHOUT_LETTER:
        return _without_letter(access, year, today)
    return within(open_rows(access, today), which, today, soon_until(access, today))


def matching(rows: pl.DataFrame, words: str, names: Names) -> pl.DataFrame:
    """The rows of which code, procedure or unit have every word, however written."""
    wanted = fold(words).split()
    if not wanted or rows.is_empty():
        return rows
    texts = [
        fold(" ".join(filter(None, (code, procedure, unit, *_names_of(names, procedure, unit)))))
        for code, procedure, unit in rows.select("code", "procedure", "unit").iter_rows()
    ]
    return rows.filter(pl.Series([all(word in text for word in wanted) for text in texts]))


def sorted_by(rows: pl.DataFrame, order: str) -> pl.DataFrame:
    """By a key of ``DUE_ORDERS``, after ``-`` the other way round; "" leaves the rows as they are.

    An order that the list's rows do not have is as if it were not asked for.
    """
    column = DUE_ORDERS.get(order.removeprefix("-"), "")
    if column not in rows.columns:
        return rows
    down = order.startswith("-")
    return rows.sort(column, "code", descending=[down, False], nulls_last=True)


def _names_of(names: Names, procedure: str, unit: str) -> Sequence[str | None]:
    return names.of("procedure", procedure), names.of("unit", unit)


def open_rows(access: Access, today: date) -> pl.DataFrame:
    """Every open dossier that the person sees, by when it falls due."""
    visible, store = visible_codes(access), agency_store(access.agency)
    if not is_filled(store):
        return NOTHING
    rows = open_dossiers(store, midnight(today))
    if rows.is_empty():
        return NOTHING
    # A dossier received after the day that the agency lives on is not there yet.
    rows = rows.filter(pl.col("received_at") < midnight(today + timedelta(days=1)))
    return rows if visible is None else rows.filter(pl.col("unit").is_in(list(visible)))


def within(rows: pl.DataFrame, which: DueList, today: date, soon: date) -> pl.DataFrame:
    """Of the open ones those of a list."""
    if rows.is_empty():
        return rows
    until = pl.col("on_time_until")
    day, tomorrow = midnight(today), midnight(today + timedelta(days=1))
    conditions = {
        DueList.DUE_TODAY: (until >= day) & (until < tomorrow),
        DueList.DUE_SOON: (until >= tomorrow) & (until < midnight(soon + timedelta(days=1))),
        DueList.LATE_NOW: until < day,
        DueList.WAITING: until > FAR,
    }
    return rows.filter(conditions[which])


def settled_late(access: Access, year: int, today: date) -> pl.DataFrame:
    """Settled late in a year up to today, the newest first."""
    visible, store = visible_codes(access), agency_store(access.agency)
    if not is_filled(store):
        return NOTHING
    period = running_period(str(year), today)
    paths = [store.path(file.path) for file in files_within(store.filled_manifest(), period)]
    if not paths:
        return NOTHING
    ended, span = pl.col("ended_at"), period.span
    rows = pl.scan_parquet(paths, hive_partitioning=False).filter(
        pl.col("late"), ended >= span.start, ended < span.stop
    )
    if visible is not None:
        rows = rows.filter(pl.col("unit").is_in(list(visible)))
    found = rows.select(_SETTLED_COLUMNS).collect()
    return found.sort("ended_at", "code", descending=[True, False])


def _without_letter(access: Access, year: int, today: date) -> pl.DataFrame:
    late_now = within(open_rows(access, today), DueList.LATE_NOW, today, today)
    rows = pl.concat([late_now, settled_late(access, year, today)], how="diagonal")
    if rows.is_empty() or "apology" not in rows.columns:
        rows = rows.with_columns(pl.lit(False).alias("apology"))
    written = ApologyLetter.objects.filter(agency=access.agency)
    codes = list(written.values_list("dossier_code", flat=True))
    return rows.filter(~pl.col("apology").fill_null(False), ~pl.col("code").is_in(codes))
