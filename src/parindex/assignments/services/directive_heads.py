"""What the register says of a paper, corrected on what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import Origin, Urgency
from parindex.assignments.models import Directive, Task
from parindex.assignments.origins import origin_of
from parindex.assignments.recounting import recount
from parindex.assignments.search import search_text
from parindex.assignments.services.amending import hindrance_to
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class HeadChangedMeanwhile(ValueError):
    """Somebody else corrected the head since it was shown; ``present`` is the paper as it is."""

    def __init__(self, present: Directive) -> None:
        super().__init__(str(present.pk))
        self.present = present


class DayOutOfOrder(ValueError):
    """By the day a paper would be older than what it amends; ``other``: the paper it is held to.

    ``is_later``: the other is the later form, not the one that it amends.
    """

    def __init__(self, other: Directive, *, is_later: bool) -> None:
        super().__init__(str(other.pk))
        self.other = other
        self.is_later = is_later


@dataclass(frozen=True)
class Head:
    """What the register says of a paper; the reader proposes it, the officer corrects it."""

    number: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: Urgency
    received_on: date | None
    arrival_number: str
    # Whose work it gives; empty: as issuer and kind tell.
    origin: str = ""


def told_head(head: Head | Directive) -> dict[str, str]:
    """A head's facts by their names, as a page carries what it showed: days in ISO form."""
    return {one.name: _told(getattr(head, one.name)) for one in fields(Head)}


@transaction.atomic
def correct_head(
    access: Access, directive: Directive, head: Head, *, seen: Mapping[str, str] | None = None
) -> Directive:
    """Correct what the register says of a paper; the text and its reading stay.

    Where the paper's work is another's now, its tasks are counted there. ``seen``: as ``told_head``
    gave it when the page was shown; None where nothing was. What stands already is not refused.

    :raises PermissionRefused: unless the person registers directives of the agency.
    :raises HeadChangedMeanwhile: when somebody else corrected it since.
    :raises DayOutOfOrder: when a later form would be older than what it amends, while that can
        still be said otherwise.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    require_own(access, directive)
    # One at a time, as what a paper amends is said: days of two papers are held to each other.
    type(access.agency).objects.select_for_update(no_key=True).get(pk=access.agency.pk)
    rows = Directive.objects.select_for_update(of=("self",)).select_related("agency", "amends")
    locked = rows.get(pk=directive.pk)
    before, after = told_head(locked), told_head(head)
    if before == after:
        return locked
    if seen is not None and dict(seen) != before:
        raise HeadChangedMeanwhile(locked)
    if before["issued_on"] != after["issued_on"]:
        _refuse_out_of_order(locked, head.issued_on)
    counted_before = origin_of(locked, locked.agency)
    for name in after:
        setattr(locked, name, getattr(head, name))
    locked.search_text = search_text(locked.number, locked.subject, locked.text)
    locked.save(update_fields=[*after, "search_text"])
    changed = [name for name in after if before[name] != after[name]]
    record_event(
        access.user,
        "correct_directive",
        ("directive", locked.pk),
        agency_id=locked.agency_id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    _count_elsewhere(locked, counted_before)
    return locked


def _refuse_out_of_order(locked: Directive, day: date | None) -> None:
    """Hold a day to those of the paper's other forms.

    Only where it can be said that they are none: else a wrong day could not be corrected once the
    tasks were assigned.
    """
    if day is None:
        return
    earlier = locked.amends
    is_older = earlier is not None and earlier.issued_on is not None and day < earlier.issued_on
    if earlier is not None and is_older and hindrance_to(locked) is None:
        raise DayOutOfOrder(earlier, is_later=False)
    forms = Directive.objects.filter(amends=locked, issued_on__lt=day).order_by("issued_on")
    for later in forms.defer("text", "reading", "search_text"):
        if hindrance_to(later) is None:
            raise DayOutOfOrder(later, is_later=True)


def _count_elsewhere(directive: Directive, before: Origin) -> None:
    """Tasks of a paper go where its work is counted now; what was counted otherwise stays."""
    now = origin_of(directive, directive.agency)
    if now == before:
        return
    tasks = Task.objects.filter(directive=directive, origin=before)
    years = set(tasks.order_by().values_list("year", flat=True).distinct())
    tasks.update(origin=now)
    for year in sorted(years):
        recount(directive.agency, year, [before, now])


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
