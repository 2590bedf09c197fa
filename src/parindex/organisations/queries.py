"""Reading agencies and units."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from parindex.organisations.constants import AgencyKind
from parindex.organisations.models import Agency, Unit
from parindex_core.directives import Unit as UnitEntry
from parindex_core.vietnamese.folding import vietnamese_sort_key


def all_agencies() -> list[Agency]:
    """Every agency of the installation, for work that is done for all of them."""
    return list(Agency.objects.all())


def agency_by_key(key: str) -> Agency | None:
    """The agency with that key, if there is one."""
    return Agency.objects.filter(key=key).first()


def units_of(agency: Agency) -> list[Unit]:
    """An agency's units in their order."""
    return list(agency.units.all())


def unit_entries(units: list[Unit]) -> tuple[UnitEntry, ...]:
    """The units as the reader of directives wants them."""
    return tuple(
        UnitEntry(
            key=unit.key,
            name=unit.name,
            name_en=unit.name_en,
            aliases=tuple(unit.aliases),
            functions=tuple(unit.functions),
            function_words=tuple(unit.function_words),
        )
        for unit in units
    )


def working_date(agency: Agency) -> date:
    """Today in the agency's time zone; a demonstration's agency lives on its own day."""
    return agency.demonstration_date or timezone.localdate()


def working_moment(agency: Agency) -> datetime:
    """Now; for a demonstration's agency the present time of day on its own day."""
    now = timezone.localtime()
    day = agency.demonstration_date
    return now.replace(year=day.year, month=day.month, day=day.day) if day else now


def units_by_agency(agencies: Iterable[Agency]) -> dict[Agency, list[Unit]]:
    """The units of many agencies, each in their order; one query."""
    by_agency: dict[Agency, list[Unit]] = {agency: [] for agency in agencies}
    for unit in Unit.objects.filter(agency__in=by_agency).select_related("agency"):
        by_agency[unit.agency].append(unit)
    return by_agency


def scored_agencies() -> list[Agency]:
    """Every agency that can be scored in a round, by kind and name; one query."""
    found = Agency.objects.exclude(kind=AgencyKind.COUNCIL)
    return sorted(found, key=lambda one: (one.kind, vietnamese_sort_key(one.name)))
