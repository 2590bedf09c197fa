"""The working calendar as a table, so that a million dossiers join it instead of asking it.

``ordinal`` of a day is the number of working days from the table's first day up to and with it:
working days after a, up to and with b, are ``ordinal(b) − ordinal(a)``, as
:meth:`WorkingCalendar.working_days_between` counts them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import polars as pl
import yaml

from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.errors import DossiersRefused
from parindex_dossiers.store import Store

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2069, 12, 31)
_FIRST_EPOCH_DAY = (FIRST_DAY - date(1970, 1, 1)).days
CALENDAR_FILE = "calendar.yaml"


def read_calendar(path: Path) -> WorkingCalendar:
    """The calendar with the administrator's corrections; without the file, the national one.

    The file is YAML: ``days_off:`` and ``working_days:``, each a list of ISO dates.
    """
    if not path.exists():
        return WorkingCalendar()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
        corrections = {
            key: [_day(value) for value in content.pop(key, None) or ()]
            for key in ("days_off", "working_days")
        }
        if content:
            raise ValueError(f"không có mục “{next(iter(content))}”")
    except (yaml.YAMLError, ValueError, AttributeError, TypeError) as problem:
        raise DossiersRefused(
            f"Không đọc được lịch {path.name}: {problem}. Ghi các mục days_off và working_days, "
            "mỗi mục là danh sách ngày dạng 2021-02-10."
        ) from problem
    return WorkingCalendar.corrected(**corrections)


def keep_calendar(store: Store, calendar: WorkingCalendar) -> None:
    """Have a store count with this calendar; the next load resolves anew when it changed."""
    path = store.path(CALENDAR_FILE)
    if read_calendar(path) == calendar:
        return
    content = {
        "days_off": sorted(calendar.days_off),
        "working_days": sorted(calendar.working_days),
    }
    store.root.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(yaml.safe_dump(content), encoding="utf-8")
    temporary.replace(path)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


@dataclass(frozen=True)
class CalendarDays:
    """Two columns to look up: the ordinal of a day, and the last day that has an ordinal."""

    ordinals: pl.Series
    last_days: pl.Series

    def ordinal(self, moment: pl.Expr) -> pl.Expr:
        """The ordinal of the day of a moment within the table's days; null stays null."""
        return pl.lit(self.ordinals).gather(moment.dt.epoch("d") - _FIRST_EPOCH_DAY)

    def end_of_last_day(self, ordinal: pl.Expr) -> pl.Expr:
        """The last second of the last day that has this ordinal, days off after it included."""
        day = pl.lit(self.last_days).gather(ordinal.clip(0, len(self.last_days) - 1))
        return day.cast(pl.Datetime("us")) + pl.duration(days=1) - pl.duration(seconds=1)


@lru_cache(maxsize=4)
def calendar_days(calendar: WorkingCalendar) -> CalendarDays:
    """The calendar from FIRST_DAY to LAST_DAY as a table; made once a calendar."""
    ordinals: list[int] = []
    last_days: dict[int, date] = {}
    count = 0
    for offset in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(offset)
        count += calendar.is_working_day(day)
        ordinals.append(count)
        last_days[count] = day
    return CalendarDays(
        pl.Series("ordinal", ordinals, dtype=pl.Int32),
        pl.Series("last_day", [last_days.get(n, FIRST_DAY) for n in range(count + 1)]),
    )
