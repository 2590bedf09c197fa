"""Writing of the year's plan of review and of what the review found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.editions.measures import facts_changed
from parindex.procedures.measures import REVIEWED
from parindex.procedures.models import Procedure, Review

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency


class ReviewRefused(ValueError):
    """The review cannot be planned or recorded so; the message says which field."""


def plan_reviews(
    access: Access, year: int, procedures: Sequence[Procedure], deadline: date
) -> list[Review]:
    """Put procedures into the year's plan; those that stand in it already keep their line.

    :raises PermissionRefused: unless the person keeps the procedures of every unit concerned.
    :raises ReviewRefused: when a procedure has no unit, or the deadline is not of the year.
    """
    for procedure in procedures:
        require_own(access, procedure)
        require(access, Permission.KEEP_PROCEDURES, procedure.unit_id)
    return keep_plan(access.agency, year, procedures, deadline, access.user)


@transaction.atomic
def keep_plan(
    agency: Agency, year: int, procedures: Sequence[Procedure], deadline: date, user: User | None
) -> list[Review]:
    """As ``plan_reviews``, for the product itself (``user`` None, figures illustrative)."""
    if deadline.year != year:
        raise ReviewRefused("deadline")
    made = []
    for procedure in procedures:
        if procedure.unit_id is None:
            raise ReviewRefused("unit")
        review, is_new = Review.objects.get_or_create(
            year=year,
            procedure=procedure,
            defaults={
                "agency": agency,
                "unit_id": procedure.unit_id,
                "deadline": deadline,
                "is_illustrative": user is None,
            },
        )
        if is_new:
            made.append(review)
            after = {"procedure": procedure.code, "deadline": deadline.isoformat()}
            record_event(
                user, "plan_review", ("review", review.pk), agency_id=agency.pk, after=after
            )
    if made:
        facts_changed(agency, year, REVIEWED)
    return made


def record_finding(access: Access, review: Review, reviewed_on: date, finding: str) -> Review:
    """Record that a procedure was reviewed, and what was found.

    :raises PermissionRefused: unless the person keeps the procedures of the review's unit.
    :raises ReviewRefused: without a finding, or with a day outside the plan's year.
    """
    require_own(access, review)
    require(access, Permission.KEEP_PROCEDURES, review.unit_id)
    return keep_finding(review, reviewed_on, finding, access.user)


@transaction.atomic
def keep_finding(review: Review, reviewed_on: date, finding: str, user: User | None) -> Review:
    """As ``record_finding``, for the product itself (``user`` None)."""
    if not finding.strip():
        raise ReviewRefused("finding")
    if reviewed_on.year != review.year:
        raise ReviewRefused("reviewed_on")
    locked = Review.objects.select_for_update().get(pk=review.pk)
    before = {"reviewed_on": _iso(locked.reviewed_on), "finding": locked.finding}
    locked.reviewed_on = reviewed_on
    locked.finding = finding.strip()
    locked.save(update_fields=["reviewed_on", "finding"])
    after = {"reviewed_on": _iso(locked.reviewed_on), "finding": locked.finding}
    if before != after:
        record_event(
            user,
            "record_finding",
            ("review", locked.pk),
            agency_id=locked.agency_id,
            before=before,
            after=after,
        )
        facts_changed(locked.agency, locked.year, REVIEWED)
    return locked


@transaction.atomic
def remove_from_plan(access: Access, review: Review, reason: str) -> None:
    """Take a procedure that was not reviewed out of the plan; the reason stays in the audit.

    :raises PermissionRefused: unless the person keeps the procedures of the whole agency.
    :raises ReviewRefused: when it was reviewed, or without a reason.
    """
    require_own(access, review)
    require(access, Permission.KEEP_PROCEDURES)
    locked = Review.objects.select_for_update().select_related("procedure").get(pk=review.pk)
    if locked.reviewed_on is not None:
        raise ReviewRefused("reviewed_on")
    if not reason.strip():
        raise ReviewRefused("reason")
    before = {"procedure": locked.procedure.code, "deadline": locked.deadline.isoformat()}
    record_event(
        access.user,
        "remove_from_plan",
        ("review", locked.pk),
        agency_id=locked.agency_id,
        before=before,
        reason=reason.strip(),
    )
    locked.delete()
    facts_changed(access.agency, locked.year, REVIEWED)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
