"""The steps of an initiative after its registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.initiatives.register import INITIATIVES
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.initiatives.models import Initiative
    from parindex.registers.services.keeping import Seen


@dataclass(frozen=True)
class Recognition:
    """The decision that recognises an initiative; ``level``: of ``DecisionLevel``."""

    day: date
    number: str
    level: str


def approve(access: Access, seen: Seen, day: date, reason: str = "") -> Initiative:
    """Let an initiative be carried out; raises as ``changing``.

    :raises PermissionRefused: unless the person approves entries of its unit.
    """
    with changing(access, INITIATIVES, seen, reason, "approve_initiative") as entry:
        entry.approved_on = day
    return entry


def complete(
    access: Access, seen: Seen, day: date, before: str, after: str, reason: str = ""
) -> Initiative:
    """Record that an initiative was carried out, with its result; raises as ``changing``."""
    with changing(access, INITIATIVES, seen, reason, "complete_initiative") as entry:
        entry.completed_on = day
        entry.result_before, entry.result_after = before.strip(), after.strip()
    return entry


def recognise(access: Access, seen: Seen, recognition: Recognition, reason: str = "") -> Initiative:
    """Record the decision that recognises an initiative: it counts in 1.5 of that year.

    Raises as ``changing``.
    """
    with changing(access, INITIATIVES, seen, reason, "recognise_initiative") as entry:
        entry.recognised_on = recognition.day
        entry.decision_number = recognition.number.strip()
        entry.decision_level = recognition.level
    return entry
