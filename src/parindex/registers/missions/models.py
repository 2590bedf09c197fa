from datetime import date

from django.db import models
from django.db.models import Q

from parindex.registers.missions.constants import KEY, Grade, Level, State
from parindex.registers.models import Entry


class Mission(Entry):
    """A mission of a year's plan: the year is that in which the plan asks for its result."""

    REGISTER, CODE = KEY, "NV"

    level = models.CharField(max_length=10, choices=Level.choices)
    # The organisation that carries it out.
    lead = models.CharField(max_length=300, blank=True)
    # Million dong.
    budget = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    started_on = models.DateField(null=True)
    due_on = models.DateField()
    # Each with ``title``, ``due_on`` and ``done_on`` (None: not yet), days as ISO.
    milestones = models.JSONField(default=list)
    extended_to = models.DateField(null=True)
    extension_number = models.CharField(max_length=100, blank=True)
    finished_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    acceptance_number = models.CharField(max_length=100, blank=True)
    grade = models.CharField(max_length=10, choices=Grade.choices, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=State.values), name="mission_state_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="mission_level_known"),
            models.CheckConstraint(
                condition=Q(grade__in=["", *Grade.values]), name="mission_grade_known"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="mission_budget_positive"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="mission_of_year")]

    @property
    def last_day(self) -> date:
        """Until when it may be handed in: the plan's day, or that of the extension's decision."""
        return self.extended_to or self.due_on
