"""Publication of procedures: what is due, in time, late, made public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.calendars.queries import working_calendar
from parindex.procedures.models import ProcedureVersion
from parindex.procedures.publication_days import (
    PublicationDates,
    PublicationStanding,
    standing_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.procedures.models import Procedure
    from parindex_core.vietnamese.working_days import WorkingCalendar

TIMINGS = ("late", "waiting", "on_time", "not_public")


@dataclass(frozen=True)
class Publication:
    """A publication of a procedure: the newest version that was recorded for it."""

    version: ProcedureVersion
    standing: PublicationStanding

    @property
    def timing(self) -> str:
        """One of ``TIMINGS``: what an officer has to look at first comes first."""
        if self.standing.is_sign_due and not self.standing.is_signed_on_time:
            return "late"
        if self.version.decision_signed_on is None:
            return "waiting"
        if self.standing.is_public_on_time:
            return "on_time"
        return "late" if self.standing.is_public_due else "not_public"


def publications_of(access: Access, year: int, today: date) -> list[Publication]:
    """The publications of a year, late ones first, then by the last day to sign.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    versions = ProcedureVersion.objects.filter(procedure__agency=access.agency)
    found = _publications(versions, today)
    far = date.max
    return sorted(
        (one for one in found if is_of_year(one, year)),
        key=lambda one: (
            TIMINGS.index(one.timing),
            one.standing.sign_by or one.standing.public_by or far,
            one.version.procedure.code,
        ),
    )


def publications_of_procedure(
    access: Access, procedure: Procedure, today: date
) -> list[Publication]:
    """Every publication of a procedure, the newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    versions = ProcedureVersion.objects.filter(procedure=procedure, procedure__agency=access.agency)
    found = _publications(versions, today)
    return sorted(found, key=lambda one: (one.version.effective_from, one.version.pk), reverse=True)


def publication(access: Access, version_id: int, today: date) -> Publication | None:
    """The publication that a version is the newest word on, if the agency has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    agency_versions = ProcedureVersion.objects.filter(procedure__agency=access.agency)
    version = agency_versions.filter(pk=version_id).first()
    if version is None:
        return None
    versions = agency_versions.filter(procedure=version.procedure_id)
    found = _publications(versions, today)
    return next((one for one in found if one.version.pk == version_id), None)


def newest_words(versions: Iterable[ProcedureVersion]) -> list[ProcedureVersion]:
    """Of each ground that versions were published for, the newest word on it, by code."""
    # The versions of a day correct each other: what the last one does not say was a mistake.
    corrected: dict[tuple[int, date], ProcedureVersion] = {}
    for version in sorted(versions, key=lambda one: one.revision):
        corrected[version.procedure_id, version.effective_from] = version
    newest: dict[tuple[int, object], ProcedureVersion] = {}
    for version in sorted(corrected.values(), key=lambda one: one.pk):
        ground = version.legal_base_effective_on or version.decision_number
        if ground or version.decision_signed_on:
            # A later version repeats what it was published for; the newest word on it counts.
            newest[version.procedure_id, ground or version.decision_signed_on] = version
    return sorted(newest.values(), key=lambda one: (one.procedure.code, one.pk))


def publications_on(
    words: Iterable[ProcedureVersion], calendar: WorkingCalendar, today: date
) -> list[Publication]:
    """How the publications that ``newest_words`` tells of stand on a day, in its order."""
    return [
        Publication(
            version,
            standing_on(
                PublicationDates(
                    version.legal_base_effective_on,
                    version.decision_signed_on,
                    version.made_public_on,
                ),
                calendar,
                today,
            ),
        )
        for version in words
    ]


def is_of_year(one: Publication, year: int) -> bool:
    """Whether its last day to sign, or its decision, falls in the year."""
    days = (one.standing.sign_by, one.version.decision_signed_on)
    return any(day is not None and day.year == year for day in days)


def _publications(versions: QuerySet[ProcedureVersion], today: date) -> list[Publication]:
    words = newest_words(versions.select_related("procedure__unit"))
    return publications_on(words, working_calendar(), today)
