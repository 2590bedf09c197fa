"""The step of an activity after it was planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.communications.constants import ATTENDANCE
from parindex.registers.communications.register import COMMUNICATIONS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.communications.models import Communication
    from parindex.registers.services.keeping import Seen


@dataclass(frozen=True)
class Outcome:
    """What an activity reached; ``attendance``: people by kind of organisation, where known."""

    day: date
    reach: int | None = None
    attendance: Mapping[str, int | None] = field(default_factory=dict)
    link: str = ""


def hold(access: Access, seen: Seen, outcome: Outcome, reason: str = "") -> Communication:
    """Record that an activity was held: it counts in 1.3 from now on; raises as ``changing``."""
    with changing(access, COMMUNICATIONS, seen, reason, "hold_communication") as entry:
        entry.held_on, entry.reach = outcome.day, outcome.reach
        for kind in ATTENDANCE:
            setattr(entry, kind, outcome.attendance.get(kind))
        entry.link = outcome.link.strip()
    return entry
