"""Whose dossiers a person sees: all of the agency, or those of the person's own units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_view
from parindex.dossiers.models import DossierUnit

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit
    from parindex_dossiers.places import Dimension


def unit_of_code(agency: Agency) -> dict[str, Unit | None]:
    """Which unit each code of the exports stands for, as far as it was set."""
    pairs = DossierUnit.objects.filter(agency=agency).select_related("unit")
    return {pair.code: pair.unit for pair in pairs}


def visible_codes(access: Access) -> frozenset[str] | None:
    """The exports' unit codes whose dossiers the person sees; None for all of the agency.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    if Permission.VIEW in access.agency_permissions:
        return None
    own = {unit.pk for unit in access.units}
    pairs = DossierUnit.objects.filter(agency=access.agency, unit_id__in=own)
    return frozenset(pairs.values_list("code", flat=True))


def seen_within(access: Access, unit_code: str = "") -> dict[Dimension, list[str]]:
    """What narrows a question to the dossiers that the person sees, and to a unit's code if given.

    :raises PermissionRefused: unless the person sees the agency.
    """
    visible = visible_codes(access)
    if visible is None:
        return {"unit": [unit_code]} if unit_code else {}
    return {"unit": [code for code in visible if unit_code in ("", code)]}


def require_dossier_view(access: Access, code: str, unit_code: str) -> None:
    """Go on only where the person sees the dossiers of that unit.

    :raises PermissionRefused: otherwise; logged.
    """
    visible = visible_codes(access)
    if visible is not None and unit_code not in visible:
        raise refused(access, Permission.VIEW.value, ("dossier", code))
