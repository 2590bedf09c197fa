"""Which of the agency's units a code of the exports stands for: suggested by name, set once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.dossiers.agency_store import agency_store, is_filled, store_names
from parindex.dossiers.models import DossierUnit
from parindex.organisations.queries import units_of
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit


class UnitOfAnotherAgency(ValueError):
    """A unit can only be one of the agency's own."""


@transaction.atomic
def set_dossier_unit(access: Access, pair: DossierUnit, unit: Unit | None) -> DossierUnit:
    """Say which unit a code stands for; None: none of the agency's.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UnitOfAnotherAgency:
    """
    require_own(access, pair)
    require(access, Permission.LOAD_DOSSIERS)
    if unit is not None and unit.agency_id != pair.agency_id:
        raise UnitOfAnotherAgency(str(unit))
    locked = DossierUnit.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    before, locked.unit_id = locked.unit_id, unit.pk if unit else None
    if before == (unit.pk if unit else None):
        return locked
    locked.save(update_fields=["unit"])
    record_event(
        access.user,
        "set_dossier_unit",
        ("dossier_unit", locked.pk),
        agency_id=locked.agency_id,
        before={"code": locked.code, "unit": before},
        after={"code": locked.code, "unit": unit.key if unit else None},
    )
    return locked


@transaction.atomic
def set_dossier_units(access: Access, wanted: Mapping[DossierUnit, Unit | None]) -> int:
    """Say of several codes which unit they stand for, all or none; how many changed.

    :raises PermissionRefused: unless the person loads dossiers of the agency.
    :raises UnitOfAnotherAgency:
    """
    require(access, Permission.LOAD_DOSSIERS)
    changed = 0
    for pair, unit in wanted.items():
        before = pair.unit_id
        changed += set_dossier_unit(access, pair, unit).unit_id != before
    return changed


def keep_new_units(agency: Agency) -> list[DossierUnit]:
    """Take in the codes that the store has and nobody knows yet, each with the suggested unit.

    Called at the end of a load, inside its transaction.
    """
    store = agency_store(agency)
    if not is_filled(store):
        return []
    from parindex_dossiers.places import open_places

    known = set(DossierUnit.objects.filter(agency=agency).values_list("code", flat=True))
    manifest, names = store.manifest(), store_names(store)
    codes = open_places(store.path(manifest.groups or "")).codes["unit"]
    units = units_of(agency)
    made = [
        DossierUnit(
            agency=agency, code=code, unit=suggested_unit(code, names.of("unit", code), units)
        )
        for code in codes
        if code and code not in known
    ]
    return DossierUnit.objects.bulk_create(made)


def suggested_unit(code: str, name: str | None, units: list[Unit]) -> Unit | None:
    """The unit whose name, key or alias the export's name (else its code) is, however written."""
    wanted = {fold(text).strip() for text in (name, code) if text}
    for unit in units:
        if wanted & {fold(text).strip() for text in (unit.name, unit.key, *unit.aliases)}:
            return unit
    return None
