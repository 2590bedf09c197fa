"""The missions whose result a year asks for, and whether they are late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.services import require_view
from parindex.registers.missions.models import Mission

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

# A department has some dozens a year; a page of more is no drawing.
MOST_MISSIONS = 200


def missions_due_in(access: Access, year: int) -> list[Mission]:
    """The agency's missions due in a year by the plan or by an extension, each with its unit.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Mission.objects.filter(
        Q(due_on__year=year) | Q(extended_to__year=year), agency=access.agency, withdrawn_at=None
    )
    return list(found.select_related("unit").order_by("due_on", "pk")[:MOST_MISSIONS])


def is_late(entry: Mission, today: date) -> bool:
    """Handed in after its last day, or not handed in though that has passed."""
    return (entry.finished_on or today) > entry.last_day
