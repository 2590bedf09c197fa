from django.db import models
from django.db.models import Q

from parindex.registers.finance.constants import (
    FIRST_QUARTER,
    KEY,
    LAST_QUARTER,
    Autonomy,
    State,
)
from parindex.registers.models import Entry


class QuarterlyFinance(Entry):
    """A unit's figures from the year's first day to the end of a quarter."""

    REGISTER, CODE = KEY, "TC"

    quarter = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    autonomy = models.CharField(max_length=10, choices=Autonomy.choices)
    # Million dong, of the whole year and since its first day.
    assigned = models.DecimalField(max_digits=14, decimal_places=3)
    disbursed = models.DecimalField(max_digits=14, decimal_places=3)
    # Recommendations of inspections and audits on finance, since the year's first day.
    recommendations_due = models.PositiveIntegerField()
    recommendations_done = models.PositiveIntegerField()

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=State.values), name="finance_state_known"),
            models.CheckConstraint(
                condition=Q(autonomy__in=Autonomy.values), name="finance_autonomy_known"
            ),
            models.CheckConstraint(
                condition=Q(quarter__range=(FIRST_QUARTER, LAST_QUARTER)),
                name="finance_quarter_of_year",
            ),
            models.CheckConstraint(
                condition=Q(assigned__gte=0, disbursed__gte=0), name="finance_amounts_positive"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "state"], name="finance_of_year")]
