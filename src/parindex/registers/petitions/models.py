from django.db import models
from django.db.models import Q

from parindex.registers.models import Entry
from parindex.registers.petitions.constants import KEY, Channel, Satisfaction, State, Subject


class Petition(Entry):
    """A petition on procedures; ``title``: its matter in words, without who sent it."""

    REGISTER, CODE = KEY, "PA"

    channel = models.CharField(max_length=10, choices=Channel.choices)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    # The national code of the procedure that it is about, where it names one.
    procedure_code = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    # Working days for the answer, counted from the day after it was received.
    days_allowed = models.PositiveSmallIntegerField()
    answered_on = models.DateField(null=True)
    answer_number = models.CharField(max_length=100, blank=True)
    published_on = models.DateField(null=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="petition_state_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="petition_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(subject__in=Subject.values), name="petition_subject_known"
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__in=["", *Satisfaction.values]),
                name="petition_satisfaction_known",
            ),
            models.CheckConstraint(condition=Q(days_allowed__gte=1), name="petition_days_allowed"),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="petition_of_year")]
