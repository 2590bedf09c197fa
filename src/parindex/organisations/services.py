"""Writing of agencies and units."""

from datetime import date

from django.db import transaction

from parindex.audit.services import record_event
from parindex.organisations.constants import AgencyKind
from parindex.organisations.models import Agency, Unit
from parindex_core.directives import Unit as UnitEntry


@transaction.atomic
def create_agency(
    key: str,
    names: tuple[str, str],
    *,
    kind: AgencyKind = AgencyKind.DEPARTMENT,
    superior: str = "",
    place: str = "",
    demonstration_date: date | None = None,
) -> Agency:
    """Create an agency; ``names`` in Vietnamese and English."""
    agency = Agency.objects.create(
        key=key,
        name=names[0],
        name_en=names[1],
        kind=kind,
        superior=superior,
        place=place,
        demonstration_date=demonstration_date,
    )
    record_event(None, "create_agency", ("agency", agency.pk), after={"key": key, "name": names[0]})
    return agency


@transaction.atomic
def create_units(agency: Agency, entries: tuple[UnitEntry, ...]) -> list[Unit]:
    """Create an agency's units in the order of their units file."""
    units = [
        Unit(
            agency=agency,
            key=entry.key,
            name=entry.name,
            name_en=entry.name_en or entry.name,
            aliases=list(entry.aliases),
            functions=list(entry.functions),
            function_words=list(entry.function_words),
            position=position,
        )
        for position, entry in enumerate(entries, start=1)
    ]
    Unit.objects.bulk_create(units)
    record_event(
        None, "create_units", ("agency", agency.pk), after={unit.key: unit.name for unit in units}
    )
    return list(agency.units.all())
