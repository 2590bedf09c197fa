"""The ratios of decision 766/QĐ-TTg that the catalogue gives, each with the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from parindex.organisations.queries import working_date
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


def portal_ratios(
    agency: Agency, year: int, today: date | None = None
) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of each code; empty while the agency has no catalogue.

    ``today``: the day it is true of; without it the agency's working date.
    """
    day = today or working_date(agency)
    counted = {
        code: (totals(register(agency, year, day), (top, bottom)), top, bottom)
        for code, (register, top, bottom) in PORTAL_RATIOS.items()
    }
    if not counted["PUBLIC_CONTENT_FULL"][0]["total"]:
        return {}
    return {code: (sums[top], sums[bottom]) for code, (sums, top, bottom) in counted.items()}


def portal_rows(agency: Agency, year: int, code: str, today: date | None = None) -> list[Counted]:
    """The facts behind a code's ratio; KeyError for one that the catalogue does not give."""
    register, _, _ = PORTAL_RATIOS[code]
    return register(agency, year, today or working_date(agency))
