"""Working days: Monday to Friday less the year's holidays, with the swaps a decision makes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays as public_holidays

_ONE_DAY = timedelta(days=1)
# No stretch of days off in Vietnam comes near this; past it the calendar itself is wrong.
_LONGEST_BREAK = 60


class CalendarWithoutWorkingDays(ValueError):
    """The corrections leave no working day within two months of the day asked for."""


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    """National holidays of a year: Tết by the lunar calendar, Hùng Kings, observed days.

    Source: Labour Code 45/2019/QH14, article 112, as the ``holidays`` package computes it.
    """
    return frozenset(public_holidays.country_holidays("VN", years=year))


def holiday_name(day: date, language: str = "vi") -> str | None:
    """What a national holiday is called, “vi” or “en”; None for a day that is none."""
    return _names_of(day.year, language).get(day)


@lru_cache(maxsize=32)
def _names_of(year: int, language: str) -> dict[date, str]:
    spoken = "vi" if language == "vi" else "en_US"
    return dict(public_holidays.country_holidays("VN", years=year, language=spoken))


@dataclass(frozen=True)
class WorkingCalendar:
    """Vietnam's working calendar with an administrator's corrections.

    ``days_off``: further days off (a Friday swapped for a Saturday, a flood).
    ``working_days``: days worked although they are a weekend or a holiday (the swap's other half).
    """

    days_off: frozenset[date] = field(default_factory=frozenset)
    working_days: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def corrected(cls, days_off: Iterable[date], working_days: Iterable[date]) -> "WorkingCalendar":
        """A calendar with the given corrections."""
        return cls(frozenset(days_off), frozenset(working_days))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day; a correction decides before the calendar does."""
        if day in self.working_days:
            return True
        if day in self.days_off:
            return False
        return day.weekday() < 5 and day not in _holidays_of(day.year)

    def add_working_days(self, start: date, count: int) -> date:
        """The day ``count`` working days after ``start`` (before it when negative).

        The start does not count; with 0 it is returned as it is.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        day, left, idle = start, abs(count), 0
        while left:
            day += step
            if self.is_working_day(day):
                left, idle = left - 1, 0
            else:
                idle += 1
                if idle > _LONGEST_BREAK:
                    raise CalendarWithoutWorkingDays(day.isoformat())
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working_day(start + n * _ONE_DAY) for n in range(1, days + 1))
