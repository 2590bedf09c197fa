"""The steps of a review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.legal_documents.register import LEGAL_REVIEWS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.legal_documents.models import LegalReview
    from parindex.registers.services.keeping import Seen


@dataclass(frozen=True)
class Outcome:
    """What a review says; ``finding``: of ``Finding``; ``proposal``: “” where it found nothing."""

    day: date
    finding: str
    proposal: str = ""


def review(access: Access, seen: Seen, outcome: Outcome, reason: str = "") -> LegalReview:
    """Record a document's review: it counts in 2.2.1; raises as ``changing``."""
    with changing(access, LEGAL_REVIEWS, seen, reason, "review_legal_document") as entry:
        entry.reviewed_on, entry.finding = outcome.day, outcome.finding
        entry.proposal = outcome.proposal.strip()
    return entry


def handle(access: Access, seen: Seen, day: date, number: str, reason: str = "") -> LegalReview:
    """Record how a finding was handled or put forward: it counts in 2.2.2.

    Raises as ``changing``.
    """
    with changing(access, LEGAL_REVIEWS, seen, reason, "handle_legal_review") as entry:
        entry.handled_on, entry.handling_number = day, number.strip()
    return entry
