"""What was recorded of dossiers brought into their store, so that every number agrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.dossiers.agency_store import agency_store
from parindex.dossiers.constants import CauseState
from parindex.dossiers.measures import NAMES
from parindex.dossiers.models import ApologyLetter, ObjectiveCause
from parindex.editions.measures import facts_changed
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency


def records_into_store(agency: Agency) -> int:
    """Bring approved causes and apology letters of all dossiers in; how many dossiers changed.

    :raises StoreBusy: while a load runs.
    """
    from parindex_dossiers.amendments import Amendment, amend_dossiers

    causes = {
        cause.dossier_code: cause_in_words(cause)
        for cause in ObjectiveCause.objects.filter(agency=agency, state=CauseState.APPROVED)
    }
    letters = set(
        ApologyLetter.objects.filter(agency=agency).values_list("dossier_code", flat=True)
    )
    return amend_dossiers(
        agency_store(agency),
        {code: Amendment(causes.get(code), code in letters) for code in {*causes, *letters}},
    )


def recount(agency: Agency) -> None:
    """Have the assessments count every year anew that the store knows; see ``facts_changed``."""
    years = {
        int(text[:4])
        for file in agency_store(agency).manifest().files
        for text in (file.ended_from, file.ended_to)
        if text
    }
    for year in range(min(years), max(years) + 1) if years else ():
        facts_changed(agency, year, *NAMES)


def cause_in_words(cause: ObjectiveCause) -> str:
    """The cause with its document, as the explanation of the dossier says it."""
    day = format_date(cause.document_date)
    return f"{cause.cause} (văn bản {cause.document_number} ngày {day})"
