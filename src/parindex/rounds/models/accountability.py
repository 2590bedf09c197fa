from decimal import Decimal

from django.db import models
from django.db.models import Q

from parindex.rounds.constants import Cause, Evaluation
from parindex.rounds.models.round import Participant, person_field, points_field


class Deduction(models.Model):
    """A component that the council deducted, who answers for it and what follows (5.2.2)."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="deductions"
    )
    participant_id: int
    component_key = models.CharField(max_length=100)
    # None: no unit owned the component; the agency's Office answers.
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="deductions"
    )
    unit_id: int | None
    self_points = points_field()
    final_points = points_field()
    # The key of a reason of the round's list (empty where the rule gave less), and words.
    reason = models.CharField(max_length=50, blank=True)
    words = models.TextField(blank=True)
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)
    answer = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    remedy_deadline = models.DateField(null=True, blank=True)
    remedied_on = models.DateField(null=True, blank=True)
    answered_by = person_field()
    answered_at = models.DateTimeField(null=True, blank=True)
    evaluation = models.CharField(max_length=20, choices=Evaluation.choices, blank=True)
    decision = models.TextField(blank=True)
    decided_by = person_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    # The year's round into which an unfinished remedy was carried over.
    carried_to = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="carried_remedies"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "component_key"], name="deduction_once"),
            models.CheckConstraint(
                condition=Q(cause="") | Q(cause__in=Cause.values), name="deduction_cause_known"
            ),
            models.CheckConstraint(
                condition=Q(evaluation="") | Q(evaluation__in=Evaluation.values),
                name="deduction_evaluation_known",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(evaluation=""),
                name="deduction_decided_with_evaluation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.component_key}"

    @property
    def lost(self) -> Decimal:
        """Points that the council took off the self score."""
        return self.self_points - self.final_points
