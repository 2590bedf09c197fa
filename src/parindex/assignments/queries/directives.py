"""Reading directives and what they propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet

from parindex.accounts.services import require_view
from parindex.assignments.drafts import TaskDraft, task_drafts
from parindex.assignments.models import Directive, Task
from parindex.assignments.search import with_words

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit


def directives_of(access: Access, words: str = "") -> QuerySet[Directive]:
    """The agency's directives, newest first, with ``task_count``; ``words`` as in ``search``.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Directive.objects.filter(agency=access.agency)
    counted = with_words(found, words).annotate(task_count=Count("tasks"))
    return counted.order_by(F("issued_on").desc(nulls_last=True), "-id").defer(
        "text", "reading", "search_text"
    )


def directive(access: Access, directive_id: int) -> Directive | None:
    """One directive of the agency, if it has it.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, pk=directive_id).first()


def directive_numbered(access: Access, number: str) -> Directive | None:
    """The newest directive of the agency with that official number, if it has one.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return Directive.objects.filter(agency=access.agency, number=number).first()


def drafts_of(found: Directive, units: list[Unit]) -> list[TaskDraft]:
    """The tasks that the directive's reading proposes for these units."""
    return task_drafts(found.reading, units)


def tasks_of_directive(access: Access, found: Directive) -> list[Task]:
    """The agency's tasks that were assigned from a directive, in the paper's order.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    tasks = Task.objects.filter(agency=access.agency, directive=found).select_related("unit")
    return list(tasks.prefetch_related("partners", "components").order_by("span_start", "id"))
