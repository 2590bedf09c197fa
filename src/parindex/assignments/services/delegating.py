"""Handing a task down to a person of the unit, and over to another unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.queries import people_of_unit
from parindex.accounts.services import require
from parindex.assignments.constants import OPEN_STATES, TaskState
from parindex.assignments.services.assigning import UnitElsewhere
from parindex.assignments.services.steps import (
    ReasonMissing,
    StepRefused,
    locked_task,
    require_seen,
)
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Task
    from parindex.organisations.models import Unit


class PersonElsewhere(ValueError):
    """A task was to go to somebody who is not of the unit in charge."""


@transaction.atomic
def delegate_task(
    access: Access, task: Task, person: User | None, *, seen: int | None = None
) -> Task:
    """Put a person of the unit in charge of the task, or nobody but its head (None).

    :raises PermissionRefused: unless the person delegates the unit's tasks.
    :raises TaskChangedMeanwhile: when the task is another version by now.
    :raises StepRefused: when there is nothing left to do on it.
    :raises PersonElsewhere: when the one named holds no role in the unit in charge.
    """
    locked = locked_task(access, task)
    require(access, Permission.DELEGATE_TASKS, locked.unit_id)
    require_seen(locked, seen)
    if locked.state not in OPEN_STATES:
        raise StepRefused(locked.state)
    people = people_of_unit(locked.unit) if locked.unit else []
    if person is not None and person.pk not in {one.pk for one in people}:
        raise PersonElsewhere(str(person.pk))
    before = locked.person_id
    locked.person = person
    locked.version += 1
    locked.save(update_fields=["person", "version"])
    record_event(
        access.user,
        "delegate_task",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before={"person": before},
        after={"person": locked.person_id},
    )
    return locked


@transaction.atomic
def reassign_task(
    access: Access,
    task: Task,
    unit: Unit,
    partners: Sequence[Unit],
    reason: str,
    *,
    seen: int | None = None,
) -> Task:
    """Give a task to another unit, which has to accept it anew.

    :raises PermissionRefused: unless the person assigns tasks.
    :raises TaskChangedMeanwhile: when the task is another version by now.
    :raises StepRefused: when the unit in charge has handed it in already.
    :raises ReasonMissing: without a reason.
    :raises UnitElsewhere: when a unit is not the agency's.
    """
    locked = locked_task(access, task)
    require(access, Permission.ASSIGN_TASKS)
    require_seen(locked, seen)
    if locked.state not in OPEN_STATES:
        raise StepRefused(locked.state)
    if not reason.strip():
        raise ReasonMissing("reassign")
    if any(one.agency_id != locked.agency_id for one in (unit, *partners)):
        raise UnitElsewhere(str(locked))
    before = {"unit": locked.unit.key if locked.unit else None}
    if locked.unit_id != unit.pk:
        locked.unit_id, locked.person_id, locked.state = unit.pk, None, TaskState.ASSIGNED
    locked.version += 1
    locked.save(update_fields=["unit", "person", "state", "version"])
    locked.partners.set([one for one in partners if one.pk != unit.pk])
    record_event(
        access.user,
        "reassign_task",
        ("task", locked.pk),
        agency_id=locked.agency_id,
        before=before,
        after={"unit": unit.key, "partners": [one.key for one in partners]},
        reason=reason.strip(),
    )
    return locked
