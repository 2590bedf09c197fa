"""Closing of periods, and opening them again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require
from parindex.audit.services import record_event
from parindex.organisations.queries import working_date
from parindex.registers.constants import CLOSE, REGISTER_TARGET, REOPEN
from parindex.registers.models import ClosedPeriod
from parindex.registers.refusals import EntryRefused
from parindex.registers.services.writing import locked_book

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.registers.register import Register


@transaction.atomic
def close_period(
    access: Access, register: Register, unit: Unit | None, through: date, reason: str = ""
) -> ClosedPeriod:
    """Close a register through a day, for one unit or, with None, for all of the agency.

    An earlier day than the one that stands opens what lies between, and needs its reason. The
    same day again writes nothing.

    :raises PermissionRefused: unless the person closes registers, there or everywhere.
    :raises EntryRefused: for a day to come, or an earlier one without a reason.
    """
    if unit is not None and unit.agency_id != access.agency.pk:
        raise refused(access, Permission.CLOSE_REGISTERS.value, ("unit", unit.pk))
    require(access, Permission.CLOSE_REGISTERS, unit)
    if through > working_date(access.agency):
        raise EntryRefused("through", _("This day is still to come."))
    book = locked_book(access.agency, register)
    present = ClosedPeriod.objects.filter(book=book, unit=unit).first()
    before = present.through if present else None
    if present is not None and present.through == through:
        return present
    is_opening = before is not None and through < before
    if is_opening and not reason.strip():
        raise EntryRefused("reason", _("Say why days that were closed are opened again."))
    kept = present or ClosedPeriod(book=book, unit=unit)
    kept.through, kept.closed_by = through, access.user
    kept.save()
    told_unit = unit.pk if unit else None
    record_event(
        access.user,
        REOPEN if is_opening else CLOSE,
        (REGISTER_TARGET, register.key),
        agency_id=access.agency.pk,
        before={"unit": told_unit, "through": before.isoformat()} if before else None,
        after={"unit": told_unit, "through": through.isoformat()},
        reason=reason.strip(),
    )
    return kept
