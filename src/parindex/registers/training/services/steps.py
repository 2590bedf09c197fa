"""The steps of a course after it was planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.services.keeping import changing
from parindex.registers.training.register import COURSES

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen
    from parindex.registers.training.models import Course


@dataclass(frozen=True)
class Finish:
    """How a course ended; ``certificates``: None where it gives none."""

    day: date
    trained: int
    certificates: int | None = None


def begin(access: Access, seen: Seen, day: date, decision: str, reason: str = "") -> Course:
    """Record that a course began, by which decision people were sent; raises as ``changing``."""
    with changing(access, COURSES, seen, reason, "begin_course") as entry:
        entry.started_on, entry.decision_number = day, decision.strip()
    return entry


def finish(access: Access, seen: Seen, result: Finish, reason: str = "") -> Course:
    """Record who finished a course: they count in 5.3; raises as ``changing``."""
    with changing(access, COURSES, seen, reason, "finish_course") as entry:
        entry.finished_on = result.day
        entry.trained_people, entry.certificates = result.trained, result.certificates
    return entry
