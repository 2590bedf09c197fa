from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.dossiers.constants import (
    STORED_SOURCES,
    CauseState,
    FigureSource,
    UploadState,
)


class DossierUnit(models.Model):
    """A unit's code in the exports of an agency, and which of its units that is."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.CASCADE, related_name="dossier_units"
    )
    agency_id: int
    code = models.CharField(max_length=1000)
    # None: none of the agency's units, such as the one-stop shop itself.
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="dossier_units"
    )
    unit_id: int | None

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="dossier_unit_once_in_agency")
        ]

    def __str__(self) -> str:
        return self.code


class DossierUpload(models.Model):
    """An export that a person uploaded: corrected, loaded, then its file deleted."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="dossier_uploads"
    )
    agency_id: int
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    # The folder of the file under the agency's uploads; no part of a name that a person gave.
    folder = models.CharField(max_length=32, unique=True)
    # Corrections of the mapping: header → national field name, or None to leave the column.
    corrections = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=UploadState.choices, default=UploadState.UPLOADED
    )
    # The load's number in the store; None when nothing was loaded or the same had been loaded.
    sequence = models.PositiveIntegerField(null=True)
    # What the load did: counts, dropped columns, the first refused values; an error in words.
    report = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_by_id: int | None
    uploaded_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UploadState.values), name="dossier_upload_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ObjectiveCause(models.Model):
    """Why a dossier is late through no fault of the agency, with the document that proves it."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="objective_causes"
    )
    agency_id: int
    dossier_code = models.CharField(max_length=1000)
    # The unit that dealt with the dossier; None where the exports' unit is none of the agency's.
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="objective_causes"
    )
    unit_id: int | None
    cause = models.TextField()
    document_number = models.CharField(max_length=100)
    document_date = models.DateField()
    state = models.CharField(max_length=10, choices=CauseState.choices, default=CauseState.PROPOSED)
    # Why the head returned it.
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by_id: int | None
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "dossier_code"], name="objective_cause_once_a_dossier"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CauseState.values), name="objective_cause_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(cause="") & ~Q(document_number=""),
                name="objective_cause_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(state=CauseState.PROPOSED, decided_at__isnull=True)
                | (~Q(state=CauseState.PROPOSED) & Q(decided_at__isnull=False)),
                name="objective_cause_decided_at_when_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=CauseState.RETURNED) | ~Q(reason=""),
                name="objective_cause_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_code}: {self.cause[:60]}"


class ApologyLetter(models.Model):
    """A letter of apology for a late dossier: its number and date make it count."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="apology_letters"
    )
    agency_id: int
    dossier_code = models.CharField(max_length=1000)
    unit = models.ForeignKey(
        "organisations.Unit", null=True, on_delete=models.PROTECT, related_name="apology_letters"
    )
    unit_id: int | None
    number = models.CharField(max_length=100)
    issued_on = models.DateField()
    cause = models.TextField()
    # The day now promised, or on which the result was returned.
    new_day = models.DateField()
    delivered_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "dossier_code"], name="apology_letter_once_a_dossier"
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(cause=""), name="apology_letter_has_number_and_cause"
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(delivered_on__gte=models.F("issued_on")),
                name="apology_letter_delivered_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.dossier_code}"


class PortalFigure(models.Model):
    """A figure of decision 766 for a period, entered by hand or as the portal publishes it."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="portal_figures"
    )
    agency_id: int
    # As parindex_dossiers.periods writes it: 2026, 2026-Q3, 2026-05.
    period = models.CharField(max_length=30)
    source = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    # Points as the portal prints them; None by hand, save for the group CLGQ.
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["period", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "source", "code"], name="portal_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in STORED_SOURCES]),
                name="portal_figure_source_known",
            ),
            models.CheckConstraint(
                # The portal's own are kept as it prints them, whatever they are.
                condition=~Q(source=FigureSource.BY_HAND)
                | Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__lte=models.F("denominator")),
                name="portal_figure_by_hand_within_denominator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.code}"
