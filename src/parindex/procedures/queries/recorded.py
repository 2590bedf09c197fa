"""All that an agency recorded of its procedures, read once: counted on as many days as are asked.

A page that tells of twelve months counts twelve times; the database is asked once.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from parindex.calendars.queries import working_calendar
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.queries.catalogue import version_on
from parindex.procedures.queries.publication import is_of_year, newest_words, publications_on

if TYPE_CHECKING:
    from datetime import date

    from parindex.organisations.models import Agency
    from parindex.procedures.queries.publication import Publication
    from parindex_core.vietnamese.working_days import WorkingCalendar


def has_procedures(agency: Agency) -> bool:
    """Whether the agency recorded any procedure, whatever became of it."""
    return Procedure.objects.filter(agency=agency).exists()


class RecordedCatalogue:
    """The catalogue of any day, and the publications as they stood on it."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def holding_on(self, day: date) -> list[ProcedureVersion]:
        """The versions that hold on a day, by code, as the query of that name finds them."""
        found = (version_on(versions, day) for versions in self._by_procedure)
        return [version for version in found if version is not None and not version.is_repealed]

    def publications(self, year: int, today: date) -> list[Publication]:
        """The publications whose last day to sign, or whose decision, falls in the year."""
        found = publications_on(self._words, self._calendar, today)
        return [one for one in found if is_of_year(one, year)]

    @cached_property
    def _versions(self) -> list[ProcedureVersion]:
        found = ProcedureVersion.objects.filter(procedure__agency=self.agency)
        newest_first = found.order_by("procedure__code", "-effective_from", "-revision")
        return list(newest_first.select_related("procedure").defer("search_text"))

    @cached_property
    def _by_procedure(self) -> list[list[ProcedureVersion]]:
        grouped = groupby(self._versions, key=lambda version: version.procedure_id)
        return [list(versions) for _procedure, versions in grouped]

    @cached_property
    def _words(self) -> list[ProcedureVersion]:
        return newest_words(self._versions)

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return working_calendar()
