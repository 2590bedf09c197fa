"""What makes a petition sound, the state that its days say, and when its answer is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.petitions.constants import State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart

if TYPE_CHECKING:
    from parindex.registers.petitions.models import Petition
    from parindex_core.vietnamese.working_days import WorkingCalendar


def settle(entry: Petition, today: date) -> None:
    """Refuse a petition that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "channel", "subject", "received_on", "days_allowed"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_ahead(entry, today, "received_on", "answered_on", "published_on")
    refuse_apart(entry, "answered_on", "answer_number")
    for field in ("answered_on", "published_on"):
        day = getattr(entry, field)
        if day is not None and day < entry.received_on:
            raise EntryRefused(field, _("This day lies before the petition was received."))
    if entry.answered_on is None:
        for field in ("published_on", "satisfaction"):
            if getattr(entry, field):
                raise EntryRefused("answered_on", _("Say when it was answered first."))
    entry.state = State.ANSWERED if entry.answered_on else State.RECEIVED


def due_on(entry: Petition, calendar: WorkingCalendar) -> date:
    """The last day for the answer."""
    return calendar.add_working_days(entry.received_on, entry.days_allowed)


def is_late(entry: Petition, calendar: WorkingCalendar, today: date) -> bool:
    """Answered after its last day, or not answered though that has passed."""
    return (entry.answered_on or today) > due_on(entry, calendar)
