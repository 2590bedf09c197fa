"""The steps of due procedure, from proposal to expiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.legal_documents.register import LEGAL_DRAFTS
from parindex.registers.services.keeping import changing

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.legal_documents.models import LegalDraft
    from parindex.registers.services.keeping import Seen


@dataclass(frozen=True)
class Issue:
    """What an issue says; ``effective_on`` None: not known yet."""

    day: date
    number: str
    effective_on: date | None


def propose(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record that a document was proposed; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "propose_legal_draft") as entry:
        entry.proposed_on = day
    return entry


def finish_draft(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record that the draft is written; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "finish_legal_draft") as entry:
        entry.drafted_on = day
    return entry


def begin_consultation(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record the first day on which the draft lies open to opinions; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "begin_consultation") as entry:
        entry.consulted_from = day
    return entry


def end_consultation(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record the last day of the consultation; less than 30 days show as a fault.

    Raises as ``changing``.
    """
    with changing(access, LEGAL_DRAFTS, seen, reason, "end_consultation") as entry:
        entry.consulted_to = day
    return entry


def appraise(access: Access, seen: Seen, day: date, number: str, reason: str = "") -> LegalDraft:
    """Record the justice department's appraisal; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "appraise_legal_draft") as entry:
        entry.appraised_on, entry.appraisal_number = day, number.strip()
    return entry


def submit(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record that the draft was submitted: it counts in 2.1.1; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "submit_legal_draft") as entry:
        entry.submitted_on = day
    return entry


def issue(access: Access, seen: Seen, issued: Issue, reason: str = "") -> LegalDraft:
    """Record that the document was issued: it counts in 2.1.2; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "issue_legal_document") as entry:
        entry.issued_on, entry.issue_number = issued.day, issued.number.strip()
        entry.effective_on = issued.effective_on
    return entry


def expire(access: Access, seen: Seen, day: date, reason: str = "") -> LegalDraft:
    """Record when the document expires; raises as ``changing``."""
    with changing(access, LEGAL_DRAFTS, seen, reason, "expire_legal_document") as entry:
        entry.expired_on = day
    return entry
