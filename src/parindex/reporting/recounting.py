"""Having the scores counted anew after reports came, were returned or opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.editions.measures import facts_changed
from parindex.reporting.measures import LATE_REPORTS, MISSING_REPORTS

if TYPE_CHECKING:
    from parindex.organisations.models import Agency


def recount(agency: Agency, year: int) -> None:
    """Recount 1.2.1 and 1.2.2 of a year; last in a service's transaction."""
    facts_changed(agency, year, MISSING_REPORTS, LATE_REPORTS)
