"""The steps of an inspection, and of what it found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.inspections.register import INSPECTION_FINDINGS, INSPECTIONS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.inspections.models import Inspection, InspectionFinding
    from parindex.registers.services.keeping import Seen


def hold(access: Access, seen: Seen, day: date, team: str, reason: str = "") -> Inspection:
    """Record that an inspection was held, and by whom; raises as ``changing``."""
    with changing(access, INSPECTIONS, seen, reason, "hold_inspection") as entry:
        entry.held_on, entry.team = day, team.strip()
    return entry


def conclude(access: Access, seen: Seen, number: str, reason: str = "") -> Inspection:
    """Record an inspection's minutes: from now on it counts in 1.4.1 or 2.3.1.

    Raises as ``changing``.
    """
    with changing(access, INSPECTIONS, seen, reason, "conclude_inspection") as entry:
        entry.minutes_number = number.strip()
    return entry


def handle(
    access: Access, seen: Seen, day: date, number: str, reason: str = ""
) -> InspectionFinding:
    """Record how a finding was handled or put forward: it counts in 1.4.2 or 2.3.2.

    Raises as ``changing``.
    """
    with changing(access, INSPECTION_FINDINGS, seen, reason, "handle_finding") as entry:
        entry.handled_on, entry.handling_number = day, number.strip()
    return entry
