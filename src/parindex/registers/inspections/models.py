from django.db import models
from django.db.models import Q

from parindex.registers.inspections.constants import (
    FINDINGS,
    INSPECTIONS,
    Addressee,
    FindingState,
    Kind,
    State,
)
from parindex.registers.models import Entry


class Inspection(Entry):
    """A visit of a year's plan; ``unit`` is who carries it out."""

    REGISTER, CODE = INSPECTIONS, "KT"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Who is visited: a unit of the agency by one of its names, or somebody else.
    visited = models.CharField(max_length=300)
    plan_number = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    team = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    minutes_number = models.CharField(max_length=100, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="inspection_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="inspection_kind_known"),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="inspection_of_year")]


class InspectionFinding(Entry):
    """What an inspection or monitoring found, and what it recommends."""

    REGISTER, CODE = FINDINGS, "KN"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The visit's code; empty where monitoring found it without a visit.
    inspection = models.CharField(max_length=40, blank=True)
    recommendation = models.TextField(blank=True)
    addressed_to = models.CharField(max_length=10, choices=Addressee.choices)
    addressee = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    handled_on = models.DateField(null=True)
    handling_number = models.CharField(max_length=100, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=FindingState.values), name="inspectionfinding_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="inspectionfinding_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(addressed_to__in=Addressee.values),
                name="inspectionfinding_addressee_known",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "state"], name="finding_of_year"),
            models.Index(fields=["agency", "inspection"], name="finding_of_inspection"),
        ]
