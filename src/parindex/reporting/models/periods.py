from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parindex.reporting.constants import SENT_STATES, ReportState
from parindex.reporting.models.forms import FormVersion
from parindex.reporting.models.obligations import Obligation

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Period(models.Model):
    """A period of an obligation that has opened, with the form that it keeps."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="periods")
    obligation_id: int
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="report_periods"
    )
    agency_id: int
    # The year whose score its reports go into.
    year = models.PositiveSmallIntegerField()
    # Of the year's periods; of ad hoc reports in the order of their opening.
    number = models.PositiveSmallIntegerField()
    # Of an ad hoc report: what it is about.
    title = models.CharField(max_length=200, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="periods")
    opened_on = models.DateField()
    is_illustrative = models.BooleanField(default=False)

    reports: "RelatedManager[Report]"

    class Meta:
        ordering = ["-last_day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "year", "number"], name="report_period_once"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="report_period_in_order"
            ),
        ]
        indexes = [models.Index(fields=["agency", "year"], name="report_period_of_year")]

    def __str__(self) -> str:
        return f"{self.obligation} {self.number}/{self.year}"


class Report(models.Model):
    """What a unit sends to the Office of a period; without a unit what the agency sends on."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    period_id: int
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="periodic_reports"
    )
    agency_id: int
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="periodic_reports"
    )
    unit_id: int | None
    # As the rule set it; a new day that came with a return stands beside it.
    cut_off = models.DateField()
    extended_to = models.DateField(null=True)
    # What late is judged by: the cut-off or the new day, by the working calendar.
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Of the agency's report as a paper, such as “45/BC-SKHCN”.
    document_number = models.CharField(max_length=100, blank=True)
    # By the question's key; of the agency's only what differs from what the product puts together,
    # until it is sent: from then on all of it.
    answers = models.JSONField(default=dict)
    # The mark of what the product had put together where the Office wrote something else.
    basis = models.JSONField(default=dict)
    # Why it was returned, or is not asked for.
    reason = models.TextField(blank=True)
    # Grows with every change: whoever saves says which one was on the screen.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["period", "unit__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="report_of_unit_once"),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(unit__isnull=True),
                name="report_of_agency_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SENT_STATES, sent_on__isnull=False)
                | (~Q(state__in=SENT_STATES) & Q(sent_on__isnull=True)),
                name="report_sent_on_when_sent",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="report_due")]

    def __str__(self) -> str:
        return f"{self.period} {self.unit or ''}".strip()
