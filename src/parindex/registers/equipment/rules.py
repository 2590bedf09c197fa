"""What makes an item sound, and the state that its pieces and days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.equipment.constants import STEPS, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_out_of_order

if TYPE_CHECKING:
    from parindex.registers.equipment.models import Equipment


def settle(entry: Equipment, today: date) -> None:
    """Refuse an item that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "norm", "counted_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    if entry.stock is None:
        raise EntryRefused("stock", _("Say how many are there; 0 where there are none."))
    if entry.budget is not None and entry.budget < 0:
        raise EntryRefused("budget", _("A budget is not below 0."))
    refuse_ahead(entry, today, "counted_on", *STEPS)
    refuse_out_of_order(entry, STEPS)
    refuse_apart(entry, "approved_on", "decision_number")
    refuse_apart(entry, "bought_on", "bought")
    if entry.bought_on and entry.bought_on < entry.counted_on:
        words = _("What was bought before the count stands in the stock already.")
        raise EntryRefused("bought_on", words)
    entry.state = _state(entry)


def _state(entry: Equipment) -> str:
    if entry.gap == 0:
        return State.COMPLETE.value
    if entry.bought_on is None and entry.approved_on:
        return State.APPROVED.value
    if entry.bought_on is None and entry.planned_on:
        return State.PLANNED.value
    return State.MISSING.value
