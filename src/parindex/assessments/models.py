from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.assessments.constants import Entry, Horizon, ScoreStatus


def _points_field(*, null: bool = False) -> models.DecimalField:
    """Points: at most 999.99, two decimals, exact."""
    return models.DecimalField(max_digits=5, decimal_places=2, null=null, blank=null)


class Assessment(models.Model):
    """One agency's index of one year, by one edition."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="assessments"
    )
    agency_id: int
    year = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(
        "editions.Edition", on_delete=models.PROTECT, related_name="assessments"
    )
    target_index = _points_field(null=True)
    # Among the agencies of its cluster.
    target_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    # From then on units enter no more by themselves; None: whenever they like.
    entry_ends_at = models.DateTimeField(null=True, blank=True)
    # Submitted: neither people nor measures change anything.
    is_frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="assessment_once_a_year"),
            models.CheckConstraint(
                condition=Q(target_rank__isnull=True) | Q(target_rank__gte=1),
                name="assessment_target_rank_from_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"

    def component_target(self, component_key: str) -> str:
        """The identity by which the audit knows a component of this assessment."""
        return f"{self.pk}:{component_key}"


class ComponentOwner(models.Model):
    """The unit that answers for a component in this assessment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="owners")
    component_key = models.CharField(max_length=100)
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="owned_components"
    )
    unit_id: int
    entry = models.CharField(max_length=20, choices=Entry.choices, default=Entry.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component_key"], name="component_owner_once"
            ),
            models.CheckConstraint(
                condition=Q(entry__in=Entry.values), name="component_owner_entry_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.unit}"


class VariableValue(models.Model):
    """The value of a component's variable, where it comes from and the day it is true of."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="values")
    component_key = models.CharField(max_length=100)
    variable = models.CharField(max_length=100)
    horizon = models.CharField(max_length=10, choices=Horizon.choices)
    # The core's exact form: digits, an option's name, true or false.
    value = models.CharField(max_length=40)
    as_of = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    # The measure that counted it; empty where a person entered it.
    measure = models.CharField(max_length=100, blank=True)
    is_illustrative = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component_key", "variable", "horizon"],
                name="variable_value_once",
            ),
            models.CheckConstraint(
                condition=Q(horizon__in=Horizon.values), name="variable_value_horizon_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_key}.{self.variable} = {self.value}"


class ComponentCount(models.Model):
    """What a measure last counted for a component; stays beside what a person enters instead."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="counts")
    assessment_id: int
    component_key = models.CharField(max_length=100)
    measure = models.CharField(max_length=100)
    # Each variable in its stored form.
    values = models.JSONField(default=dict)
    as_of = models.DateField()
    source = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    is_illustrative = models.BooleanField(default=False)
    # Why the core refuses these values; empty where it takes them.
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component_key"], name="component_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.measure}"


class ComponentScore(models.Model):
    """A component's points as computed when its values last changed, with the inputs used."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    assessment_id: int
    component_key = models.CharField(max_length=100)
    horizon = models.CharField(max_length=10, choices=Horizon.choices)
    status = models.CharField(max_length=20, choices=ScoreStatus.choices)
    points = _points_field(null=True)
    maximum = _points_field()
    inputs = models.JSONField(default=dict)
    # {"rule": {"vi", "en"}, "arithmetic": {"vi", "en"}} as the core explained it.
    explanation = models.JSONField(null=True)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component_key", "horizon"], name="component_score_once"
            ),
            models.CheckConstraint(
                condition=Q(horizon__in=Horizon.values), name="component_score_horizon_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ScoreStatus.SCORED, points__isnull=False)
                | (Q(status__in=["missing", "not_applicable"]) & Q(points__isnull=True)),
                name="component_score_points_when_scored",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True)
                | Q(points__gte=Decimal(0), points__lte=models.F("maximum")),
                name="component_score_within_maximum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_key}: {self.points}"


class IndexResult(models.Model):
    """The index of an assessment at one horizon, as computed with its components."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="results")
    horizon = models.CharField(max_length=10, choices=Horizon.choices)
    points = _points_field()
    assessable = _points_field()
    # None when no component is applicable.
    index = _points_field(null=True)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "horizon"], name="index_result_once"),
            models.CheckConstraint(
                condition=Q(horizon__in=Horizon.values), name="index_result_horizon_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.index}"
