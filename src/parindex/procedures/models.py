from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.procedures.constants import (
    ONLINE,
    OnlineLevel,
    Part,
    ProcedureLevel,
    ProposalState,
    TimeUnit,
)

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Procedure(models.Model):
    """A procedure that an agency answers for; what it says stands in its versions."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="procedures"
    )
    agency_id: int
    # The national code, such as 1.000358.
    code = models.CharField(max_length=20)
    # None: the agency has yet to name the unit that settles it.
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="procedures"
    )
    unit_id: int | None

    versions: "RelatedManager[ProcedureVersion]"

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="procedure_code_once_in_agency")
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure says from a day on; never changed: a later one takes its place."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    procedure_id: int
    effective_from = models.DateField()
    # Several of one day correct each other; the highest holds.
    revision = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=1000)
    search_text = models.TextField()
    field = models.CharField(max_length=300)
    level = models.CharField(max_length=10, choices=ProcedureLevel.choices)
    # None: the catalogue does not say, or it is not the same for all.
    processing_time = models.PositiveSmallIntegerField(null=True)
    time_unit = models.CharField(
        max_length=12, choices=TimeUnit.choices, default=TimeUnit.WORKING_DAY
    )
    # Dong; 0 without a fee, None where it is not the same for all (``fee_note`` says so).
    fee = models.PositiveBigIntegerField(null=True)
    fee_note = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=500, blank=True)
    result_on_paper = models.BooleanField(default=True)
    online_level = models.CharField(
        max_length=10, choices=OnlineLevel.choices, default=OnlineLevel.NONE
    )
    payment_offered = models.BooleanField(default=False)
    citizen_data_connected = models.BooleanField(default=False)
    one_stop = models.BooleanField(default=False)
    inter_agency = models.BooleanField(default=False)
    # The ``Part`` letters that are made public.
    public_parts = models.JSONField(default=list)
    legal_bases = models.TextField(blank=True)
    # When the legal base takes effect that this version was (or has to be) published for.
    legal_base_effective_on = models.DateField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    decision_signed_on = models.DateField(null=True)
    made_public_on = models.DateField(null=True)
    is_repealed = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["procedure", "effective_from", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "effective_from", "revision"],
                name="procedure_version_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(level__in=ProcedureLevel.values), name="procedure_level_known"
            ),
            models.CheckConstraint(
                condition=Q(time_unit__in=TimeUnit.values), name="procedure_time_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(online_level__in=OnlineLevel.values),
                name="procedure_online_level_known",
            ),
            models.CheckConstraint(
                condition=Q(made_public_on__isnull=True) | Q(decision_signed_on__isnull=False),
                name="procedure_made_public_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_online(self) -> bool:
        """Offered online at level 3 or 4, partial or full."""
        return self.online_level in ONLINE

    @property
    def has_fee(self) -> bool:
        """With a fee, whether its amount is known or not."""
        return (self.fee is None and bool(self.fee_note)) or bool(self.fee)

    @property
    def missing_parts(self) -> list[Part]:
        """The parts that are not made public."""
        return [part for part in Part if part.value not in self.public_parts]

    @property
    def working_days(self) -> int | None:
        """The longest time in working days, where it is counted in them."""
        return self.processing_time if self.time_unit == TimeUnit.WORKING_DAY else None


class Review(models.Model):
    """A procedure in the year's plan of review: by whom, until when, with what finding."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="procedure_reviews"
    )
    agency_id: int
    year = models.PositiveSmallIntegerField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="reviews")
    procedure_id: int
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="procedure_reviews"
    )
    unit_id: int
    deadline = models.DateField()
    reviewed_on = models.DateField(null=True)
    finding = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["deadline", "procedure__code"]
        constraints = [
            models.UniqueConstraint(fields=["year", "procedure"], name="review_once_a_year"),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | ~Q(finding=""),
                name="review_done_with_finding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.procedure_id}"


class Proposal(models.Model):
    """A proposal to simplify procedures, by its steps."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="procedure_proposals"
    )
    agency_id: int
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    content = models.TextField(blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="procedure_proposals"
    )
    unit_id: int
    procedures = models.ManyToManyField(Procedure, related_name="proposals")
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFTED
    )
    drafted_on = models.DateField()
    submitted_on = models.DateField(null=True)
    submission_number = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-drafted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="drafted", submitted_on__isnull=True, decided_on__isnull=True)
                | Q(state="submitted", submitted_on__isnull=False, decided_on__isnull=True)
                | Q(state="decided", submitted_on__isnull=False, decided_on__isnull=False),
                name="proposal_dated_by_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title
