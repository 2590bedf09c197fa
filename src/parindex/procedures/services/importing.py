"""Whole lists of procedures taken in: compared first, then written, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.audit.services import record_event
from parindex.procedures.facts import facts_of, national_code
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.recounting import recount_catalogue
from parindex.procedures.services.catalogue import NewVersion, keep_version

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


@dataclass(frozen=True)
class Comparison:
    """What taking a list in would do, by the codes of its procedures."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def compare_list(access: Access, versions: Sequence[NewVersion]) -> Comparison:
    """What would be new, changed or the same.

    :raises PermissionRefused: unless the person keeps the procedures of every unit concerned.
    """
    known = _known(access)
    new: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    for version in versions:
        code = national_code(version.code) or version.code
        procedure = known.get(code)
        _require_for(access, version, procedure)
        if procedure is None:
            new.append(code)
        elif _says_the_same(procedure, version):
            same.append(code)
        else:
            changed.append(code)
    return Comparison(tuple(new), tuple(changed), tuple(same))


@transaction.atomic
def import_list(access: Access, versions: Sequence[NewVersion], source: str) -> Comparison:
    """Record every version of a list, or none; the same list again writes nothing.

    ``source`` names the file.

    :raises PermissionRefused: unless the person keeps the procedures of every unit concerned.
    :raises ProcedureRefused, UnitElsewhere: as ``record_version``; nothing is written.
    """
    comparison = compare_list(access, versions)
    keep_list(access.agency, versions, access.user)
    if comparison.new or comparison.changed:
        record_event(
            access.user,
            "import_procedures",
            ("agency", access.agency.pk),
            after={
                "source": source,
                "new": list(comparison.new),
                "changed": list(comparison.changed),
            },
        )
    return comparison


@transaction.atomic
def keep_list(
    agency: Agency,
    versions: Sequence[NewVersion],
    user: User | None,
    *,
    is_illustrative: bool = False,
) -> list[Procedure]:
    """Keep every version of a list and recount once; for the product itself ``user`` is None."""
    kept = [
        keep_version(agency, version, user, is_illustrative=is_illustrative) for version in versions
    ]
    moved = [version for version, (_, is_changed) in zip(versions, kept, strict=True) if is_changed]
    if moved:
        recount_catalogue(agency, moved)
    return [procedure for procedure, _ in kept]


def _known(access: Access) -> dict[str, Procedure]:
    procedures = Procedure.objects.filter(agency=access.agency).prefetch_related("versions")
    return {procedure.code: procedure for procedure in procedures}


def _require_for(access: Access, version: NewVersion, known: Procedure | None) -> None:
    require(access, Permission.KEEP_PROCEDURES, version.unit)
    if known is not None:
        require(access, Permission.KEEP_PROCEDURES, known.unit_id)


def _says_the_same(procedure: Procedure, version: NewVersion) -> bool:
    if version.unit is not None and version.unit.pk != procedure.unit_id:
        return False
    holding: ProcedureVersion | None = None
    for stored in procedure.versions.all():
        if stored.effective_from <= version.effective_from:
            holding = stored
    return holding is not None and facts_of(holding).stored() == version.facts.stored()
