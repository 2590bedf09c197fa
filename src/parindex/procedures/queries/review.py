"""The year's plan of review, its findings, and the proposals to simplify."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.procedures.models import Procedure, Proposal, Review

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


def reviews_of(access: Access, year: int) -> list[Review]:
    """The plan of a year by deadline.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Review.objects.filter(agency=access.agency, year=year)
    return list(found.select_related("procedure", "unit"))


def review(access: Access, review_id: int) -> Review | None:
    """One line of the agency's plans, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Review.objects.filter(agency=access.agency, pk=review_id)
    return found.select_related("procedure", "unit").first()


def reviews_of_procedure(access: Access, procedure: Procedure) -> list[Review]:
    """Every review that a procedure was planned for, newest year first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Review.objects.filter(agency=access.agency, procedure=procedure)
    return list(found.select_related("unit").order_by("-year"))


def is_late(found: Review, today: date) -> bool:
    """Not reviewed after its deadline, or reviewed after it."""
    return (found.reviewed_on or today) > found.deadline


def proposals_of(
    access: Access, year: int | None = None, procedure: Procedure | None = None
) -> list[Proposal]:
    """The agency's proposals, newest first: of a year, or of one procedure.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Proposal.objects.filter(agency=access.agency)
    if year is not None:
        found = found.filter(year=year)
    if procedure is not None:
        found = found.filter(procedures=procedure)
    return list(found.select_related("unit").prefetch_related("procedures"))


def proposal(access: Access, proposal_id: int) -> Proposal | None:
    """One proposal of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Proposal.objects.filter(agency=access.agency, pk=proposal_id).first()
