"""What the services of late dossiers ask first: that the dossier is there and late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.dossiers.agency_store import agency_store, end_of_day
from parindex.dossiers.visibility import unit_of_code
from parindex_dossiers.explanation import explain_dossier, find_dossier

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit


class DossierNotLate(ValueError):
    """Only a late dossier has a cause or an apology."""


@dataclass(frozen=True)
class LateDossier:
    """A dossier that is late, of which unit; ``facts`` is the store's row."""

    code: str
    unit: Unit | None
    facts: dict[str, Any]


def late_dossier(agency: Agency, code: str, today: date) -> LateDossier:
    """The dossier of that code, judged at the end of today.

    :raises DossierNotFound, StoreEmpty:
    :raises DossierNotLate:
    """
    store = agency_store(agency)
    facts = find_dossier(store, code)
    verdict = explain_dossier(store, facts["code"], end_of_day(today)).verdict
    if verdict not in ("late", "late_objective"):
        raise DossierNotLate(facts["code"])
    return LateDossier(facts["code"], unit_of_code(agency).get(facts["unit"]), facts)


def dossier_target(access: Access, code: str) -> tuple[str, str]:
    """A dossier as the target of audit events: codes are an agency's own."""
    return "dossier", f"{access.agency.key}:{code}"
