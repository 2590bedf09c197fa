"""What makes a course sound, and the state that its days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_out_of_order
from parindex.registers.training.constants import STEPS, State

if TYPE_CHECKING:
    from parindex.registers.training.models import Course


def settle(entry: Course, today: date) -> None:
    """Refuse a course that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "subject"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_apart(entry, "due_on", "planned_people")
    if entry.due_on is None and entry.started_on is None:
        raise EntryRefused("due_on", _("Say by when it is planned, or when it began."))
    refuse_ahead(entry, today, *STEPS)
    refuse_out_of_order(entry, STEPS)
    _refuse_people(entry)
    entry.state = State.PLANNED
    if entry.started_on:
        entry.state = State.FINISHED if entry.finished_on else State.STARTED


def _refuse_people(entry: Course) -> None:
    if entry.finished_on is None:
        for field in ("trained_people", "certificates"):
            if getattr(entry, field) is not None:
                raise EntryRefused("finished_on", _("Say when it ended, since people finished it."))
    elif entry.trained_people is None:
        raise EntryRefused("trained_people", _("Say how many finished it; 0 where nobody did."))
    elif (entry.certificates or 0) > entry.trained_people:
        raise EntryRefused("certificates", _("There cannot be more than people who finished it."))
