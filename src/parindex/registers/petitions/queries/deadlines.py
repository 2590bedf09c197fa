"""When the answer to a petition is due, by working days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.registers.petitions.models import Petition
    from parindex_core.vietnamese.working_days import WorkingCalendar


def due_on(entry: Petition, calendar: WorkingCalendar) -> date:
    """The last day for the answer."""
    return calendar.add_working_days(entry.received_on, entry.days_allowed)


def is_late(entry: Petition, calendar: WorkingCalendar, today: date) -> bool:
    """Answered after its last day, or not answered though that has passed."""
    return (entry.answered_on or today) > due_on(entry, calendar)
