"""What makes a mission sound, and the state that its days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.missions.constants import STEPS, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_out_of_order

if TYPE_CHECKING:
    from parindex.registers.missions.models import Mission


def settle(entry: Mission, today: date) -> None:
    """Refuse a mission that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "level", "due_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    if entry.budget is not None and entry.budget < 0:
        raise EntryRefused("budget", _("A budget is not below 0."))
    refuse_ahead(entry, today, *STEPS)
    refuse_out_of_order(entry, STEPS)
    if entry.started_on and entry.due_on < entry.started_on:
        raise EntryRefused("due_on", _("It is due before it begins."))
    refuse_apart(entry, "extended_to", "extension_number")
    if entry.extended_to and entry.extended_to <= entry.due_on:
        raise EntryRefused("extended_to", _("An extension ends after the day of the plan."))
    refuse_apart(entry, "accepted_on", "acceptance_number", "grade")
    reached = [state for state, day in zip(list(State)[1:], STEPS, strict=True)
               if getattr(entry, day)]  # fmt: skip
    entry.state = reached[-1].value if reached else State.PLANNED.value
