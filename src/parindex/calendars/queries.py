"""Reading the working calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.calendars.constants import DayKind
from parindex.calendars.models import CalendarException
from parindex_core.vietnamese.working_days import (
    CalendarWithoutWorkingDays,
    WorkingCalendar,
    holiday_name,
)

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


@dataclass(frozen=True)
class CalendarDay:
    """A day with why it is worked or free; ``ground``: the decision of one that is excepted."""

    day: date
    kind: DayKind
    ground: str = ""

    @property
    def is_working(self) -> bool:
        """Whether offices work on it."""
        return self.kind in (DayKind.WORKING, DayKind.WORKED_BY_DECISION)


def working_calendar() -> WorkingCalendar:
    """The national calendar with every exception that an administrator recorded."""
    exceptions = list(CalendarException.objects.values_list("day", "is_working"))
    return WorkingCalendar.corrected(
        days_off=(day for day, is_working in exceptions if not is_working),
        working_days=(day for day, is_working in exceptions if is_working),
    )


def day_due(calendar: WorkingCalendar, day: date) -> date:
    """The day itself; of a day off the next working day, which a deadline moves to.

    Source: Civil Code 91/2015/QH13, article 148, clause 5.
    """
    if calendar.is_working_day(day):
        return day
    try:
        return calendar.add_working_days(day, 1)
    except CalendarWithoutWorkingDays:
        return day


def days_of_year(year: int) -> list[CalendarDay]:
    """Every day of a year, worked or free and why; everyone may see it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = CalendarException.objects.filter(day__range=(first, last))
    exceptions = {exception.day: exception for exception in found}
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [_day(day, exceptions.get(day)) for day in days]


def _day(day: date, exception: CalendarException | None) -> CalendarDay:
    if exception is not None:
        kind = DayKind.WORKED_BY_DECISION if exception.is_working else DayKind.FREE_BY_DECISION
        return CalendarDay(day, kind, exception.ground)
    if holiday_name(day) is not None:
        return CalendarDay(day, DayKind.HOLIDAY)
    is_working = WorkingCalendar().is_working_day(day)
    return CalendarDay(day, DayKind.WORKING if is_working else DayKind.WEEKEND)


def exceptions_of_year(access: Access, year: int) -> list[CalendarException]:
    """The exceptions of a year in their order.

    :raises PermissionRefused: unless the person keeps the calendar.
    """
    require(access, Permission.KEEP_CALENDAR)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = CalendarException.objects.filter(day__range=(first, last))
    return list(found.select_related("kept_by"))
