"""Taking papers in, correcting their heads, and making their tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.arrivals import Arrival, amended_by, urgency_of
from parindex.assignments.constants import Origin, Urgency
from parindex.assignments.models import Directive, Task
from parindex.assignments.origins import origin_of
from parindex.assignments.recounting import recount
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
    "Arrival",
    "DirectiveAlreadyConfirmed",
    "DirectiveRefused",
    "Head",
    "assign_tasks_of",
    "confirm_directive",
    "correct_head",
    "keep_directive",
    "reading_of",
    "register_directive",
]


class DirectiveRefused(ValueError):
    """The text cannot be taken in as a directive; the message says how to mend it."""


class DirectiveAlreadyConfirmed(ValueError):
    """The directive's tasks were assigned before."""


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


def register_directive(
    access: Access, text: str, units: list[Unit], arrival: Arrival | None = None
) -> tuple[Directive, bool]:
    """Read a paper and keep it with its reading; the same text is kept once.

    Returns the directive and whether it is new.

    :raises PermissionRefused: unless the person registers directives.
    :raises DirectiveRefused: when the text is empty or too long.
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
    with transaction.atomic():
        directive = _create(agency, text, sha256, found, user, arrival or Arrival())
    return directive, True


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
    number = (reading["number"] or "")[:100]
    issued_on = date.fromisoformat(reading["issued_on"]) if reading["issued_on"] else None
    issuer = (reading["issuer"] or "")[:200]
    amends = arrival.amends or amended_by(agency, number, issued_on, issuer)
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
        after={"number": directive.number, "sha256": sha256},
    )
    return directive


@transaction.atomic
def correct_head(access: Access, directive: Directive, head: Head) -> Directive:
    """Correct what the register says of a paper; the text and its reading stay.

    Where the paper's work is another's now, its tasks are counted there.

    :raises PermissionRefused: unless the person registers directives of the agency.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    require_own(access, directive)
    rows = Directive.objects.select_for_update(of=("self",)).select_related("agency")
    locked = rows.get(pk=directive.pk)
    names = list(Head.__dataclass_fields__)
    before = {name: _told(getattr(locked, name)) for name in names}
    counted_before = origin_of(locked, locked.agency)
    for name in names:
        setattr(locked, name, getattr(head, name))
    after = {name: _told(getattr(locked, name)) for name in names}
    if before == after:
        return locked
    locked.search_text = search_text(locked.number, locked.subject, locked.text)
    locked.save(update_fields=[*names, "search_text"])
    changed = [name for name in names if before[name] != after[name]]
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
