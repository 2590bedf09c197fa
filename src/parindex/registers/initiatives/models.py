from django.db import models
from django.db.models import Q

from parindex.registers.initiatives.constants import KEY, DecisionLevel, State
from parindex.registers.models import Entry


class Initiative(Entry):
    """A new solution that a unit registers, carries out and has recognised."""

    REGISTER, CODE = KEY, "SK"

    problem = models.TextField()
    solution = models.TextField()
    expected_effect = models.TextField(blank=True)
    # Who takes part, as the unit names them; no identity numbers.
    members = models.TextField(blank=True)
    registered_on = models.DateField()
    approved_on = models.DateField(null=True)
    # Each with ``title``, ``due_on`` and ``done_on`` (None: not yet), days as ISO.
    milestones = models.JSONField(default=list)
    completed_on = models.DateField(null=True)
    result_before = models.TextField(blank=True)
    result_after = models.TextField(blank=True)
    recognised_on = models.DateField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    decision_level = models.CharField(max_length=10, choices=DecisionLevel.choices, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="initiative_state_known"
            ),
            models.CheckConstraint(
                condition=Q(decision_level__in=["", *DecisionLevel.values]),
                name="initiative_level_known",
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="initiative_of_year")]
