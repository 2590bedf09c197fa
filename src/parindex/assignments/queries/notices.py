"""What a person was reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.assignments.models import Notice

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

NOTICES_SHOWN = 100


def notices_of(access: Access) -> list[Notice]:
    """The person's newest notices in the agency, each with its task.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Notice.objects.filter(person=access.user, agency=access.agency)
    return list(found.select_related("task__unit", "task__person")[:NOTICES_SHOWN])


def unread_count(access: Access) -> int:
    """How many notices the person has not seen."""
    require_view(access)
    return Notice.objects.filter(person=access.user, agency=access.agency, read_at=None).count()
