"""Which paper a paper amends: undone or said otherwise, while nothing was done on that ground."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.amendments import taken_apart
from parindex.assignments.arrivals import refuse_later
from parindex.assignments.fresh_review import first_review
from parindex.assignments.models import Directive, DirectiveReview, Task
from parindex.assignments.passages import Review
from parindex.assignments.queries.reviews import decided_of, on_top_of
from parindex.assignments.services.reviewing import write_review
from parindex.assignments.services.steps import ReasonMissing
from parindex.audit.services import record_event
from parindex.organisations.queries import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit


class Hindrance(Enum):
    """Why a paper's place after another cannot be said otherwise."""

    ASSIGNED = "its tasks were assigned; deadlines may have moved and tasks been cancelled"
    BUILT_ON = "a later form is under review or assigned on the ground of this one"
    CIRCLE = "the other paper amends this one, or is the same"


class AmendmentStays(ValueError):
    """What a paper amends stays as it is, for a ``hindrance``."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


class AmendmentChangedMeanwhile(ValueError):
    """Somebody else said otherwise since it was shown; ``present`` is the paper as it is."""

    def __init__(self, present: Directive) -> None:
        super().__init__(str(present.pk))
        self.present = present


def hindrance_to(directive: Directive) -> Hindrance | None:
    """Why it cannot be said otherwise what the paper amends; None while it can."""
    if directive.confirmed_at is not None:
        return Hindrance.ASSIGNED
    if DirectiveReview.objects.filter(directive__amends=directive).exists():
        return Hindrance.BUILT_ON
    return None


@transaction.atomic
def change_amended(
    access: Access,
    directive: Directive,
    amends: Directive | None,
    reason: str,
    *,
    seen: int | None,
    suggested: Mapping[str, Unit],
) -> Directive:
    """Say that a paper amends another one, or none; what was decided of its sentences stays.

    What it had from the paper it was said to amend is taken back: tasks that sentences were
    already, whose work it gives. A page of its review that is open meanwhile is no longer taken.
    ``seen``: the paper that the screen named. ``suggested``: as ``review_of`` has it.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises ReasonMissing: without a reason.
    :raises AmendmentChangedMeanwhile: when somebody else was first.
    :raises AmendmentStays: when its tasks were assigned, when a later form builds on it, or when
        the papers would amend each other.
    :raises AmendsLaterPaper: when the paper is older than the one that it is said to amend.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    require_own(access, directive)
    if amends is not None:
        require_own(access, amends)
    # One at a time: two papers that are made each other's amendment at once would be a circle.
    type(access.agency).objects.select_for_update(no_key=True).get(pk=access.agency.pk)
    rows = Directive.objects.select_for_update(of=("self",)).select_related("agency", "amends")
    after = amends.pk if amends else None
    # Both, so that nobody corrects their days meanwhile; in an order that all keep.
    both = {one.pk: one for one in rows.filter(pk__in={directive.pk, after}).order_by("pk")}
    locked, amends = both[directive.pk], both.get(after)
    if locked.amends_id == after:
        return locked
    if locked.amends_id != seen:
        raise AmendmentChangedMeanwhile(locked)
    if not reason.strip():
        raise ReasonMissing("amends")
    hindrance = hindrance_to(locked) or _circle(locked, amends)
    if hindrance is not None:
        raise AmendmentStays(hindrance)
    refuse_later(locked.issued_on, amends)
    before = locked.amends
    review = _review_without(locked, units_of(access.agency), suggested)
    if amends is not None:
        review = on_top_of(review, amends, units_of(access.agency))
    write_review(access, locked, review)
    _write(access, locked, before, amends, reason)
    return locked


def _write(
    access: Access,
    locked: Directive,
    before: Directive | None,
    amends: Directive | None,
    reason: str,
) -> None:
    said_before = {"amends": before.pk if before else None, "origin": locked.origin}
    if locked.origin == (before.origin if before else ""):
        locked.origin = amends.origin if amends else ""
    locked.amends_id = amends.pk if amends else None
    locked.save(update_fields=["amends", "origin"])
    record_event(
        access.user,
        "change_amended",
        ("directive", locked.pk),
        agency_id=locked.agency_id,
        before=said_before,
        after={"amends": amends.pk if amends else None, "origin": locked.origin},
        reason=reason.strip(),
    )


def _review_without(
    locked: Directive, units: Sequence[Unit], suggested: Mapping[str, Unit]
) -> Review:
    kept = DirectiveReview.objects.select_for_update().filter(directive=locked).first()
    if kept is None:
        return first_review(locked.text, locked.reading, units, suggested)
    review = Review.from_json(kept.content, kept.version)
    if locked.amends is None:
        return review
    carried = set(Task.objects.filter(directive=locked.amends).values_list("pk", flat=True))
    for passage in decided_of(locked.amends, units).passages:
        carried.update(passage.tasks)
    return taken_apart(review, carried)


def _circle(directive: Directive, amends: Directive | None) -> Hindrance | None:
    """Whether the other paper is this one, or amends it in turn."""
    known: set[int] = set()
    above = amends
    while above is not None and above.pk not in known:
        if above.pk == directive.pk:
            return Hindrance.CIRCLE
        known.add(above.pk)
        above = above.amends
    return None
