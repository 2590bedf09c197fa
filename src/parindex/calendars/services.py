"""Writing the exceptions of the working calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.audit.services import record_event
from parindex.calendars.models import CalendarException
from parindex_core.vietnamese.working_days import WorkingCalendar

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class GroundMissing(ValueError):
    """An exception of the calendar needs the decision or event that it rests on."""


class ExceptionNeedless(ValueError):
    """The national calendar says the same of that day already."""


@transaction.atomic
def set_exception(access: Access, day: date, *, is_working: bool, ground: str) -> CalendarException:
    """Record that a day is worked, or free, by a decision; the newest word on a day holds.

    :raises PermissionRefused: unless the person keeps the calendar.
    :raises GroundMissing: without a ground.
    :raises ExceptionNeedless: when the calendar without exceptions says the same.
    """
    require(access, Permission.KEEP_CALENDAR)
    if not ground.strip():
        raise GroundMissing(day.isoformat())
    if WorkingCalendar().is_working_day(day) == is_working:
        raise ExceptionNeedless(day.isoformat())
    found = CalendarException.objects.select_for_update().filter(day=day).first()
    before = _words(found) if found else None
    exception, _ = CalendarException.objects.update_or_create(
        day=day,
        defaults={
            "is_working": is_working,
            "ground": ground.strip()[:300],
            "kept_by": access.user,
        },
    )
    if before != _words(exception):
        record_event(
            access.user,
            "set_calendar_exception",
            ("calendar", day.isoformat()),
            before=before,
            after=_words(exception),
        )
    return exception


@transaction.atomic
def remove_exception(access: Access, day: date) -> bool:
    """Let the national calendar decide on a day again; False where nothing was recorded.

    :raises PermissionRefused: unless the person keeps the calendar.
    """
    require(access, Permission.KEEP_CALENDAR)
    found = CalendarException.objects.select_for_update().filter(day=day).first()
    if found is None:
        return False
    before = _words(found)
    found.delete()
    record_event(
        access.user, "remove_calendar_exception", ("calendar", day.isoformat()), before=before
    )
    return True


def _words(exception: CalendarException) -> dict[str, object]:
    return {"is_working": exception.is_working, "ground": exception.ground}
