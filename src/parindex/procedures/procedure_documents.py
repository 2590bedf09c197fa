"""Who sees and adds the documents of a procedure and of a proposal; those of a unit its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.accounts.constants import Permission
from parindex.procedures.constants import PROCEDURE_OWNER
from parindex.procedures.models import Procedure, Proposal

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.owners import Owner

_MOST_DIGITS = 18


def may_view(access: Access, owner: Owner) -> bool:
    """Everybody who sees the agency's work sees its documents."""
    return access.may_view and _row(access, owner) is not None


def may_add(access: Access, owner: Owner) -> bool:
    """Who keeps the procedures of the unit concerned adds to them."""
    row = _row(access, owner)
    return row is not None and access.may(Permission.KEEP_PROCEDURES, row.unit_id)


def page_of(owner: Owner) -> str:
    """The page on which the owner's attachments stand."""
    if owner.type == PROCEDURE_OWNER:
        return reverse("procedure", args=[owner.id])
    return reverse("procedure-proposal", args=[owner.id])


def _row(access: Access, owner: Owner) -> Procedure | Proposal | None:
    if owner.agency_id != access.agency.pk:
        return None
    if owner.type == PROCEDURE_OWNER:
        return Procedure.objects.filter(agency=access.agency, code=owner.id).first()
    if owner.id.isascii() and owner.id.isdigit() and len(owner.id) <= _MOST_DIGITS:
        return Proposal.objects.filter(agency=access.agency, pk=int(owner.id)).first()
    return None
