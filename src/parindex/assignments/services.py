"""Writing of directives and tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import STEPS, TaskState
from parindex.assignments.models import Directive, Task, TaskComponent
from parindex.assignments.search import search_text
from parindex.assignments.steps import is_reported_by_units, needs_reason, permission_for
from parindex.audit.services import record_event
from parindex.organisations.queries import unit_entries, working_date
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


class UnitElsewhere(ValueError):
    """A task was to go to a unit of another agency."""


class StepRefused(ValueError):
    """The task cannot go from the state it is in to the one asked for."""


class ReasonMissing(StepRefused):
    """The step is allowed, but has to be explained."""


@dataclass(frozen=True)
class NewTask:
    """A task as an officer assigns it."""

    action: str
    unit: Unit | None
    item_number: str = ""
    span: tuple[int, int] | None = None
    partners: Sequence[Unit] = ()
    product: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    target: str = ""
    component_keys: Sequence[str] = field(default_factory=tuple)


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
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    if locked.confirmed_at is not None:
        raise DirectiveAlreadyConfirmed(str(locked))
    made = [_create_task(locked.agency_id, locked, year, task, user) for task in tasks]
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


@transaction.atomic
def change_task_state(access: Access, task: Task, state: TaskState, *, reason: str = "") -> Task:
    """Take a task a step further; a hand-in is dated with the agency's working date.

    Cancelling and sending back take a reason.

    :raises PermissionRefused: unless the step is the person's to take, with the agency's task.
    :raises StepRefused: when the task is in no state for that step.
    :raises ReasonMissing: when the step has to be explained and is not.
    """
    locked = Task.objects.select_for_update(of=("self",)).select_related("agency").get(pk=task.pk)
    require_own(access, locked)
    present = TaskState(locked.state)
    unit_id = locked.unit_id if is_reported_by_units(present, state) else None
    require(access, permission_for(present, state), unit_id)
    if state not in STEPS[present]:
        raise StepRefused("no such step")
    if needs_reason(present, state) and not reason.strip():
        raise ReasonMissing("reason missing")
    locked.state = state
    if state == TaskState.DONE:
        locked.done_on = working_date(locked.agency)
    elif state != TaskState.CONFIRMED:
        locked.done_on = None
    locked.save(update_fields=["state", "done_on"])
    record_event(
        access.user,
        "change_task_state",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before={"state": present.value},
        after={"state": state.value},
        reason=reason.strip(),
    )
    return locked


@transaction.atomic
def load_plan_tasks(agency: Agency, year: int, tasks: Sequence[NewTask]) -> list[Task]:
    """Load tasks of a year's plan that no directive in the product gave."""
    made = [_create_task(agency.pk, None, year, task, None) for task in tasks]
    record_event(
        None, "load_plan_tasks", ("agency", agency.pk), after={"tasks": [t.pk for t in made]}
    )
    return made


@transaction.atomic
def load_progress(progress: Mapping[int, tuple[TaskState, date | None]]) -> None:
    """Set illustrative states of a demonstration's tasks, marked as such (by the task's id)."""
    tasks = list(Task.objects.filter(pk__in=progress))
    for task in tasks:
        task.state, task.done_on = progress[task.pk]
        task.is_illustrative = True
    Task.objects.bulk_update(tasks, ["state", "done_on", "is_illustrative"])
    for task in tasks:
        record_event(
            None,
            "load_progress",
            ("task", task.pk),
            agency_id=task.agency_id,
            after={"state": task.state},
        )


def _create_task(
    agency_id: int, directive: Directive | None, year: int, new: NewTask, user: User | None
) -> Task:
    charged = [*new.partners, new.unit] if new.unit else new.partners
    if any(unit.agency_id != agency_id for unit in charged):
        raise UnitElsewhere(new.action)
    task = Task.objects.create(
        agency_id=agency_id,
        year=year,
        directive=directive,
        item_number=new.item_number,
        span_start=new.span[0] if new.span else None,
        span_end=new.span[1] if new.span else None,
        unit=new.unit,
        action=new.action,
        search_text=search_text(new.action, new.product),
        product=new.product[:300],
        deadline=new.deadline,
        deadline_text=new.deadline_text[:200],
        target=new.target[:200],
    )
    TaskComponent.objects.bulk_create(
        TaskComponent(task=task, component_key=key) for key in new.component_keys
    )
    task.partners.set(new.partners)
    record_event(
        user,
        "assign_task",
        ("task", task.pk),
        agency_id=agency_id,
        after={
            "unit": new.unit.key if new.unit else None,
            "deadline": new.deadline.isoformat() if new.deadline else None,
        },
    )
    return task
