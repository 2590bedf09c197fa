"""What a closed period asks: a reason for what changes or adds a fact of its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from parindex.registers.constants import UNIT
from parindex.registers.models import ClosedPeriod

if TYPE_CHECKING:
    from datetime import date

    from parindex.registers.models import Book
    from parindex.registers.register import Register

# A unit's id, None for all; up to which day.
Closings = Mapping[int | None, "date"]


def closings_of(book: Book) -> dict[int | None, date]:
    """Up to which day a book is closed, by unit; None: for all of them."""
    return dict(ClosedPeriod.objects.filter(book=book).values_list("unit", "through"))


def closed_for(closings: Closings, units: Iterable[int]) -> date | None:
    """Up to which day a book is closed for any of these units; None: it is open."""
    asked = (None, *units)
    return max((closings[unit] for unit in asked if unit in closings), default=None)


def touches_closed(
    register: Register, before: Mapping[str, Any] | None, after: Mapping[str, Any], through: date
) -> bool:
    """Whether a write changes or adds a fact of the closed days.

    A later fact added to an older entry, such as its next step, does not. ``before`` None: the
    entry is new, or comes or goes as a whole.
    """
    days = register.days_of_work
    if before is None:
        return any(after[name] is not None and after[name] <= through for name in days)
    changed = [name for name in after if before[name] != after[name]]
    moved = [day for name in changed if name in days for day in (before[name], after[name]) if day]
    if any(day <= through for day in moved):
        return True
    # Words that were there before, or that come without a later day, belong to the entry's days.
    is_old = any(before[name] is not None and before[name] <= through for name in days)
    overwritten = any(
        name == UNIT or before[name] != register.blank[name] for name in changed if name not in days
    )
    return is_old and bool(changed) and (overwritten or not moved)
