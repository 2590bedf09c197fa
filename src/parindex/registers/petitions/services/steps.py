"""The steps of a petition after it was received."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.petitions.register import PETITIONS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.petitions.models import Petition
    from parindex.registers.services.keeping import Seen


def answer(access: Access, seen: Seen, day: date, number: str, reason: str = "") -> Petition:
    """Record the answer: in time it counts in 3.5; raises as ``changing``."""
    with changing(access, PETITIONS, seen, reason, "answer_petition") as entry:
        entry.answered_on, entry.answer_number = day, number.strip()
    return entry


def publish(access: Access, seen: Seen, day: date, satisfaction: str, reason: str = "") -> Petition:
    """Record when the answer was made public, and what who petitioned says of it.

    ``satisfaction``: of ``Satisfaction``, “” while nothing is said. Raises as ``changing``.
    """
    with changing(access, PETITIONS, seen, reason, "publish_petition") as entry:
        entry.published_on, entry.satisfaction = day, satisfaction
    return entry
