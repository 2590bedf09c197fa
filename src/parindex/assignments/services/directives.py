"""Taking papers in, and making their tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.arrivals import (
    AmendsLaterPaper,
    Arrival,
    amended_by,
    refuse_later,
    urgency_of,
)
from parindex.assignments.constants import LONGEST_NUMBER
from parindex.assignments.models import Directive, Task
from parindex.assignments.search import search_text
from parindex.assignments.services.assigning import NewTask, make_tasks
from parindex.assignments.services.steps import ReasonMissing
from parindex.audit.services import record_event
from parindex.organisations.queries import unit_entries, working_date

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit

# A paper of 500 pages; what is longer is no directive.
LONGEST_TEXT = 2_000_000

__all__ = [
    "LONGEST_TEXT",
    "AmendsLaterPaper",
    "Arrival",
    "DirectiveAlreadyConfirmed",
    "DirectiveRefused",
    "assign_tasks_of",
    "confirm_directive",
    "keep_directive",
    "reading_of",
    "register_directive",
]


class DirectiveRefused(ValueError):
    """The text cannot be taken in as a directive; the message says how to mend it."""


class DirectiveAlreadyConfirmed(ValueError):
    """The directive's tasks were assigned before."""


def register_directive(
    access: Access, text: str, units: list[Unit], arrival: Arrival | None = None
) -> tuple[Directive, bool]:
    """Read a paper and keep it with its reading; the same text is kept once.

    Returns the directive and whether it is new.

    :raises PermissionRefused: unless the person registers directives.
    :raises DirectiveRefused: when the text is empty or too long.
    :raises AmendsLaterPaper: when by its head it is older than what it is said to amend.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    if arrival is not None and arrival.amends is not None:
        require_own(access, arrival.amends)
    return keep_directive(access.agency, text, units, access.user, arrival)


def keep_directive(
    agency: Agency,
    text: str,
    units: list[Unit],
    user: User | None,
    arrival: Arrival | None = None,
    reading: Mapping[str, Any] | None = None,
) -> tuple[Directive, bool]:
    """As ``register_directive``, for the product itself (``user`` None).

    ``reading``: as ``reading_of`` gives it, where the text was read already.
    """
    text = _plain(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = Directive.objects.filter(agency=agency, text_sha256=sha256).first()
    if known:
        return known, False
    # Read before the transaction: a long paper takes seconds.
    found = reading if reading is not None else reading_of(text, units)
    try:
        with transaction.atomic():
            return _create(agency, text, sha256, found, user, arrival or Arrival()), True
    except IntegrityError:
        # Somebody else pasted the same text meanwhile.
        known = Directive.objects.filter(agency=agency, text_sha256=sha256).first()
        if known is None:
            raise
        return known, False


def reading_of(text: str, units: list[Unit]) -> Mapping[str, Any]:
    """What is read in a paper's text, as it is kept with it.

    :raises DirectiveRefused: when the text is empty or too long.
    """
    from parindex_core.directives import read_directive

    return read_directive(_plain(text), unit_entries(units)).to_json()


def _plain(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\x00", "")
    if not plain.strip():
        raise DirectiveRefused("empty")
    if len(plain) > LONGEST_TEXT:
        raise DirectiveRefused("too long")
    return plain


def _create(
    agency: Agency,
    text: str,
    sha256: str,
    reading: Mapping[str, Any],
    user: User | None,
    arrival: Arrival,
) -> Directive:
    number = (reading["number"] or "")[:LONGEST_NUMBER]
    issued_on = date.fromisoformat(reading["issued_on"]) if reading["issued_on"] else None
    issuer = (reading["issuer"] or "")[:200]
    if arrival.amends is None:
        amends = amended_by(agency, number, issued_on, issuer)
    else:
        # As it is now: somebody may have corrected its day while this one was read.
        amends = Directive.objects.select_for_update(no_key=True).get(pk=arrival.amends.pk)
        refuse_later(issued_on, amends)
    directive = Directive.objects.create(
        agency=agency,
        # The amended form of a paper is counted as the paper is.
        origin=amends.origin if amends else "",
        number=number,
        kind=(reading["kind"] or "")[:100],
        issued_on=issued_on,
        issuer=issuer,
        subject=reading["subject"] or "",
        search_text=search_text(reading["number"] or "", reading["subject"] or "", text),
        text=text,
        text_sha256=sha256,
        reading=reading,
        item_count=len(reading["items"]),
        urgency=urgency_of(text),
        received_on=working_date(agency),
        amends=amends,
        registered_by=user,
    )
    record_event(
        user,
        "register_directive",
        ("directive", directive.pk),
        agency_id=agency.pk,
        after={"number": directive.number, "sha256": sha256, **_said_to_amend(arrival)},
    )
    return directive


def _said_to_amend(arrival: Arrival) -> dict[str, int]:
    """For the record: what an officer said; what only a number tells is not said."""
    return {} if arrival.amends is None else {"amends": arrival.amends.pk}


def confirm_directive(
    access: Access,
    directive: Directive,
    year: int,
    tasks: Sequence[NewTask],
    closing_reason: str = "",
) -> list[Task]:
    """Make the tasks of a directive, all in one transaction.

    :raises PermissionRefused: unless the person assigns tasks and the paper is the agency's.
    :raises DirectiveAlreadyConfirmed: when that was done before.
    :raises ReasonMissing: when it gives nobody any work, and nobody says why.
    :raises UnitElsewhere: when a task's unit or partner is not the agency's; nothing is assigned.
    """
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, directive)
    return assign_tasks_of(directive, year, tasks, access.user, closing_reason)


@transaction.atomic
def assign_tasks_of(
    directive: Directive,
    year: int,
    tasks: Sequence[NewTask],
    user: User | None,
    closing_reason: str = "",
    *,
    carried: Sequence[int] = (),
) -> list[Task]:
    """As ``confirm_directive``, for the product itself (``user`` None).

    ``carried``: tasks that were there before, which sentences of the paper are already.
    """
    rows = Directive.objects.select_for_update(of=("self",)).select_related("agency")
    locked = rows.get(pk=directive.pk)
    if locked.confirmed_at is not None:
        raise DirectiveAlreadyConfirmed(str(locked))
    if not tasks and not carried and not closing_reason.strip():
        raise ReasonMissing("close")
    made = make_tasks(locked.agency, year, tasks, locked, user)
    locked.confirmed_at = timezone.now()
    locked.closing_reason = "" if tasks or carried else closing_reason.strip()
    locked.save(update_fields=["confirmed_at", "closing_reason"])
    record_event(
        user,
        "assign_tasks",
        ("directive", locked.pk),
        agency_id=locked.agency_id,
        after={"tasks": [task.pk for task in made]},
        reason=locked.closing_reason,
    )
    return made
