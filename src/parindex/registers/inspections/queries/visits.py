"""Whom an inspection visited, what it found, and which inspection found something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.organisations.queries import units_of
from parindex.registers.inspections.models import Inspection, InspectionFinding
from parindex_tables.columns import compact

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit


def units_by_name(agency: Agency) -> dict[str, Unit]:
    """The agency's units by each of their names, compact."""
    return {
        compact(name): unit
        for unit in units_of(agency)
        for name in (unit.key, unit.name, unit.name_en, *unit.aliases)
    }


def findings_of_inspection(inspection: Inspection) -> list[InspectionFinding]:
    """What an inspection found, by deadline; for who may see it."""
    found = InspectionFinding.objects.filter(
        agency=inspection.agency_id,
        withdrawn_at=None,
        inspection=inspection.code,
        kind=inspection.kind,
    )
    return list(found.order_by("due_on", "pk"))


def inspection_of_finding(finding: InspectionFinding) -> Inspection | None:
    """The inspection that a finding names; None where none that counts has its code and kind."""
    if not finding.inspection:
        return None
    _letters, year, number = finding.inspection.split("-")
    found = Inspection.objects.filter(
        agency=finding.agency_id,
        withdrawn_at=None,
        year=int(year),
        number=int(number),
        kind=finding.kind,
    )
    return found.first()
