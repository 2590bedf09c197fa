from django.db import models
from django.db.models import F, Q

from parindex.rounds.constants import AdjustmentKind, AppraisalStage, JudgementKind
from parindex.rounds.models.round import Participant, person_field, points_field


class Appraisal(models.Model):
    """The council's points for a component at one of its two looks."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="appraisals"
    )
    participant_id: int
    component_key = models.CharField(max_length=100)
    stage = models.CharField(max_length=10, choices=AppraisalStage.choices)
    kind = models.CharField(max_length=20, choices=JudgementKind.choices)
    # None: not applicable to the agency.
    points = points_field(null=True)
    maximum = points_field()
    # The member's own figures in their stored form, where the points come from the rule.
    values = models.JSONField(default=dict)
    # The key of a reason of the round's list, and words.
    reason = models.CharField(max_length=50, blank=True)
    words = models.TextField(blank=True)
    # Grows with every change: who saves must have seen the present one.
    version = models.PositiveIntegerField(default=1)
    scored_by = person_field()
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "component_key", "stage"], name="appraisal_once"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=AppraisalStage.values), name="appraisal_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=JudgementKind.values), name="appraisal_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=F("maximum")),
                name="appraisal_within_maximum",
            ),
            models.CheckConstraint(
                condition=~Q(kind=JudgementKind.DEDUCTION) | (~Q(reason="") & ~Q(words="")),
                name="appraisal_deduction_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.points}"


class Explanation(models.Model):
    """The agency's answer to a deduction."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="explanations"
    )
    component_key = models.CharField(max_length=100)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = person_field()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "component_key"], name="explanation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.text[:40]}"


class SurveyPoints(models.Model):
    """What a survey gave an agency for a component."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="survey_points"
    )
    participant_id: int
    component_key = models.CharField(max_length=100)
    points = points_field()
    maximum = points_field()
    source = models.CharField(max_length=300)
    entered_by = person_field()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "component_key"], name="survey_points_once"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("maximum")),
                name="survey_points_within_maximum",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="survey_points_with_source"),
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.points}"


class Adjustment(models.Model):
    """Bonus or penalty points with their ground; withdrawn ones stay to be seen."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="adjustments"
    )
    participant_id: int
    kind = models.CharField(max_length=10, choices=AdjustmentKind.choices)
    points = points_field()
    ground = models.TextField()
    entered_by = person_field()
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AdjustmentKind.values), name="adjustment_kind_known"
            ),
            models.CheckConstraint(condition=Q(points__gt=0), name="adjustment_positive"),
            models.CheckConstraint(condition=~Q(ground=""), name="adjustment_with_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.points}"


class Result(models.Model):
    """What the council concluded for an agency."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="result")
    participant_id: int
    self_points = points_field()
    points = points_field()
    assessable = points_field()
    bonus = points_field()
    penalty = points_field()
    # None where nothing is assessable: neither ranked nor classified.
    index = points_field(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    grade = models.CharField(max_length=100, blank=True)
    grade_en = models.CharField(max_length=100, blank=True)
    # {component key: {"points": "1.50" or None, "self": "2.00" or None, "maximum": "2.00"}}
    components = models.JSONField(default=dict)
    concluded_at = models.DateTimeField()

    class Meta:
        ordering = ["rank", "participant__agency__key"]

    def __str__(self) -> str:
        return f"{self.participant}: {self.index}"
