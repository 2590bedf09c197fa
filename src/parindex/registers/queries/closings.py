"""Up to which day registers are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.registers.closing import closed_for
from parindex.registers.models import ClosedPeriod

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


def closings(access: Access, register: Register) -> list[ClosedPeriod]:
    """The agency's closings of a register, that for all units first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = ClosedPeriod.objects.filter(book__agency=access.agency, book__register=register.key)
    known = list(found.select_related("unit", "closed_by"))
    return sorted(
        known, key=lambda one: (one.unit is not None, one.unit.position if one.unit else 0)
    )


def closed_through(access: Access, register: Register, found: Entry) -> date | None:
    """Up to which day a register is closed for an entry; None: it is open."""
    known = {one.unit_id: one.through for one in closings(access, register)}
    return closed_for(known, [found.unit_id])
