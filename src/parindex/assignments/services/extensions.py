"""More time for a task: asked for by the unit, granted or refused by the agency, each with why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require, require_own
from parindex.assignments.constants import OPEN_STATES
from parindex.assignments.due_days import due_day
from parindex.assignments.models import Extension
from parindex.assignments.recounting import recount
from parindex.assignments.services.steps import locked_task, require_seen
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Task


class ExtensionRefused(ValueError):
    """Time cannot be asked for or granted so.

    ``problem``: reason, state, no_deadline, too_late, not_later, open_already, decided.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@transaction.atomic
def ask_extension(
    access: Access, task: Task, until: date, reason: str, *, seen: int | None = None
) -> Extension:
    """Ask for more time before the present day has passed; one request at a time.

    :raises PermissionRefused: unless the person reports for the unit in charge.
    :raises TaskChangedMeanwhile: when the task is another version by now.
    :raises ExtensionRefused: see there.
    """
    locked = locked_task(access, task)
    require(access, Permission.REPORT_TASKS, locked.unit_id)
    require_seen(locked, seen)
    today = working_date(locked.agency)
    due_on = _require_askable(locked, until, reason, today)
    made = Extension.objects.create(
        task=locked,
        asked_by=access.user,
        asked_on=today,
        due_before=due_on,
        wanted_until=until,
        reason=reason.strip(),
    )
    record_event(
        access.user,
        "ask_extension",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before={"due_on": due_on.isoformat()},
        after={"wanted_until": until.isoformat()},
        reason=made.reason,
    )
    return made


def _require_askable(locked: Task, until: date, reason: str, today: date) -> date:
    """The day that the task is due on now."""
    if locked.state not in OPEN_STATES:
        raise ExtensionRefused("state")
    if locked.due_on is None:
        raise ExtensionRefused("no_deadline")
    if today > locked.due_on:
        raise ExtensionRefused("too_late")
    if until <= locked.due_on:
        raise ExtensionRefused("not_later")
    if not reason.strip():
        raise ExtensionRefused("reason")
    if locked.extensions.filter(decided_by=None).exists():
        raise ExtensionRefused("open_already")
    return locked.due_on


@transaction.atomic
def decide_extension(
    access: Access, extension: Extension, granted_until: date | None, reason: str
) -> Extension:
    """Grant time until a day, or refuse it (None); the deadline first set stays as it is.

    What was asked in time is granted also after the day has passed.

    :raises PermissionRefused: unless the person decides on extensions of the agency's tasks.
    :raises ExtensionRefused: see there.
    """
    locked = locked_task(access, extension.task)
    require_own(access, locked)
    if not access.may(Permission.DECIDE_EXTENSIONS):
        raise refused(access, Permission.DECIDE_EXTENSIONS.value, ("task", locked.pk))
    asked = Extension.objects.select_for_update().get(pk=extension.pk)
    if not asked.is_open:
        raise ExtensionRefused("decided")
    if not reason.strip():
        raise ExtensionRefused("reason")
    if granted_until is not None and granted_until <= asked.due_before:
        raise ExtensionRefused("not_later")
    if granted_until is not None and locked.state not in OPEN_STATES:
        raise ExtensionRefused("state")
    asked.decided_by = access.user
    asked.decided_on = working_date(locked.agency)
    asked.granted_until = granted_until
    asked.decision_reason = reason.strip()
    asked.save(update_fields=["decided_by", "decided_on", "granted_until", "decision_reason"])
    if granted_until is not None:
        _move(locked, granted_until)
    record_event(
        access.user,
        "grant_extension" if granted_until else "refuse_extension",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before={"due_on": asked.due_before.isoformat()},
        after={"due_on": locked.due_on.isoformat() if locked.due_on else None},
        reason=asked.decision_reason,
    )
    return asked


def _move(locked: Task, until: date) -> None:
    locked.extended_to = until
    locked.due_on = due_day(working_calendar(), locked.deadline, until)
    locked.version += 1
    locked.save(update_fields=["extended_to", "due_on", "version"])
    recount(locked.agency, locked.year, [locked.origin])
