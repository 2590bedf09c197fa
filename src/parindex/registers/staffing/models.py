from django.db import models
from django.db.models import Q

from parindex.registers.models import Entry
from parindex.registers.staffing.constants import (
    DELEGATION,
    DISCIPLINE,
    EVALUATIONS,
    POSTS,
    QUOTAS,
    STRUCTURE,
    DisciplineState,
    EvaluationState,
    Fit,
    PostKind,
    PostState,
    Quarter,
    QuotaState,
    ReorganisationState,
    Result,
)


class Reorganisation(Entry):
    """What a decision changes in the agency's structure."""

    REGISTER, CODE = STRUCTURE, "SX"

    decision_number = models.CharField(max_length=100)
    effective_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=ReorganisationState.values),
                name="reorganisation_state_known",
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="reorganisation_of_year")]


class QuotaCount(Entry):
    """A unit's posts and deputies as counted on a day."""

    REGISTER, CODE = QUOTAS, "BC"

    counted_on = models.DateField()
    # People: assigned and used posts, deputies that the rules allow and that there are.
    assigned = models.PositiveIntegerField()
    used = models.PositiveIntegerField()
    deputies_allowed = models.PositiveIntegerField()
    deputies = models.PositiveIntegerField()

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=QuotaState.values), name="quotacount_state_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="quotacount_of_year")]

    @property
    def has_lawful_deputies(self) -> bool:
        return self.deputies <= self.deputies_allowed


class DelegationReview(Entry):
    """A review of how a unit carries out the rules on delegated management."""

    REGISTER, CODE = DELEGATION, "PC"

    checked_on = models.DateField()
    report_number = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=Result.values), name="delegationreview_state_known"
            ),
            models.CheckConstraint(
                condition=Q(result__in=Result.values), name="delegationreview_result_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="delegation_of_year")]


class JobPost(Entry):
    """One post of the job-position scheme; who fills it is a staff code, never a name."""

    REGISTER, CODE = POSTS, "VT"

    # The post's number in the scheme.
    position = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=PostKind.choices)
    # Rank or professional title: what the scheme asks for, what is held.
    norm = models.CharField(max_length=200)
    staff_code = models.CharField(max_length=20, blank=True)
    held = models.CharField(max_length=200, blank=True)
    fit = models.CharField(max_length=10, choices=Fit.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    filled_on = models.DateField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=PostState.values), name="jobpost_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PostKind.values), name="jobpost_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(fit__in=["", *Fit.values]), name="jobpost_fit_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="jobpost_of_year")]


class Evaluation(Entry):
    """The year's evaluation of a unit's staff."""

    REGISTER, CODE = EVALUATIONS, "DG"

    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result_number = models.CharField(max_length=100, blank=True)
    is_by_procedure = models.BooleanField(default=False)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=EvaluationState.values), name="evaluation_state_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="evaluation_of_year")]


class DisciplineReport(Entry):
    """How many violations of discipline a unit had in a quarter; no person is named."""

    REGISTER, CODE = DISCIPLINE, "KL"

    quarter = models.CharField(max_length=1, choices=Quarter.choices)
    reported_on = models.DateField()
    violations = models.PositiveIntegerField()

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=DisciplineState.values), name="disciplinereport_state_known"
            ),
            models.CheckConstraint(
                condition=Q(quarter__in=Quarter.values), name="disciplinereport_quarter_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="discipline_of_year")]
