"""What makes an activity sound, and the state that its days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from parindex.registers.communications.constants import ATTENDANCE, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead

if TYPE_CHECKING:
    from parindex.registers.communications.models import Communication


def settle(entry: Communication, today: date) -> None:
    """Refuse an activity that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "kind", "form"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    if entry.due_on is None and entry.held_on is None:
        words = _("Say by when it is planned, or when it was held.")
        raise EntryRefused("due_on", words)
    refuse_ahead(entry, today, "held_on")
    if entry.held_on is None:
        for field in ("reach", *ATTENDANCE):
            if getattr(entry, field) is not None:
                raise EntryRefused("held_on", _("Say when it was held, since people came."))
    if entry.link and not _is_address(entry.link):
        raise EntryRefused("link", _("Write the whole address, from http:// or https:// on."))
    entry.state = State.HELD if entry.held_on else State.PLANNED


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text
