"""The steps of a purchase."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.registers.equipment.register import EQUIPMENT
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.equipment.models import Equipment
    from parindex.registers.services.keeping import Seen


def plan_purchase(
    access: Access, seen: Seen, day: date, budget: Decimal, reason: str = ""
) -> Equipment:
    """Put what is missing into the plan of purchases, in million dong; raises as ``changing``."""
    with changing(access, EQUIPMENT, seen, reason, "plan_purchase") as entry:
        entry.planned_on, entry.budget = day, budget
    return entry


def approve_purchase(
    access: Access, seen: Seen, day: date, number: str, reason: str = ""
) -> Equipment:
    """Let what is missing be bought; raises as ``changing``.

    :raises PermissionRefused: unless the person approves entries of its unit.
    """
    with changing(access, EQUIPMENT, seen, reason, "approve_purchase") as entry:
        entry.approved_on, entry.decision_number = day, number.strip()
    return entry


def buy(access: Access, seen: Seen, day: date, pieces: int, reason: str = "") -> Equipment:
    """Record what was bought: it stands beside the stock; raises as ``changing``."""
    with changing(access, EQUIPMENT, seen, reason, "buy_equipment") as entry:
        entry.bought_on, entry.bought = day, pieces
    return entry
