"""A person's day: what is theirs to do, late first; what waits for their word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.assignments.constants import DUE_SOON_DAYS, OPEN_STATES, TaskState
from parindex.assignments.models import Extension, Task
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

ROWS_SHOWN = 30


@dataclass(frozen=True)
class MyDay:
    """``due``: late and due soon, the earliest first; counts say how many there are in all."""

    due: list[Task]
    late_count: int
    soon_count: int
    to_accept_count: int
    returned_count: int
    to_confirm: list[Task]
    requests: list[Extension]
    unacknowledged: list[Task]


def own_work(access: Access) -> Q:
    """The tasks that are the person's to see done.

    Of a head the whole unit's; of an officer those delegated to them and those of the unit that
    nobody was given; of who assigns for the agency those without a unit.
    """
    own = Q(person=access.user)
    for unit in access.units:
        of_unit = Q(unit=unit)
        if Permission.DELEGATE_TASKS not in access.unit_permissions[unit.pk]:
            of_unit &= Q(person=None)
        own |= of_unit
    if access.may(Permission.ASSIGN_TASKS):
        own |= Q(unit=None, agency=access.agency)
    return own


def my_day(access: Access, year: int) -> MyDay:
    """The day of a person in the agency's year; at most five queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    mine = Task.objects.filter(
        own_work(access), agency=access.agency, year=year, state__in=OPEN_STATES
    )
    soon = today + timedelta(days=DUE_SOON_DAYS)
    counts = mine.aggregate(
        late=Count("id", filter=Q(due_on__lt=today)),
        soon=Count("id", filter=Q(due_on__range=(today, soon))),
        to_accept=Count("id", filter=Q(state=TaskState.ASSIGNED)),
        returned=Count("id", filter=Q(state=TaskState.RETURNED)),
    )
    # Picked by the index; only what is shown is read whole.
    first = mine.filter(due_on__lte=soon).order_by("due_on", "id").values("pk")[:ROWS_SHOWN]
    due = Task.objects.filter(pk__in=first).select_related("unit", "person")
    return MyDay(
        due=list(due.order_by("due_on", "id")),
        late_count=counts["late"],
        soon_count=counts["soon"],
        to_accept_count=counts["to_accept"],
        returned_count=counts["returned"],
        to_confirm=_to_confirm(access, year),
        requests=_requests(access, year),
        unacknowledged=_unacknowledged(access, year),
    )


def _to_confirm(access: Access, year: int) -> list[Task]:
    if not access.may(Permission.CONFIRM_TASKS):
        return []
    done = Task.objects.filter(agency=access.agency, year=year, state=TaskState.DONE)
    return list(done.select_related("unit", "person").order_by("due_on", "id")[:ROWS_SHOWN])


def _requests(access: Access, year: int) -> list[Extension]:
    if not access.may(Permission.DECIDE_EXTENSIONS):
        return []
    waiting = Extension.objects.filter(decided_by=None, task__agency=access.agency, task__year=year)
    related = waiting.select_related("task__unit", "asked_by")
    return list(related.order_by("due_before", "id")[:ROWS_SHOWN])


def _unacknowledged(access: Access, year: int) -> list[Task]:
    """Open tasks in which the person's units take part and which they have not acknowledged."""
    units = [
        unit.pk
        for unit in access.units
        if Permission.REPORT_TASKS in access.unit_permissions[unit.pk]
    ]
    if not units:
        return []
    taking_part = Task.partners.through.objects.filter(unit_id__in=units).values("task_id")
    waiting = Task.objects.filter(
        pk__in=taking_part, agency=access.agency, year=year, state__in=OPEN_STATES
    ).exclude(receipts__unit__in=units, receipts__acknowledged_at__isnull=False)
    return list(waiting.select_related("unit", "person").order_by("due_on", "id")[:ROWS_SHOWN])
