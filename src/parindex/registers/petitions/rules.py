"""What makes a petition sound, and the state that its days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.petitions.constants import State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart

if TYPE_CHECKING:
    from parindex.registers.petitions.models import Petition


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
