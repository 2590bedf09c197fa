"""What the documents of procedures and proposals are attached to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.attachments.owners import Owner
from parindex.procedures.constants import PROCEDURE_OWNER, PROPOSAL_OWNER

if TYPE_CHECKING:
    from parindex.procedures.models import Procedure, Proposal


def procedure_owner(found: Procedure) -> Owner:
    """What a procedure's attachments belong to; its id is the national code."""
    return Owner(found.agency_id, PROCEDURE_OWNER, found.code)


def proposal_owner(found: Proposal) -> Owner:
    """What a proposal's attachments belong to."""
    return Owner(found.agency_id, PROPOSAL_OWNER, str(found.pk))
