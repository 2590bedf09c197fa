"""The steps of a mission after it was planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.missions.register import MISSIONS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.missions.models import Mission
    from parindex.registers.services.keeping import Seen


@dataclass(frozen=True)
class Acceptance:
    """What an acceptance said; ``grade``: of ``Grade``."""

    day: date
    number: str
    grade: str


def begin(access: Access, seen: Seen, day: date, reason: str = "") -> Mission:
    """Record that a mission began; raises as ``changing``."""
    with changing(access, MISSIONS, seen, reason, "begin_mission") as entry:
        entry.started_on = day
    return entry


def extend(access: Access, seen: Seen, until: date, number: str, reason: str = "") -> Mission:
    """Record the decision that gives a mission more time; the plan's day stays beside it.

    Raises as ``changing``.
    """
    with changing(access, MISSIONS, seen, reason, "extend_mission") as entry:
        entry.extended_to, entry.extension_number = until, number.strip()
    return entry


def hand_in(access: Access, seen: Seen, day: date, reason: str = "") -> Mission:
    """Record that a mission's result was handed in: it counts in 8.1.1; raises as ``changing``."""
    with changing(access, MISSIONS, seen, reason, "hand_in_mission") as entry:
        entry.finished_on = day
    return entry


def accept(access: Access, seen: Seen, acceptance: Acceptance, reason: str = "") -> Mission:
    """Record a mission's acceptance with its grade: it counts in 8.1.2; raises as ``changing``."""
    with changing(access, MISSIONS, seen, reason, "accept_mission") as entry:
        entry.accepted_on = acceptance.day
        entry.acceptance_number, entry.grade = acceptance.number.strip(), acceptance.grade
    return entry
