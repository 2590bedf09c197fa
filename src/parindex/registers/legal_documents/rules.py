"""What makes a draft and a review sound, and the states that their days say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.legal_documents.constants import STEPS, DraftState, ReviewState
from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_outside_year

if TYPE_CHECKING:
    from parindex.registers.legal_documents.models import LegalDraft, LegalReview

# What has no day while the one beside it has none.
_FOLLOWS = {
    "consulted_to": "consulted_from",
    "issued_on": "submitted_on",
    "effective_on": "issued_on",
    "expired_on": "issued_on",
}


def settle_draft(entry: LegalDraft, today: date) -> None:
    """Refuse a draft that contradicts itself; set its state.

    A step that is missing, short or too early is a fault of the procedure, not of the entry: it
    is recorded as it was and shows (``steps_of``).

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "kind", "due_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_outside_year(entry, "due_on")
    refuse_ahead(entry, today, *STEPS)
    refuse_apart(entry, "appraised_on", "appraisal_number")
    refuse_apart(entry, "issued_on", "issue_number")
    for field, earlier in _FOLLOWS.items():
        if getattr(entry, field) and not getattr(entry, earlier):
            raise EntryRefused(earlier, _("Say this day too; the one after it is known."))
    _refuse_before(entry, "consulted_to", "consulted_from", _("It ended before it began."))
    _refuse_before(entry, "issued_on", "submitted_on", _("It was issued before it was submitted."))
    _refuse_before(entry, "effective_on", "issued_on", _("It took effect before it was issued."))
    _refuse_before(entry, "expired_on", "effective_on", _("It expired before it took effect."))
    reached = [state for state, step in zip(list(DraftState)[1:], STEPS, strict=True)
               if getattr(entry, step)]  # fmt: skip
    entry.state = reached[-1].value if reached else DraftState.PLANNED.value


def settle_review(entry: LegalReview, today: date) -> None:
    """Refuse a review that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    for field in ("title", "document_number", "due_on"):
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))
    refuse_outside_year(entry, "due_on")
    refuse_ahead(entry, today, "reviewed_on", "handled_on")
    _refuse_before(entry, "expired_on", "effective_on", _("It expired before it took effect."))
    refuse_apart(entry, "reviewed_on", "finding")
    refuse_apart(entry, "handled_on", "handling_number")
    for field in ("proposal", "handled_on"):
        if getattr(entry, field) and not entry.is_unfit:
            raise EntryRefused(field, _("The review found nothing that would be handled."))
    _refuse_before(entry, "handled_on", "reviewed_on", _("It was handled before it was reviewed."))
    entry.state = _review_state(entry).value


def _review_state(entry: LegalReview) -> ReviewState:
    if entry.reviewed_on is None:
        return ReviewState.PLANNED
    if not entry.is_unfit:
        return ReviewState.SOUND
    return ReviewState.HANDLED if entry.handled_on else ReviewState.FOUND


def _refuse_before(entry: LegalDraft | LegalReview, field: str, earlier: str, words: str) -> None:
    day, first = getattr(entry, field), getattr(entry, earlier)
    if day is not None and first is not None and day < first:
        raise EntryRefused(field, words)
