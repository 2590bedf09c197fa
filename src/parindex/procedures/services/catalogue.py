"""Writing of the catalogue: a change is a further version, what was said before stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.procedures.facts import ProcedureFacts, facts_of, national_code
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.recounting import recount_catalogue
from parindex.procedures.search import search_text

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit


class ProcedureRefused(ValueError):
    """What was entered is no procedure: the message says which field."""


class UnitElsewhere(ValueError):
    """A procedure was to go to a unit of another agency."""


class AlreadyChanged(ValueError):
    """Somebody recorded another version since the page was opened."""


@dataclass(frozen=True)
class NewVersion:
    """A version to record: of which procedure, from which day, what it says, who settles it."""

    code: str
    effective_from: date
    facts: ProcedureFacts
    unit: Unit | None


def record_version(
    access: Access, version: NewVersion, seen: ProcedureVersion | None = None
) -> tuple[Procedure, bool]:
    """Record what a procedure says from a day on; the same said again changes nothing.

    ``seen`` is the version that the person changed, None for a procedure that is new to them.
    Returns the procedure and whether anything was written.

    :raises PermissionRefused: unless the person keeps the procedures of its unit, old and new.
    :raises AlreadyChanged: when the procedure is not as it was seen.
    :raises ProcedureRefused: when the code, the name or a date is not one.
    :raises UnitElsewhere: when the unit is not the agency's.
    """
    require(access, Permission.KEEP_PROCEDURES, version.unit)
    with transaction.atomic():
        known = _locked(access.agency, version.code)
        if known is not None:
            require_own(access, known)
            require(access, Permission.KEEP_PROCEDURES, known.unit_id)
            if _says(known, version):
                return known, False
            _refuse_unseen(known, seen)
        kept, is_changed = keep_version(access.agency, version, access.user)
        if is_changed:
            recount_catalogue(access.agency, [version])
        return kept, is_changed


@transaction.atomic
def keep_version(
    agency: Agency, version: NewVersion, user: User | None, *, is_illustrative: bool = False
) -> tuple[Procedure, bool]:
    """As ``record_version``, a line of a list; who keeps the list has the scores recounted."""
    code = national_code(version.code)
    refuse_unsound(version, code)
    if version.unit is not None and version.unit.agency_id != agency.pk:
        raise UnitElsewhere(version.code)
    procedure, _ = Procedure.objects.get_or_create(
        agency=agency, code=code, defaults={"unit": version.unit}
    )
    moved = _move(procedure, version.unit, user)
    holding = _holding(procedure, version.effective_from)
    if holding is not None and facts_of(holding).stored() == version.facts.stored():
        return procedure, moved
    made = _add(procedure, version, user, is_illustrative=is_illustrative)
    record_event(
        user,
        "record_procedure_version",
        ("procedure", procedure.pk),
        agency_id=procedure.agency_id,
        before=facts_of(holding).told() if holding else None,
        after={
            "effective_from": made.effective_from.isoformat(),
            "revision": made.revision,
            **version.facts.told(),
        },
    )
    return procedure, True


def refuse_unsound(version: NewVersion, code: str | None) -> None:
    """Refuse what is no procedure.

    :raises ProcedureRefused: with the field at fault.
    """
    facts = version.facts
    if code is None:
        raise ProcedureRefused("code")
    if not facts.name.strip():
        raise ProcedureRefused("name")
    if facts.made_public_on is not None and facts.decision_signed_on is None:
        raise ProcedureRefused("made_public_on")
    signed, public = facts.decision_signed_on, facts.made_public_on
    if signed is not None and public is not None and public < signed:
        raise ProcedureRefused("made_public_on")


def _locked(agency: Agency, code: str) -> Procedure | None:
    known = Procedure.objects.select_for_update().filter(agency=agency)
    return known.filter(code=national_code(code) or "").first()


def _says(known: Procedure, version: NewVersion) -> bool:
    """Whether a version would change nothing, as when a form is sent twice."""
    is_there = version.unit is None or known.unit_id == version.unit.pk
    holding = _holding(known, version.effective_from)
    return is_there and holding is not None and facts_of(holding).stored() == version.facts.stored()


def _refuse_unseen(procedure: Procedure, seen: ProcedureVersion | None) -> None:
    newest = procedure.versions.order_by("id").last()
    if newest is not None and (seen is None or seen.pk != newest.pk):
        raise AlreadyChanged(procedure.code)


def _holding(procedure: Procedure, day: date) -> ProcedureVersion | None:
    versions = procedure.versions.filter(effective_from__lte=day)
    return versions.order_by("effective_from", "revision").last()


def _move(procedure: Procedure, unit: Unit | None, user: User | None) -> bool:
    if unit is None or procedure.unit_id == unit.pk:
        return False
    before = procedure.unit_id
    procedure.unit = unit  # pyright: ignore[reportAttributeAccessIssue] (it may be None)
    procedure.save(update_fields=["unit"])
    record_event(
        user,
        "move_procedure",
        ("procedure", procedure.pk),
        agency_id=procedure.agency_id,
        before={"unit": before},
        after={"unit": unit.pk},
    )
    return True


def _add(
    procedure: Procedure, version: NewVersion, user: User | None, *, is_illustrative: bool
) -> ProcedureVersion:
    same_day = procedure.versions.filter(effective_from=version.effective_from)
    last = same_day.aggregate(last=Max("revision"))["last"] or 0
    facts = version.facts
    return ProcedureVersion.objects.create(
        procedure=procedure,
        effective_from=version.effective_from,
        revision=last + 1,
        search_text=search_text(procedure.code, facts.name, facts.field),
        is_illustrative=is_illustrative,
        recorded_by=user,
        **facts.stored(),
    )
