from django.db import models
from django.db.models import Q

from parindex.registers.legal_documents.constants import (
    DRAFTS,
    REVIEWS,
    DraftKind,
    DraftState,
    Finding,
    ReviewState,
)
from parindex.registers.models import Entry


class LegalDraft(Entry):
    """A legal document that a year's programme asks the agency to draft."""

    REGISTER, CODE = DRAFTS, "VB"

    kind = models.CharField(max_length=20, choices=DraftKind.choices)
    # The document that assigns it.
    programme = models.CharField(max_length=300, blank=True)
    # Until when it is to be submitted.
    due_on = models.DateField()
    is_shortened = models.BooleanField(default=False)
    proposed_on = models.DateField(null=True)
    drafted_on = models.DateField(null=True)
    consulted_from = models.DateField(null=True)
    consulted_to = models.DateField(null=True)
    appraised_on = models.DateField(null=True)
    appraisal_number = models.CharField(max_length=100, blank=True)
    submitted_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    issue_number = models.CharField(max_length=100, blank=True)
    effective_on = models.DateField(null=True)
    expired_on = models.DateField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="legaldraft_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DraftKind.values), name="legaldraft_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="legaldraft_of_year")]


class LegalReview(Entry):
    """A document in force that a year's plan asks the agency to review."""

    REGISTER, CODE = REVIEWS, "RS"

    document_number = models.CharField(max_length=100)
    effective_on = models.DateField(null=True)
    expired_on = models.DateField(null=True)
    due_on = models.DateField()
    reviewed_on = models.DateField(null=True)
    finding = models.CharField(max_length=20, choices=Finding.choices, blank=True)
    proposal = models.TextField(blank=True)
    handled_on = models.DateField(null=True)
    handling_number = models.CharField(max_length=100, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="legalreview_state_known"
            ),
            models.CheckConstraint(
                condition=Q(finding__in=["", *Finding.values]), name="legalreview_finding_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="legalreview_of_year")]

    @property
    def is_unfit(self) -> bool:
        """The review found something to handle."""
        return self.finding not in ("", Finding.NONE.value)
