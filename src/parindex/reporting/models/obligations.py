from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from parindex.reporting.constants import Counted, Frequency
from parindex.reporting.models.forms import ReportForm

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager

    from parindex.reporting.models.periods import Period

_MONTHS_AFTER = (-3, 3)


class Obligation(models.Model):
    """A report that is owed again and again: to whom, by which units, until which day of a period.

    A cut-off is a day of the month that lies so many months after the period's last one (0: that
    month itself); without a day the month's last. Of an ad hoc report each period has its own.
    """

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="report_obligations"
    )
    agency_id: int
    name = models.CharField(max_length=200)
    recipient = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=20, choices=Frequency.choices)
    # Which periods of a year are reported on, by number; the yearly report may stand for the last.
    numbers = models.JSONField(default=list)
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="obligations")
    form_id: int
    units = models.ManyToManyField(
        "organisations.Unit", blank=True, related_name="report_obligations"
    )
    unit_months_after = models.SmallIntegerField(default=0)
    unit_day = models.PositiveSmallIntegerField(null=True, blank=True)
    # Whether the agency itself sends a report that its units' make up.
    agency_reports = models.BooleanField(default=True)
    agency_months_after = models.SmallIntegerField(default=0)
    agency_day = models.PositiveSmallIntegerField(null=True, blank=True)
    # A period opens so many days before its first cut-off.
    opens_before = models.PositiveSmallIntegerField(default=20)
    counted = models.CharField(max_length=10, choices=Counted.choices, default=Counted.AGENCY)
    # No cut-off before it, and none after the other, was or will be owed.
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_illustrative = models.BooleanField(default=False)

    periods: "RelatedManager[Period]"

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="report_obligation_name_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="report_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(counted__in=Counted.values), name="report_counted_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_months_after__range=_MONTHS_AFTER)
                & Q(agency_months_after__range=_MONTHS_AFTER),
                name="report_months_after_near",
            ),
            models.CheckConstraint(
                condition=(Q(unit_day__isnull=True) | Q(unit_day__range=(1, 31)))
                & (Q(agency_day__isnull=True) | Q(agency_day__range=(1, 31))),
                name="report_day_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="report_obligation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
