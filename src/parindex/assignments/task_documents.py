"""Who sees and adds the files of a task: what the agency sees, what the units concerned add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.accounts.constants import Permission
from parindex.assignments.constants import TASK_OWNER, TaskState
from parindex.assignments.models import Task
from parindex.attachments.owners import Owner

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

_MOST_DIGITS = 18


def task_owner(task: Task) -> Owner:
    """What the product's files of a task hang on."""
    return Owner(task.agency_id, TASK_OWNER, str(task.pk))


def may_view(access: Access, owner: Owner) -> bool:
    """Everybody who sees the agency's work sees its products."""
    return access.may_view and _task(access, owner) is not None


def may_add(access: Access, owner: Owner) -> bool:
    """Who reports the task adds to it, and the units taking part, until it is confirmed.

    A confirmed task is what was confirmed: the product stays as it was judged.
    """
    task = _task(access, owner)
    if task is None or task.state in (TaskState.CONFIRMED, TaskState.CANCELLED):
        return False
    if access.may(Permission.REPORT_TASKS, task.unit_id):
        return True
    return any(access.may(Permission.REPORT_TASKS, unit.pk) for unit in task.partners.all())


def page_of(owner: Owner) -> str:
    """The task's page."""
    return reverse("task", args=[owner.id])


def _task(access: Access, owner: Owner) -> Task | None:
    if owner.agency_id != access.agency.pk:
        return None
    if not (owner.id.isascii() and owner.id.isdigit() and len(owner.id) <= _MOST_DIGITS):
        return None
    return Task.objects.filter(agency=access.agency, pk=int(owner.id)).first()
