"""Writing of one entry: recorded, changed by a correction or a step, taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require
from parindex.organisations.queries import working_date
from parindex.registers.closing import closed_for, closings_of, touches_closed
from parindex.registers.constants import CORRECT, UNIT, WITHDRAW
from parindex.registers.facts import facts_of, put_facts
from parindex.registers.refusals import (
    ChangedMeanwhile,
    EntryRefused,
    EntryWithdrawn,
    ReasonMissing,
)
from parindex.registers.services.writing import Change, locked_book, write

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.registers.closing import Closings
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


@dataclass(frozen=True)
class Seen:
    """The entry that a person changes, as their page showed it."""

    entry_id: int
    version: int


def record_entry(
    access: Access,
    register: Register,
    unit: Unit,
    year: int,
    values: Mapping[str, Any],
    reason: str = "",
) -> Entry:
    """Record an entry of a unit's year; the same sent twice is the one that is there.

    ``values``: its facts by name. ``reason``: why it comes only now, where its period is closed.

    :raises PermissionRefused: unless the person keeps the unit's registers, and approves where a
        fact is an approval.
    :raises EntryRefused: when the facts contradict each other, or the entry is there already.
    :raises ReasonMissing: when a fact belongs to a closed period.
    """
    if unit.agency_id != access.agency.pk:
        raise refused(access, Permission.KEEP_REGISTERS.value, ("unit", unit.pk))
    require(access, Permission.KEEP_REGISTERS, unit)
    with transaction.atomic():
        book = locked_book(access.agency, register)
        entry = register.model(agency=access.agency, unit=unit, year=year, recorded_by=access.user)
        put_facts(register, entry, values)
        register.settle(entry, working_date(access.agency))
        present = same_entry(register, entry)
        if present is not None:
            if facts_of(register, present) == facts_of(register, entry):
                return present
            words = _("This is recorded already as %(code)s; correct that one.")
            raise EntryRefused(register.identity[0], words % {"code": present.code})
        change = Change(entry, None)
        require_for(access, register, change)
        require_reason(register, change, closings_of(book), reason)
        write(register, access.agency, [change], access.user, reason=reason.strip())
    return entry


@contextmanager
def changing(
    access: Access, register: Register, seen: Seen, reason: str = "", action: str = CORRECT
) -> Iterator[Any]:
    """The entry, locked; what is set on it inside is checked and written at the end.

    Nothing set, nothing written. ``action``: what the audit calls it.

    :raises PermissionRefused: unless the person keeps the registers of its unit, old and new, and
        approves where a fact is an approval.
    :raises EntryRefused, ReasonMissing: as ``record_entry``.
    :raises ChangedMeanwhile: when the entry is not as it was seen.
    :raises EntryWithdrawn: when it was taken out.
    """
    with transaction.atomic():
        book = locked_book(access.agency, register)
        entry = _of_agency(access, register, seen.entry_id)
        before = facts_of(register, entry)
        if entry.is_withdrawn:
            raise EntryWithdrawn(entry.code)
        yield entry
        change = Change(entry, before, action)
        names = change.changed(register)
        require_for(access, register, change)
        if not names:
            return
        if entry.version != seen.version:
            raise ChangedMeanwhile(_of_agency(access, register, seen.entry_id))
        register.settle(entry, working_date(access.agency))
        if UNIT in names or names & set(register.identity):
            present = same_entry(register, entry)
            if present is not None:
                words = _("This is recorded already as %(code)s.") % {"code": present.code}
                raise EntryRefused(register.identity[0], words)
        require_reason(register, change, closings_of(book), reason)
        write(register, access.agency, [change], access.user, reason=reason.strip())


def correct_entry(
    access: Access,
    register: Register,
    seen: Seen,
    values: Mapping[str, Any],
    *,
    unit: Unit | None = None,
    reason: str = "",
) -> Entry:
    """Write facts of an entry anew; ``unit`` None: it stays where it is.

    Raises as ``changing``.
    """
    if unit is not None and unit.agency_id != access.agency.pk:
        raise refused(access, Permission.KEEP_REGISTERS.value, ("unit", unit.pk))
    with changing(access, register, seen, reason) as entry:
        put_facts(register, entry, values)
        if unit is not None:
            entry.unit = unit
    return entry


@transaction.atomic
def withdraw_entry(access: Access, register: Register, seen: Seen, reason: str) -> Entry:
    """Take an entry out of what counts; it stays to be seen, with who, when and why.

    :raises PermissionRefused: unless the person keeps the registers of its unit.
    :raises EntryRefused: without a reason.
    :raises ChangedMeanwhile, EntryWithdrawn: as ``changing``.
    """
    locked_book(access.agency, register)
    entry = _of_agency(access, register, seen.entry_id)
    require(access, Permission.KEEP_REGISTERS, entry.unit_id)
    if not reason.strip():
        raise EntryRefused("reason", _("Say why; the reason stays with the entry."))
    if entry.is_withdrawn:
        raise EntryWithdrawn(entry.code)
    if entry.version != seen.version:
        raise ChangedMeanwhile(entry)
    entry.withdrawn_at, entry.withdrawn_by = timezone.now(), access.user
    entry.withdrawal_reason = reason.strip()
    change = Change(entry, facts_of(register, entry), WITHDRAW)
    write(register, access.agency, [change], access.user, reason=reason.strip())
    return entry


def same_entry(register: Register, entry: Entry) -> Entry | None:
    """Another entry of the unit's year that is the same one, by the register's identity."""
    others = register.model._default_manager.filter(
        agency=entry.agency_id, unit=entry.unit_id, year=entry.year, withdrawn_at=None
    ).exclude(pk=entry.pk)
    wanted = register.identity_of(entry)
    exact = {name: getattr(entry, name) for name in register.identity if name != "title"}
    return next((o for o in others.filter(**exact) if register.identity_of(o) == wanted), None)


def permission_lacking(access: Access, register: Register, change: Change) -> Permission | None:
    """What the person may not of a write; None: all of it is theirs to write."""
    names = change.changed(register)
    units = {change.entry.unit_id, (change.before or {}).get(UNIT, change.entry.unit_id)}
    keep, approve = Permission.KEEP_REGISTERS, Permission.APPROVE_ENTRIES
    for unit in units:
        if not names and not access.may(approve, unit) and not access.may(keep, unit):
            return keep
        if names & register.approvals and not access.may(approve, unit):
            return approve
        if names - register.approvals and not access.may(keep, unit):
            return keep
    return None


def require_for(access: Access, register: Register, change: Change) -> None:
    """Go on only where the person may write every fact that is another; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    lacking = permission_lacking(access, register, change)
    if lacking is not None:
        raise refused(access, lacking.value, (register.target, change.entry.pk or 0))


def reason_lacking(register: Register, change: Change, closings: Closings) -> date | None:
    """The day through which a period is closed that a write touches; None: it needs no reason."""
    units = [change.entry.unit_id, (change.before or {}).get(UNIT, change.entry.unit_id)]
    through = closed_for(closings, units)
    after = facts_of(register, change.entry)
    if through is not None and touches_closed(register, change.before, after, through):
        return through
    return None


def require_reason(register: Register, change: Change, closings: Closings, reason: str) -> None:
    """Go on only with a reason where the write touches a closed period.

    :raises ReasonMissing: otherwise.
    """
    through = reason_lacking(register, change, closings)
    if through is not None and not reason.strip():
        raise ReasonMissing(through)


def _of_agency(access: Access, register: Register, entry_id: int) -> Entry:
    found = register.model._default_manager.filter(agency=access.agency, pk=entry_id).first()
    if found is None:
        raise refused(access, Permission.KEEP_REGISTERS.value, (register.target, entry_id))
    return found
