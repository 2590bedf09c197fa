"""What makes an initiative sound, and the state that its dates say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.initiatives.constants import STEPS, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_out_of_order

if TYPE_CHECKING:
    from parindex.registers.initiatives.models import Initiative


def settle(entry: Initiative, today: date) -> None:
    """Refuse an initiative that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "problem", "solution", "registered_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_ahead(entry, today, *STEPS)
    refuse_out_of_order(entry, STEPS)
    refuse_apart(entry, "completed_on", "result_before", "result_after")
    refuse_apart(entry, "recognised_on", "decision_number", "decision_level")
    reached = [state for state, day in zip(State, STEPS, strict=True) if getattr(entry, day)]
    entry.state = reached[-1].value
