"""A month as weeks of days, each with the tasks due on it."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.calendars.queries import working_calendar

if TYPE_CHECKING:
    from parindex.assignments.queries.boards import DayOfMonth

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class DayCell:
    """A day of the month; ``found`` None where nothing is due."""

    day: date
    found: DayOfMonth | None
    is_today: bool
    is_off: bool

    @property
    def more(self) -> int:
        """How many tasks of the day the cell does not show."""
        return self.found.count - len(self.found.tasks) if self.found else 0


def month_asked(said: str, today: date) -> date:
    """The first day of the month that an address asks for (2021-11); of this one otherwise."""
    match = _MONTH.fullmatch(said)
    if match and 1 <= int(match[2]) <= 12 and 1990 <= int(match[1]) <= 2100:
        return date(int(match[1]), int(match[2]), 1)
    return today.replace(day=1)


def weeks_of(
    first: date, days: Mapping[date, DayOfMonth], today: date
) -> list[list[DayCell | None]]:
    """The weeks from Monday on; None where a week reaches into another month."""
    calendar = working_calendar()
    return [
        [
            DayCell(day, days.get(day), day == today, not calendar.is_working_day(day))
            if day.month == first.month
            else None
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
