"""Notes on how the work goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_own
from parindex.assignments.constants import TaskState
from parindex.assignments.models import ProgressNote
from parindex.assignments.services.steps import StepRefused
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Task

LONGEST_NOTE = 5_000  # characters


class NoteRefused(ValueError):
    """The note is empty or too long."""


@transaction.atomic
def add_note(access: Access, task: Task, text: str) -> ProgressNote:
    """Say how the work goes; the last note sent again at once is kept once.

    :raises PermissionRefused: unless the person reports for a unit that the task concerns.
    :raises StepRefused: when the task is confirmed or cancelled.
    :raises NoteRefused: when there are no words, or too many.
    """
    require_own(access, task)
    if not may_note(access, task):
        raise refused(access, Permission.REPORT_TASKS.value, ("task", task.pk))
    if task.state in (TaskState.CONFIRMED, TaskState.CANCELLED):
        raise StepRefused(task.state)
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise NoteRefused(str(len(words)))
    last = ProgressNote.objects.filter(task=task).first()
    if last is not None and (last.author_id, last.text) == (access.user.pk, words):
        return last
    note = ProgressNote.objects.create(task=task, author=access.user, text=words)
    record_event(
        access.user,
        "note_progress",
        ("task", task.pk),
        agency_id=task.agency_id,
        after={"note": words},
    )
    return note


def may_note(access: Access, task: Task) -> bool:
    """Whether the person reports for the unit in charge or for one that takes part."""
    if access.may(Permission.REPORT_TASKS, task.unit_id):
        return True
    return any(access.may(Permission.REPORT_TASKS, unit.pk) for unit in task.partners.all())
