"""Dossiers that fall due, are late now, or were settled late; by unit and procedure, with causes.

By days, not hours: due today is what has its last moment on time today; late is what had it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import polars as pl

from parindex.dossiers.agency_store import (
    agency_store,
    is_filled,
    running_period,
    store_calendar,
    store_names,
)
from parindex.dossiers.constants import DUE_SOON_WORKING_DAYS
from parindex.dossiers.models import ApologyLetter, ObjectiveCause
from parindex.dossiers.visibility import unit_of_code, visible_codes
from parindex_dossiers.answers import files_within
from parindex_dossiers.behind import open_dossiers

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex_dossiers.names import Names

_NOTHING = pl.DataFrame(schema={"code": pl.String, "unit": pl.String, "procedure": pl.String})
_SETTLED_COLUMNS = (
    *("code", "unit", "procedure", "received_at", "appointed_at", "ended_at"),
    *("on_time_until", "objective_reason", "apology"),
)


class DueList(Enum):
    """Which dossiers; those still open, save ``SETTLED_LATE``."""

    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    LATE_NOW = "late_now"
    WAITING = "waiting"
    SETTLED_LATE = "settled_late"


@dataclass(frozen=True)
class DueDossier:
    """A line of a list. ``due``: its last moment on time; None while the applicant is waited for
    and where more than one request made it late from the beginning.

    ``cause``: the objective cause as recorded here, else ``export_cause`` may have the export's.
    ``working_days_late``: of one late now, up to today; of one settled late, up to its end.
    """

    code: str
    procedure: str
    procedure_name: str | None
    unit_code: str
    unit_name: str | None
    unit: Unit | None
    received_at: datetime
    appointed_at: datetime | None
    ended_at: datetime | None
    due: datetime | None
    working_days_late: int | None
    cause: ObjectiveCause | None
    export_cause: str | None
    apology: ApologyLetter | None
    export_apology: bool


@dataclass(frozen=True)
class DuePage:
    """A page of a list; ``total`` is how many there are. Counts are of the whole list."""

    total: int
    dossiers: Sequence[DueDossier]
    by_unit: Sequence[tuple[str, str | None, int]]
    by_procedure: Sequence[tuple[str, str | None, int]]


@dataclass(frozen=True)
class DueCounts:
    """How many dossiers that the person sees are in each list; ``soon_until``: the last day."""

    due_today: int
    due_soon: int
    late_now: int
    waiting: int
    open: int
    soon_until: date


def due_counts(access: Access, today: date) -> DueCounts:
    """The figures of the home page's tiles; zeros while nothing was loaded.

    :raises PermissionRefused: unless the person sees the agency.
    """
    open_rows, soon = _open_rows(access, today), _soon_until(access, today)
    sizes = {which: _within(open_rows, which, today, soon).height for which in _OPEN_LISTS}
    return DueCounts(
        due_today=sizes[DueList.DUE_TODAY],
        due_soon=sizes[DueList.DUE_SOON],
        late_now=sizes[DueList.LATE_NOW],
        waiting=sizes[DueList.WAITING],
        open=open_rows.height,
        soon_until=soon,
    )


def due_dossiers(
    access: Access,
    today: date,
    which: DueList,
    *,
    unit_code: str = "",
    procedure: str = "",
    year: int | None = None,
    offset: int = 0,
    limit: int = 50,
) -> DuePage:
    """A page of a list, the most pressing first; ``year`` is that of ``SETTLED_LATE``.

    Narrowed to a unit's code of the exports or a procedure when given; the counts by unit and by
    procedure are of what is left after that.

    :raises PermissionRefused: unless the person sees the agency.
    """
    if which is DueList.SETTLED_LATE:
        rows = _settled_late(access, year or today.year, today)
    else:
        rows = _within(_open_rows(access, today), which, today, _soon_until(access, today))
    if unit_code:
        rows = rows.filter(pl.col("unit") == unit_code)
    if procedure:
        rows = rows.filter(pl.col("procedure") == procedure)
    names = store_names(agency_store(access.agency))
    page = rows.slice(offset, limit).to_dicts()
    return DuePage(
        total=rows.height,
        dossiers=_lines(access, page, names, today),
        by_unit=_counts(rows, "unit", names),
        by_procedure=_counts(rows, "procedure", names),
    )


_OPEN_LISTS = (DueList.DUE_TODAY, DueList.DUE_SOON, DueList.LATE_NOW, DueList.WAITING)
# Resolution writes a time after this where the supplement is waited for, and the one before where
# more than one request made a dossier late.
_FAR = datetime(2199, 1, 1)  # noqa: DTZ001 - the store's clock has no zone
_NEAR = datetime(1999, 1, 1)  # noqa: DTZ001


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _soon_until(access: Access, today: date) -> date:
    calendar = store_calendar(agency_store(access.agency))
    return calendar.add_working_days(today, DUE_SOON_WORKING_DAYS)


def _open_rows(access: Access, today: date) -> pl.DataFrame:
    visible, store = visible_codes(access), agency_store(access.agency)
    if not is_filled(store):
        return _NOTHING
    rows = open_dossiers(store, _midnight(today))
    if rows.is_empty():
        return _NOTHING
    # A dossier received after the day that the agency lives on is not there yet.
    rows = rows.filter(pl.col("received_at") < _midnight(today + timedelta(days=1)))
    return rows if visible is None else rows.filter(pl.col("unit").is_in(list(visible)))


def _within(rows: pl.DataFrame, which: DueList, today: date, soon: date) -> pl.DataFrame:
    if rows.is_empty():
        return rows
    until = pl.col("on_time_until")
    day, tomorrow = _midnight(today), _midnight(today + timedelta(days=1))
    conditions = {
        DueList.DUE_TODAY: (until >= day) & (until < tomorrow),
        DueList.DUE_SOON: (until >= tomorrow) & (until < _midnight(soon + timedelta(days=1))),
        DueList.LATE_NOW: until < day,
        DueList.WAITING: until > _FAR,
    }
    return rows.filter(conditions[which])


def _settled_late(access: Access, year: int, today: date) -> pl.DataFrame:
    visible, store = visible_codes(access), agency_store(access.agency)
    if not is_filled(store):
        return _NOTHING
    period = running_period(str(year), today)
    paths = [store.path(file.path) for file in files_within(store.filled_manifest(), period)]
    if not paths:
        return _NOTHING
    ended, span = pl.col("ended_at"), period.span
    rows = pl.scan_parquet(paths, hive_partitioning=False).filter(
        pl.col("late"), ended >= span.start, ended < span.stop
    )
    if visible is not None:
        rows = rows.filter(pl.col("unit").is_in(list(visible)))
    found = rows.select(_SETTLED_COLUMNS).collect()
    return found.sort("ended_at", "code", descending=[True, False])


def _counts(rows: pl.DataFrame, key: str, names: Names) -> list[tuple[str, str | None, int]]:
    if rows.is_empty():
        return []
    counts = rows.group_by(key).len().sort(["len", key], descending=[True, False])
    return [(code, names.of(key, code), count) for code, count in counts.iter_rows()]


def _lines(
    access: Access, rows: Iterable[dict[str, Any]], names: Names, today: date
) -> list[DueDossier]:
    rows = list(rows)
    codes, agency = [row["code"] for row in rows], access.agency
    units = unit_of_code(agency)
    causes = {
        cause.dossier_code: cause
        for cause in ObjectiveCause.objects.filter(agency=agency, dossier_code__in=codes)
    }
    letters = {
        letter.dossier_code: letter
        for letter in ApologyLetter.objects.filter(agency=agency, dossier_code__in=codes)
    }
    calendar = store_calendar(agency_store(agency))
    lines = []
    for row in rows:
        until: datetime | None = row["on_time_until"]
        due = until if until is not None and _NEAR < until < _FAR else None
        last = (row.get("ended_at") or _midnight(today)).date()
        lines.append(
            DueDossier(
                code=row["code"],
                procedure=row["procedure"],
                procedure_name=names.of("procedure", row["procedure"]),
                unit_code=row["unit"],
                unit_name=names.of("unit", row["unit"]),
                unit=units.get(row["unit"]),
                received_at=row["received_at"],
                appointed_at=row["appointed_at"],
                ended_at=row.get("ended_at"),
                due=due,
                working_days_late=(
                    calendar.working_days_between(due.date(), last)
                    if due is not None and due.date() < last
                    else None
                ),
                cause=causes.get(row["code"]),
                export_cause=row["objective_reason"],
                apology=letters.get(row["code"]),
                export_apology=bool(row.get("apology")) and row["code"] not in letters,
            )
        )
    return lines
