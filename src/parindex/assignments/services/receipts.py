"""That a unit has seen a task, and says that it knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_own
from parindex.assignments.models import Receipt, Task
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access


@transaction.atomic
def note_opening(access: Access, task: Task) -> None:
    """Keep that units of the person have opened a task of theirs; the first time of each unit."""
    require_own(access, task)
    concerned = {unit.pk for unit in access.units} & _units_of(task)
    if not concerned:
        return
    known = set(Receipt.objects.filter(task=task).values_list("unit_id", flat=True))
    for unit_id in sorted(concerned - known):
        _opened(task, unit_id, access.user)


@transaction.atomic
def acknowledge(access: Access, task: Task) -> list[Receipt]:
    """Say that one's units know of the task; once more changes nothing.

    :raises PermissionRefused: unless the person reports for a unit that the task concerns.
    """
    require_own(access, task)
    units = sorted(
        unit.pk
        for unit in access.units
        if unit.pk in _units_of(task) and access.may(Permission.REPORT_TASKS, unit.pk)
    )
    if not units:
        raise refused(access, Permission.REPORT_TASKS.value, ("task", task.pk))
    return [keep_acknowledgement(task, unit_id, access.user) for unit_id in units]


def keep_acknowledgement(task: Task, unit_id: int, user: User) -> Receipt:
    """As ``acknowledge``, for a service that asked who may; taking a task on says it too."""
    receipt = _opened(task, unit_id, user)
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = timezone.now()
        receipt.acknowledged_by = user
        receipt.save(update_fields=["acknowledged_at", "acknowledged_by"])
        record_event(
            user,
            "acknowledge_task",
            ("task", task.pk),
            agency_id=task.agency_id,
            after={"unit": receipt.unit.key},
        )
    return receipt


def _opened(task: Task, unit_id: int, user: User) -> Receipt:
    receipt, is_new = Receipt.objects.select_related("unit").get_or_create(
        task=task, unit_id=unit_id, defaults={"opened_at": timezone.now(), "opened_by": user}
    )
    if is_new:
        record_event(
            user,
            "open_task",
            ("task", task.pk),
            agency_id=task.agency_id,
            after={"unit": receipt.unit.key},
        )
    return receipt


def _units_of(task: Task) -> set[int]:
    partners = {unit.pk for unit in task.partners.all()}
    return partners | ({task.unit_id} if task.unit_id is not None else set())
