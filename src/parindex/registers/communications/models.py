from django.db import models
from django.db.models import Q

from parindex.registers.communications.constants import KEY, Form, Kind, State
from parindex.registers.models import Entry


class Communication(Entry):
    """An activity or event by which people hear of the reform; ``due_on``: the plan's day."""

    REGISTER, CODE = KEY, "TT"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    form = models.CharField(max_length=12, choices=Form.choices)
    channel = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    # Empty: outside the plan of the year.
    due_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    # People reached, as the unit estimates or counts them.
    reach = models.PositiveIntegerField(null=True)
    # Representatives who came, by kind of organisation.
    departments = models.PositiveIntegerField(null=True)
    districts = models.PositiveIntegerField(null=True)
    enterprises = models.PositiveIntegerField(null=True)
    citizens = models.PositiveIntegerField(null=True)
    link = models.CharField(max_length=500, blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="communication_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="communication_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(form__in=Form.values), name="communication_form_known"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="communication_of_year")]
