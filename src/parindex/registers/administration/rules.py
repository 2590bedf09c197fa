"""What makes figures of administration and events of the quality system sound."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.administration.constants import QualityEvent, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead

if TYPE_CHECKING:
    from parindex.registers.administration.models import DigitalWork, QualityRecord

# A part with the whole that it may not exceed.
PARTS = (("documents_signed", "documents"), ("work_files_online", "work_files"))


def settle_digital_work(entry: DigitalWork, today: date) -> None:
    """Refuse figures that contradict themselves; set their state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "begins_on", "ends_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    for field in (name for pair in PARTS for name in reversed(pair)):
        if getattr(entry, field) is None:
            raise EntryRefused(field, _("Write 0 where there is nothing."))
    refuse_ahead(entry, today, "begins_on", "ends_on")
    if entry.ends_on < entry.begins_on:
        raise EntryRefused("ends_on", _("The period ends before it begins."))
    if {entry.begins_on.year, entry.ends_on.year} != {entry.year}:
        raise EntryRefused("begins_on", _("The period lies in another year than the figures."))
    for part, whole in PARTS:
        if getattr(entry, part) > getattr(entry, whole):
            raise EntryRefused(part, _("There cannot be more than there are in all."))
    entry.state = State.RECORDED.value


def settle_quality(entry: QualityRecord, today: date) -> None:
    """Refuse an event that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "event", "held_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_ahead(entry, today, "held_on")
    if entry.event == QualityEvent.DECLARATION and not entry.document_number:
        raise EntryRefused("document_number", _("A declaration has the number of its decision."))
    if (entry.mended or 0) > (entry.found or 0):
        raise EntryRefused("mended", _("There are fewer that were found."))
    entry.state = State.RECORDED.value
