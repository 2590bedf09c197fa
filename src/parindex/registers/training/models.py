from django.db import models
from django.db.models import F, Q

from parindex.registers.models import Entry
from parindex.registers.training.constants import KEY, State, Subject


class Course(Entry):
    """A course of the plan or outside it; people are counted, never named."""

    REGISTER, CODE = KEY, "DT"

    subject = models.CharField(max_length=14, choices=Subject.choices)
    organiser = models.CharField(max_length=300, blank=True)
    # Empty: outside the plan of the year, with no planned people.
    due_on = models.DateField(null=True)
    planned_people = models.PositiveIntegerField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    trained_people = models.PositiveIntegerField(null=True)
    certificates = models.PositiveIntegerField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=State.values), name="course_state_known"),
            models.CheckConstraint(
                condition=Q(subject__in=Subject.values), name="course_subject_known"
            ),
            models.CheckConstraint(
                condition=Q(certificates__isnull=True)
                | Q(trained_people__isnull=True)
                | Q(certificates__lte=F("trained_people")),
                name="course_certificates_of_trained",
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="course_of_year")]
