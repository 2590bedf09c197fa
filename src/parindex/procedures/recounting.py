"""Having the scores counted anew after facts of procedures changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parindex.editions.measures import facts_changed
from parindex.organisations.queries import working_date
from parindex.procedures.measures import CATALOGUE_NAMES

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex.procedures.services.catalogue import NewVersion

# What holds from a day of long ago counts to this day, in years that are still scored.
_YEARS_SCORED = 10


def recount_catalogue(agency: Agency, versions: Iterable[NewVersion]) -> None:
    """Recount every year that versions touch: from the earliest of their days to this year.

    One year more before: for a legal base of January the decision is signed in December.
    """
    this_year = working_date(agency).year
    days = [
        day
        for version in versions
        for day in (
            version.effective_from,
            version.facts.legal_base_effective_on,
            version.facts.decision_signed_on,
        )
        if day is not None
    ]
    first = min([this_year, *(day.year for day in days)]) - 1
    for year in range(max(first, this_year - _YEARS_SCORED), this_year + 1):
        facts_changed(agency, year, *CATALOGUE_NAMES)
