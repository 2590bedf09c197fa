"""What makes a quarter's figures sound."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.finance.constants import FIRST_QUARTER, LAST_QUARTER, State
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead

if TYPE_CHECKING:
    from parindex.registers.finance.models import QuarterlyFinance


def settle(entry: QuarterlyFinance, today: date) -> None:
    """Refuse figures that contradict themselves; set their state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "as_of", "autonomy"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    if entry.quarter is None or not FIRST_QUARTER <= entry.quarter <= LAST_QUARTER:
        raise EntryRefused("quarter", _("A quarter is 1, 2, 3 or 4."))
    for field in ("assigned", "disbursed", "recommendations_due", "recommendations_done"):
        if getattr(entry, field) is None:
            raise EntryRefused(field, _("Write 0 where there is nothing."))
        if getattr(entry, field) < 0:
            raise EntryRefused(field, _("This is not below 0."))
    refuse_ahead(entry, today, "as_of")
    if entry.as_of.year != entry.year:
        raise EntryRefused("as_of", _("This day lies in another year than the figures."))
    if entry.disbursed > entry.assigned:
        raise EntryRefused("disbursed", _("More than was assigned cannot be disbursed."))
    if entry.recommendations_done > entry.recommendations_due:
        raise EntryRefused("recommendations_done", _("There are fewer that are due."))
    entry.state = State.RECORDED.value
