"""Reading the working calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.calendars.models import CalendarException
from parindex_core.vietnamese.working_days import WorkingCalendar

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def working_calendar() -> WorkingCalendar:
    """The national calendar with every exception that an administrator recorded."""
    exceptions = list(CalendarException.objects.values_list("day", "is_working"))
    return WorkingCalendar.corrected(
        days_off=(day for day, is_working in exceptions if not is_working),
        working_days=(day for day, is_working in exceptions if is_working),
    )


def exceptions_of_year(access: Access, year: int) -> list[CalendarException]:
    """The exceptions of a year in their order.

    :raises PermissionRefused: unless the person keeps the calendar.
    """
    require(access, Permission.KEEP_CALENDAR)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = CalendarException.objects.filter(day__range=(first, last))
    return list(found.select_related("kept_by"))
