"""Taking papers in, and making their tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.models import Directive, Task
from parindex.assignments.search import search_text
from parindex.assignments.services.assigning import NewTask, make_tasks
from parindex.audit.services import record_event
from parindex.organisations.queries import unit_entries
from parindex_core.directives import read_directive

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit

# A paper of 500 pages; what is longer is no directive.
LONGEST_TEXT = 2_000_000


class DirectiveRefused(ValueError):
    """The text cannot be taken in as a directive; the message says how to mend it."""


class DirectiveAlreadyConfirmed(ValueError):
    """The directive's tasks were assigned before."""


def register_directive(access: Access, text: str, units: list[Unit]) -> tuple[Directive, bool]:
    """Read a paper and keep it with its reading; the same text is kept once.

    Returns the directive and whether it is new.

    :raises PermissionRefused: unless the person registers directives.
    :raises DirectiveRefused: when the text is empty or too long.
    """
    require(access, Permission.REGISTER_DIRECTIVES)
    return keep_directive(access.agency, text, units, access.user)


@transaction.atomic
def keep_directive(
    agency: Agency, text: str, units: list[Unit], user: User | None
) -> tuple[Directive, bool]:
    """As ``register_directive``, for the product itself (``user`` None)."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if not text.strip():
        raise DirectiveRefused("empty")
    if len(text) > LONGEST_TEXT:
        raise DirectiveRefused("too long")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = Directive.objects.filter(agency=agency, text_sha256=sha256).first()
    if known:
        return known, False
    reading = read_directive(text, unit_entries(units)).to_json()
    directive = Directive.objects.create(
        agency=agency,
        number=(reading["number"] or "")[:100],
        kind=(reading["kind"] or "")[:100],
        issued_on=date.fromisoformat(reading["issued_on"]) if reading["issued_on"] else None,
        issuer=(reading["issuer"] or "")[:200],
        subject=reading["subject"] or "",
        search_text=search_text(reading["number"] or "", reading["subject"] or "", text),
        text=text,
        text_sha256=sha256,
        reading=reading,
        item_count=len(reading["items"]),
        registered_by=user,
    )
    record_event(
        user,
        "register_directive",
        ("directive", directive.pk),
        agency_id=agency.pk,
        after={"number": directive.number, "sha256": sha256},
    )
    return directive, True


def confirm_directive(
    access: Access, directive: Directive, year: int, tasks: Sequence[NewTask]
) -> list[Task]:
    """Make the tasks of a directive, all in one transaction.

    :raises PermissionRefused: unless the person assigns tasks and the paper is the agency's.
    :raises DirectiveAlreadyConfirmed: when that was done before.
    :raises UnitElsewhere: when a task's unit or partner is not the agency's; nothing is assigned.
    """
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, directive)
    return assign_tasks_of(directive, year, tasks, access.user)


@transaction.atomic
def assign_tasks_of(
    directive: Directive, year: int, tasks: Sequence[NewTask], user: User | None
) -> list[Task]:
    """As ``confirm_directive``, for the product itself (``user`` None)."""
    rows = Directive.objects.select_for_update(of=("self",)).select_related("agency")
    locked = rows.get(pk=directive.pk)
    if locked.confirmed_at is not None:
        raise DirectiveAlreadyConfirmed(str(locked))
    made = make_tasks(locked.agency, year, tasks, locked, user)
    locked.confirmed_at = timezone.now()
    locked.save(update_fields=["confirmed_at"])
    record_event(
        user,
        "assign_tasks",
        ("directive", locked.pk),
        agency_id=locked.agency_id,
        after={"tasks": [task.pk for task in made]},
    )
    return made
