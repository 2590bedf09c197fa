"""Having the scores counted anew after results of surveys changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.editions.measures import facts_changed
from parindex.surveys.measures import NAMES

if TYPE_CHECKING:
    from parindex.organisations.models import Agency


def recount_surveys(agency: Agency, year: int, audience: str) -> None:
    """Recount the component that an audience's answers fill, in the writer's transaction."""
    facts_changed(agency, year, NAMES[audience])
