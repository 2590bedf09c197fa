from django.db import models
from django.db.models import Q

from parindex.rounds.models.round import Participant, person_field, points_field


class SelfScore(models.Model):
    """What an agency says of a component beside its figures."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="self_scores"
    )
    component_key = models.CharField(max_length=100)
    # Fewer points than the rule gives; None: the rule's.
    claimed = points_field(null=True)
    claim_reason = models.TextField(blank=True)
    # In place of the evidence that the component asks for.
    explanation = models.TextField(blank=True)
    changed_by = person_field()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "component_key"], name="self_score_once"
            ),
            models.CheckConstraint(
                condition=Q(claimed__isnull=True) | (Q(claimed__gte=0) & ~Q(claim_reason="")),
                name="self_score_claim_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.component_key}"


class SentBack(models.Model):
    """The Office's note with which a component went back to its unit."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sent_back")
    component_key = models.CharField(max_length=100)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    sent_by = person_field()
    sent_at = models.DateTimeField()
    # None: the unit has it still.
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.note}"


class Submission(models.Model):
    """An agency's self score as it was submitted, whole and unchangeable."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="submissions"
    )
    # Counts from 1; more than 1 only after the council reopened the agency.
    number = models.PositiveSmallIntegerField()
    # Of ``content``'s canonical JSON, hexadecimal.
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    submitted_by = person_field()
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "number"], name="submission_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.participant} #{self.number} {self.sha256[:12]}"
