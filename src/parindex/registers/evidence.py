"""Who sees and adds the evidence of an entry: who sees the agency, who writes the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.attachments.owners import row_number

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.owners import Owner
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


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


def label_of(register: Register, owner: Owner) -> str:
    """The entry's code, "" for one that is not there."""
    number = row_number(owner.id)
    found = register.model._default_manager.filter(agency=owner.agency_id, pk=number).first()
    return found.code if found else ""


def _entry(register: Register, access: Access, owner: Owner) -> Entry | None:
    number = row_number(owner.id)
    if owner.agency_id != access.agency.pk or number is None:
        return None
    return register.model._default_manager.filter(agency=access.agency, pk=number).first()
