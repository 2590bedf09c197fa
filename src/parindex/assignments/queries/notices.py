"""What a person was reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from parindex.accounts.services import require_opened
from parindex.assignments.due_items import described, kinds_outside_work
from parindex.assignments.models import Notice

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.calendars.due import ItemWords

NOTICES_SHOWN = 100


def notices_of(access: Access) -> list[tuple[Notice, ItemWords | None]]:
    """The person's newest notices in the agency, each with its task, or what else it is of.

    Who does not see the agency's work has those of the rounds that it organises. One query for the
    tasks, and those of each due source.

    :raises PermissionRefused: unless a role opens the agency to the person.
    """
    found = shown_to(access)
    shown = list(found.select_related("task__unit", "task__person")[:NOTICES_SHOWN])
    items = described((one.kind, one.item) for one in shown if one.item is not None)
    return [
        (one, None if one.item is None else items[one.kind, one.item])
        for one in shown
        if one.item is None or (one.kind, one.item) in items
    ]


def unread_count(access: Access) -> int:
    """How many notices the person has not seen, of tasks and of what is still there.

    One query for the tasks, one for the items, one for each kind of them.

    :raises PermissionRefused: unless a role opens the agency to the person.
    """
    new = shown_to(access).filter(read_at=None).order_by()
    counted = new.filter(task=None).values_list("kind", "item").annotate(count=Count("id"))
    by_item = {(kind, item): count for kind, item, count in counted}
    present = described(by_item)
    of_items = sum(count for item, count in by_item.items() if item in present)
    return new.exclude(task=None).count() + of_items


def shown_to(access: Access) -> QuerySet[Notice]:
    """The person's notices in the agency that the bell counts, newest first.

    :raises PermissionRefused: unless a role opens the agency to the person.
    """
    require_opened(access)
    own = Notice.objects.filter(person=access.user, agency=access.agency)
    return own if access.may_view else own.filter(task=None, kind__in=kinds_outside_work())
