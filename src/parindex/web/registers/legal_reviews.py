"""Legal documents in force that the agency reviews, as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.registers.legal_documents.constants import ReviewState
from parindex.registers.legal_documents.register import LEGAL_REVIEWS
from parindex.registers.legal_documents.services.reviews import Outcome, handle, review
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.legal_documents.models import LegalReview
    from parindex.registers.services.keeping import Seen


class LegalReviewForm(EntryForm):
    """A document of the plan, with what its review said."""

    register = LEGAL_REVIEWS
    groups = (
        (_("What it is"), ("title", "unit", "document_number", "effective_on", "expired_on")),
        (_("Review"), ("due_on", "reviewed_on", "finding", "proposal")),
        (_("Handling"), ("handled_on", "handling_number")),
    )

    title = field_for(LEGAL_REVIEWS, "title")
    document_number = field_for(LEGAL_REVIEWS, "document_number")
    effective_on = field_for(LEGAL_REVIEWS, "effective_on")
    expired_on = field_for(LEGAL_REVIEWS, "expired_on")
    due_on = field_for(LEGAL_REVIEWS, "due_on")
    reviewed_on = field_for(LEGAL_REVIEWS, "reviewed_on")
    finding = field_for(LEGAL_REVIEWS, "finding")
    proposal = field_for(LEGAL_REVIEWS, "proposal")
    handled_on = field_for(LEGAL_REVIEWS, "handled_on")
    handling_number = field_for(LEGAL_REVIEWS, "handling_number")


class OutcomeForm(StepForm):
    """It was reviewed."""

    key, label = "review", _("Record the review")
    states = frozenset({ReviewState.PLANNED.value})

    reviewed_on = field_for(LEGAL_REVIEWS, "reviewed_on", required=True)
    finding = field_for(LEGAL_REVIEWS, "finding", required=True)
    proposal = field_for(LEGAL_REVIEWS, "proposal")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        outcome = Outcome(said["reviewed_on"], said["finding"], said["proposal"])
        return review(access, seen, outcome, self.said_reason)


class HandlingForm(StepForm):
    """What was found is handled, or put forward to whom it is for."""

    key, label = "handle", _("Record the handling")
    states = frozenset({ReviewState.FOUND.value})

    handled_on = field_for(LEGAL_REVIEWS, "handled_on", required=True)
    handling_number = field_for(LEGAL_REVIEWS, "handling_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        day, number = said["handled_on"], said["handling_number"]
        return handle(access, seen, day, number, self.said_reason)


def _due(entry: LegalReview, today: date) -> str:
    day = vndate(entry.due_on)
    if (entry.reviewed_on or today) <= entry.due_on:
        return day
    return gettext("%(day)s (late)") % {"day": day}


def _finding(entry: LegalReview, today: date) -> str:
    return fact_in_words(LEGAL_REVIEWS, "finding", entry.finding)


LEGAL_REVIEW_PAGES = RegisterPages(
    register=LEGAL_REVIEWS,
    lead=_(
        "The legal documents in force that the year's plan has reviewed: what was found, proposed"
        " and handled."
    ),
    new_label=_("Record a document to review"),
    form=LegalReviewForm,
    columns=(
        ListColumn(_("Number"), lambda one, today: str(one.document_number), "document_number"),
        ListColumn(_("Due"), _due, "due_on"),
        ListColumn(_("Reviewed"), lambda one, today: vndate(one.reviewed_on), "reviewed_on"),
        ListColumn(_("Finding"), _finding, "finding"),
    ),
    sections=(
        EntrySection(_("What it is"), ("document_number", "effective_on", "expired_on")),
        EntrySection(_("Review"), ("due_on", "reviewed_on", "finding", "proposal")),
        EntrySection(_("Handling"), ("handled_on", "handling_number")),
    ),
    states={
        ReviewState.PLANNED.value: Appearance(
            ReviewState.PLANNED.label, "circle-dashed", "neutral"
        ),
        ReviewState.SOUND.value: Appearance(ReviewState.SOUND.label, "circle-check", "good"),
        ReviewState.FOUND.value: Appearance(ReviewState.FOUND.label, "circle-half-2", "partial"),
        ReviewState.HANDLED.value: Appearance(ReviewState.HANDLED.label, "circle-check", "good"),
    },
    steps=(OutcomeForm, HandlingForm),
)
