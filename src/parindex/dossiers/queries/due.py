"""Dossiers that fall due, are late now, or were settled late; by unit and procedure, with causes.

By days, not hours: due today is what has its last moment on time today; late is what had it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from parindex.dossiers.agency_store import agency_store, store_calendar, store_names
from parindex.dossiers.models import ApologyLetter, ObjectiveCause
from parindex.dossiers.promised_day import first_new_day, promised_day
from parindex.dossiers.queries.due_rows import (
    DUE_ORDERS,
    FAR,
    NEAR,
    OPEN_LISTS,
    DueList,
    matching,
    midnight,
    open_rows,
    rows_of,
    soon_until,
    sorted_by,
    within,
)
from parindex.dossiers.visibility import unit_of_code

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex_dossiers.names import Names

__all__ = ["DUE_ORDERS", "DueCounts", "DueDossier", "DueList", "DuePage"]


@dataclass(frozen=True)
class DueDossier:
    """A line of a list. ``due``: its last moment on time; None while the applicant is waited for
    and where more than one request made it late from the beginning. ``promised``: see there.

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
    promised: date | None
    first_new_day: date | None
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
    rows, soon = open_rows(access, today), soon_until(access, today)
    sizes = {which: within(rows, which, today, soon).height for which in OPEN_LISTS}
    return DueCounts(
        due_today=sizes[DueList.DUE_TODAY],
        due_soon=sizes[DueList.DUE_SOON],
        late_now=sizes[DueList.LATE_NOW],
        waiting=sizes[DueList.WAITING],
        open=rows.height,
        soon_until=soon,
    )


def due_dossiers(
    access: Access,
    today: date,
    which: DueList,
    *,
    unit_code: str = "",
    procedure: str = "",
    words: str = "",
    order: str = "",
    year: int | None = None,
    offset: int = 0,
    limit: int | None = 50,
) -> DuePage:
    """A page of a list, the most pressing first or by ``order``, a key of ``DUE_ORDERS``, after
    ``-`` the other way round; ``year`` is that of what was settled. ``limit`` None: all.

    Narrowed to a unit's code of the exports, a procedure, or words of code, procedure and unit when
    given; the counts by unit and by procedure are of what is left after that.

    :raises PermissionRefused: unless the person sees the agency.
    """
    rows = rows_of(access, which, year or today.year, today)
    if unit_code:
        rows = rows.filter(pl.col("unit") == unit_code)
    if procedure:
        rows = rows.filter(pl.col("procedure") == procedure)
    names = store_names(agency_store(access.agency))
    rows = sorted_by(matching(rows, words, names), order)
    page = rows.slice(offset, limit).to_dicts()
    return DuePage(
        total=rows.height,
        dossiers=_lines(access, page, names, today),
        by_unit=_counts(rows, "unit", names),
        by_procedure=_counts(rows, "procedure", names),
    )


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
        due = until if until is not None and NEAR < until < FAR else None
        last = (row.get("ended_at") or midnight(today)).date()
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
                promised=promised_day(row),
                first_new_day=first_new_day(row, today),
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
