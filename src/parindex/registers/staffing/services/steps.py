"""The steps of reorganisations, posts and evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.services.keeping import changing
from parindex.registers.staffing.register import EVALUATIONS, POSTS, STRUCTURE

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen
    from parindex.registers.staffing.models import Evaluation, JobPost, Reorganisation


@dataclass(frozen=True)
class Filling:
    """Who fills a post: a staff code, never a name; ``fit``: of ``Fit``, with why it is none."""

    staff_code: str
    held: str
    fit: str
    day: date
    why: str = ""


@dataclass(frozen=True)
class EvaluationResult:
    """How an evaluation was done."""

    day: date
    number: str
    is_by_procedure: bool


def carry_out(access: Access, seen: Seen, day: date, reason: str = "") -> Reorganisation:
    """Record that a reorganisation was carried out; raises as ``changing``."""
    with changing(access, STRUCTURE, seen, reason, "carry_out_reorganisation") as entry:
        entry.done_on = day
    return entry


def fill(access: Access, seen: Seen, filling: Filling, reason: str = "") -> JobPost:
    """Record who fills a post: it counts in 5.1; raises as ``changing``."""
    with changing(access, POSTS, seen, reason, "fill_post") as entry:
        entry.staff_code, entry.held = filling.staff_code.strip(), filling.held.strip()
        entry.fit, entry.why = filling.fit, filling.why.strip()
        entry.filled_on = filling.day
    return entry


def complete_evaluation(
    access: Access, seen: Seen, result: EvaluationResult, reason: str = ""
) -> Evaluation:
    """Record that the year's evaluation was done: it counts in 5.2.1; raises as ``changing``."""
    with changing(access, EVALUATIONS, seen, reason, "complete_evaluation") as entry:
        entry.done_on, entry.result_number = result.day, result.number.strip()
        entry.is_by_procedure = result.is_by_procedure
    return entry
