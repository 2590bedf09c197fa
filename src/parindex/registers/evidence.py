"""Who sees and adds the evidence of an entry: who sees the agency, who writes the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.owners import Owner
    from parindex.registers.models import Entry
    from parindex.registers.register import Register

_MOST_DIGITS = 18


def may_view(register: Register, access: Access, owner: Owner) -> bool:
    """Everybody who sees the agency's work sees its evidence."""
    return access.may_view and _entry(register, access, owner) is not None


def may_add(register: Register, access: Access, owner: Owner) -> bool:
    """Who keeps the registers of the entry's unit, as long as the entry counts."""
    entry = _entry(register, access, owner)
    return (
        entry is not None
        and not entry.is_withdrawn
        and access.may(Permission.KEEP_REGISTERS, entry.unit_id)
    )


def _entry(register: Register, access: Access, owner: Owner) -> Entry | None:
    is_number = owner.id.isascii() and owner.id.isdigit() and len(owner.id) <= _MOST_DIGITS
    if owner.agency_id != access.agency.pk or not is_number:
        return None
    return register.model._default_manager.filter(agency=access.agency, pk=int(owner.id)).first()
