"""What makes an inspection and a finding sound, and the states that their days say."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.inspections.constants import FindingState, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_outside_year

if TYPE_CHECKING:
    from parindex.registers.inspections.models import Inspection, InspectionFinding

_CODE = re.compile(r"KT-(\d{4})-(\d{1,9})", re.ASCII)


def settle_inspection(entry: Inspection, today: date) -> None:
    """Refuse an inspection that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "kind", "visited", "due_on")
    refuse_outside_year(entry, "due_on")
    refuse_ahead(entry, today, "held_on")
    if entry.minutes_number and not entry.held_on:
        raise EntryRefused("held_on", _("Say when it was held; its minutes are known."))
    if entry.held_on is None:
        entry.state = State.PLANNED.value
    else:
        entry.state = (State.CONCLUDED if entry.minutes_number else State.HELD).value


def settle_finding(entry: InspectionFinding, today: date) -> None:
    """Refuse a finding that contradicts itself; write its inspection's code in full, set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "kind", "addressed_to", "due_on")
    if entry.inspection:
        match = _CODE.fullmatch(entry.inspection.upper())
        if match is None:
            words = _("Write the inspection's code, such as KT-2021-001, or leave it empty.")
            raise EntryRefused("inspection", words)
        entry.inspection = f"KT-{match[1]}-{int(match[2]):03d}"
    refuse_ahead(entry, today, "handled_on")
    refuse_apart(entry, "handled_on", "handling_number")
    entry.state = (FindingState.HANDLED if entry.handled_on else FindingState.OPEN).value


def is_late(entry: InspectionFinding, today: date) -> bool:
    """Handled after its deadline, or not handled though that has passed."""
    return (entry.handled_on or today) > entry.due_on


def _refuse_empty(entry: Inspection | InspectionFinding, *fields: str) -> None:
    for field in fields:
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
