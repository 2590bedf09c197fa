"""The store of an agency's dossiers, its folders, and the periods that are asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from parindex.organisations.queries import all_agencies
from parindex_core.vietnamese.dates import month_end
from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.periods import Period, parse_period
from parindex_dossiers.store import Store

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_dossiers.answers import Row
    from parindex_dossiers.names import Names
    from parindex_dossiers.places import Dimension


def agency_store(agency: Agency) -> Store:
    """The store of an agency: ``PARINDEX_DATA/agencies/<key>/dossiers``."""
    return Store(Path(settings.DATA) / "agencies" / agency.key)


def uploads_folder(agency: Agency) -> Path:
    """Where uploaded exports lie until they are loaded, each in a folder of its own."""
    return Path(settings.DATA) / "agencies" / agency.key / "uploads"


def is_filled(store: Store) -> bool:
    """Whether anything was loaded yet."""
    return bool(store.manifest().files)


def filled_agencies() -> list[int]:
    """The ids of the agencies that loaded anything; one query."""
    return [agency.pk for agency in all_agencies() if is_filled(agency_store(agency))]


def running_period(text: str, today: date) -> Period:
    """The period a person asked for, ending today where it is still running.

    :raises PeriodUnreadable: with the ways to write one.
    """
    period = parse_period(text, today)
    return period.until(today) if period.first <= today else period


def end_of_day(day: date) -> datetime:
    """The last second of a day, at which its open dossiers are judged."""
    return datetime.combine(day, time(23, 59, 59))


def counted(
    store: Store,
    period: Period,
    by: Dimension | None = None,
    codes: Sequence[str] | None = None,
    where: Mapping[Dimension, Sequence[str]] | None = None,
) -> list[Row]:
    """The rows of a question; none while nothing was loaded."""
    if not is_filled(store):
        return []
    from parindex_dossiers.answers import Question, indicators

    return indicators(store, Question(period, by, where or {}, codes))


def counted_of_each(
    store: Store,
    periods: Sequence[Period],
    codes: Sequence[str] | None = None,
    where: Mapping[Dimension, Sequence[str]] | None = None,
) -> list[list[Row]]:
    """The rows of each period; none while nothing was loaded."""
    if not is_filled(store):
        return [[] for _ in periods]
    from parindex_dossiers.answers import indicators_of_each

    return indicators_of_each(store, periods, where or {}, codes)


def settled_period(store: Store, period: Period) -> Period:
    """The period to ask of indicators that count only what was settled.

    One that ends in the middle of a month is asked up to the month's end where nothing in the
    store is later: the same dossiers, and whole months are answered at once.
    """
    if period.whole_months is not None:
        return period
    from parindex_dossiers.behind import latest_day

    latest = latest_day(store)
    if latest is None or latest > period.last:
        return period
    last = month_end(period.last.year, period.last.month)
    return Period(period.text, period.first, last)


def store_names(store: Store) -> Names:
    """Names of units and procedures as the exports and the catalogue gave them."""
    from parindex_dossiers.names import Names

    known = store.manifest().names
    return Names(store.path(known) if known else None)


def store_calendar(store: Store) -> WorkingCalendar:
    """The working calendar that the store counts with."""
    from parindex_dossiers.calendar_days import CALENDAR_FILE, read_calendar

    return read_calendar(store.path(CALENDAR_FILE))
