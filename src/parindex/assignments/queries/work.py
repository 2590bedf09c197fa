"""What happened to one task: notes, requests for time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.assignments.constants import OPEN_STATES, TaskState
from parindex.assignments.models import Extension, ProgressNote
from parindex.assignments.services.notes import may_note
from parindex.assignments.task_documents import task_owner

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.assignments.models import Task
    from parindex.attachments.owners import Owner


def notes_of(access: Access, task: Task) -> list[ProgressNote]:
    """The notes on a task, newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return list(ProgressNote.objects.filter(task=task).select_related("author"))


def extensions_of(access: Access, task: Task) -> list[Extension]:
    """The requests for time of a task, newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Extension.objects.filter(task=task)
    return list(found.select_related("asked_by", "decided_by"))


def extension(access: Access, task: Task, extension_id: int) -> Extension | None:
    """One request for time of a task.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Extension.objects.filter(task=task, pk=extension_id).select_related("task").first()


def files_of(task: Task) -> Owner:
    """What the product's files of a task hang on."""
    return task_owner(task)


def may_write_note(access: Access, task: Task) -> bool:
    """Whether the person may say how the work goes."""
    return task.state not in (TaskState.CONFIRMED, TaskState.CANCELLED) and may_note(access, task)


def may_ask_time(access: Access, task: Task, today: date) -> bool:
    """Whether the person may ask for more time now."""
    is_running = task.state in OPEN_STATES and task.due_on is not None and today <= task.due_on
    return is_running and access.may(Permission.REPORT_TASKS, task.unit_id)


def may_delegate(access: Access, task: Task) -> bool:
    """Whether the person may say who of the unit does the task."""
    if task.unit_id is None or task.state not in OPEN_STATES:
        return False
    return access.may(Permission.DELEGATE_TASKS, task.unit_id)


def may_reassign(access: Access, task: Task) -> bool:
    """Whether the person may give the task to another unit."""
    return task.state in OPEN_STATES and access.may(Permission.ASSIGN_TASKS)
