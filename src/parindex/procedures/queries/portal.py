"""The ratios of decision 766/QĐ-TTg that the catalogue gives, each with the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from parindex.procedures.queries.counting import (
    Counted,
    Register,
    citizen_data,
    disclosed,
    made_public,
    payment,
    published,
    totals,
)
from parindex.procedures.queries.recorded import RecordedCatalogue

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

# The portal's code: the register, and what counts in its numerator and denominator.
PORTAL_RATIOS: Mapping[str, tuple[Register, str, str]] = {
    "PUBLISH_ON_TIME": (published, "on_time", "due"),
    "PUBLIC_UPDATE_ON_TIME": (made_public, "on_time", "due"),
    "PUBLIC_CONTENT_FULL": (disclosed, "complete", "total"),
    "CITIZEN_DATA_CONNECTED_FORMALITY": (citizen_data, "connected", "total"),
    "FORMALITY_PAYMENT_OFFERED": (payment, "offered", "with_fee"),
}


def portal_ratios(agency: Agency, days: Sequence[date]) -> list[dict[str, tuple[int, int]]]:
    """Numerator and denominator of each code for each day: of its year, as it stood on it.

    Empty on a day on which the agency had no catalogue. Few queries, however many days.
    """
    recorded = RecordedCatalogue(agency)
    return [_ratios(recorded, day) for day in days]


def portal_rows(agency: Agency, code: str, day: date) -> list[Counted]:
    """The facts behind a code's ratio; KeyError for one that the catalogue does not give."""
    register, _, _ = PORTAL_RATIOS[code]
    return register(RecordedCatalogue(agency), day.year, day)


def _ratios(recorded: RecordedCatalogue, day: date) -> dict[str, tuple[int, int]]:
    if not recorded.holding_on(day):
        return {}
    ratios = {}
    for code, (register, top, bottom) in PORTAL_RATIOS.items():
        sums = totals(register(recorded, day.year, day), (top, bottom))
        ratios[code] = (sums[top], sums[bottom])
    return ratios
