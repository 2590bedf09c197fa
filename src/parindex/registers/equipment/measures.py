"""The measure that equipment gives: 3.3.3, whether the one-stop shop has what the norm asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.equipment.models import Equipment

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

AS_REQUIRED = "equipment.as_required"


def as_required(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The items of a year; every one of them takes part in what the shop as a whole is."""
    found = Equipment.objects.filter(agency=agency, withdrawn_at=None, year=year)
    return CountedEntries(found.order_by("number"), lambda entry: Counted(entry, {"equipment": 1}))


def complete_or_not(facts: Sequence[Counted]) -> Mapping[str, str]:
    """``full`` with no gap anywhere, ``none`` with nothing there at all, else ``partial``."""
    items = [fact.entry for fact in facts]
    if all(item.gap == 0 for item in items):  # type: ignore[attr-defined]
        return {"equipment": "full"}
    if all(item.present == 0 for item in items):  # type: ignore[attr-defined]
        return {"equipment": "none"}
    return {"equipment": "partial"}


MEASURES = (
    measure(
        Counting(
            AS_REQUIRED,
            "one_stop_equipment",
            gettext_lazy("Register of equipment"),
            ("equipment",),
            as_required,
            values=complete_or_not,
        )
    ),
)
