from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.rounds.constants import RoundState, Stage, State

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


def points_field(*, null: bool = False) -> models.DecimalField:
    """Points: at most 999.99, two decimals, exact."""
    return models.DecimalField(max_digits=5, decimal_places=2, null=null, blank=null)


def person_field() -> models.ForeignKey:
    """Who did it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )


class Round(models.Model):
    """The assessment of a province's agencies in one year, by one edition."""

    organiser = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="organised_rounds"
    )
    organiser_id: int
    year = models.PositiveSmallIntegerField()
    edition = models.ForeignKey("editions.Edition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.OPEN)
    bonus_cap = points_field()
    penalty_cap = points_field()
    # [{"vi", "en", "at_least": "90"}], highest first.
    grades = models.JSONField(default=list)
    # [{"key", "vi", "en"}]: what a member may deduct for.
    deduction_reasons = models.JSONField(default=list)
    # The round whose owners and unanswered remedies this one carried over.
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "year", "name"], name="round_name_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(bonus_cap__gte=Decimal(0), penalty_cap__gte=Decimal(0)),
                name="round_caps_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency_id(self) -> int:
        """Whose round it is."""
        return self.organiser_id


class Cluster(models.Model):
    """Agencies that are ranked among each other, such as departments, communes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="clusters")
    key = models.SlugField()
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="cluster_key_once_in_round")
        ]

    def __str__(self) -> str:
        return self.name


class StageDeadline(models.Model):
    """From this moment on a stage of the round is locked."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="deadlines")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["ends_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "stage"], name="stage_deadline_once"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="stage_deadline_stage_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.ends_at}"


class Participant(models.Model):
    """An agency in a round, with its assessment."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    round_id: int
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="participants")
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="participations"
    )
    agency_id: int
    assessment = models.OneToOneField(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="participation"
    )
    assessment_id: int
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    explanations_handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cluster__position", "agency__key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="participant_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.round}"

    def component_target(self, component_key: str) -> str:
        """The identity by which audit and evidence know a component of the agency."""
        return f"{self.assessment_id}:{component_key}"


class OwnDeadline(models.Model):
    """A deadline that one agency got when it was reopened; it stands before the round's."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="own_deadlines"
    )
    stage = models.CharField(max_length=20, choices=Stage.choices)
    ends_at = models.DateTimeField()
    reason = models.TextField()
    set_by = person_field()
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "stage"], name="own_deadline_once"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="own_deadline_stage_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.stage} {self.ends_at}"


class AppraisalField(models.Model):
    """A named group of components that the same members of the council score."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # Keys of scored components.
    component_keys = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    seats: "RelatedManager[CouncilSeat]"

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="appraisal_field_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class CouncilSeat(models.Model):
    """A member of the council for a field of a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="council_seats"
    )
    field = models.ForeignKey(AppraisalField, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "field"], name="council_seat_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.field}"
