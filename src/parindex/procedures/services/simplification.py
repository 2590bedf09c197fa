"""Writing of proposals to simplify procedures: drafted, submitted, decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.editions.measures import facts_changed
from parindex.procedures.constants import PROPOSAL_STEPS, ProposalState
from parindex.procedures.measures import SIMPLIFIED
from parindex.procedures.models import Procedure, Proposal

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit


class ProposalRefused(ValueError):
    """The proposal cannot be drafted or go further so; the message says which field."""


@dataclass(frozen=True)
class NewProposal:
    """A proposal as it is drafted."""

    title: str
    content: str
    unit: Unit
    procedures: Sequence[Procedure]
    drafted_on: date


def draft_proposal(access: Access, year: int, new: NewProposal) -> Proposal:
    """Draft a proposal; the same title again in the year is the same proposal.

    :raises PermissionRefused: unless the person keeps the unit's procedures.
    :raises ProposalRefused: without a title or procedures, or with those of another agency.
    """
    require(access, Permission.KEEP_PROCEDURES, new.unit)
    return keep_proposal(access.agency, year, new, access.user)


@transaction.atomic
def keep_proposal(agency: Agency, year: int, new: NewProposal, user: User | None) -> Proposal:
    """As ``draft_proposal``, for the product itself (``user`` None, figures illustrative)."""
    if not new.title.strip():
        raise ProposalRefused("title")
    owners = {procedure.agency_id for procedure in new.procedures}
    if owners != {agency.pk} or new.unit.agency_id != agency.pk:
        raise ProposalRefused("procedures")
    known = Proposal.objects.filter(agency=agency, year=year, title=new.title.strip()).first()
    if known is not None:
        return known
    proposal = Proposal.objects.create(
        agency=agency,
        year=year,
        title=new.title.strip(),
        content=new.content.strip(),
        unit=new.unit,
        drafted_on=new.drafted_on,
        is_illustrative=user is None,
    )
    proposal.procedures.set(new.procedures)
    after = {"title": proposal.title, "procedures": [p.code for p in new.procedures]}
    record_event(
        user, "draft_proposal", ("proposal", proposal.pk), agency_id=agency.pk, after=after
    )
    facts_changed(agency, year, SIMPLIFIED)
    return proposal


@transaction.atomic
def take_proposal_further(access: Access, proposal: Proposal, day: date, number: str) -> Proposal:
    """Record that a proposal was submitted, or decided on, by which paper and on which day.

    :raises PermissionRefused: unless the person keeps the unit's procedures.
    :raises ProposalRefused: when it was decided, without a number, or before the step before.
    """
    require_own(access, proposal)
    require(access, Permission.KEEP_PROCEDURES, proposal.unit_id)
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    present = ProposalState(locked.state)
    if present != proposal.state or present not in PROPOSAL_STEPS:
        raise ProposalRefused("state")
    if not number.strip():
        raise ProposalRefused("number")
    if day < (locked.submitted_on or locked.drafted_on):
        raise ProposalRefused("day")
    locked.state = PROPOSAL_STEPS[present]
    if locked.state == ProposalState.SUBMITTED:
        locked.submitted_on, locked.submission_number = day, number.strip()
    else:
        locked.decided_on, locked.decision_number = day, number.strip()
    locked.save()
    record_event(
        access.user,
        "take_proposal_further",
        ("proposal", locked.pk),
        agency_id=locked.agency_id,
        before={"state": present.value},
        after={"state": locked.state, "day": day.isoformat(), "number": number.strip()},
    )
    facts_changed(access.agency, locked.year, SIMPLIFIED)
    return locked
