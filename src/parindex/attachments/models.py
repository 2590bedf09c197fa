from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.attachments.constants import FILE_TYPES, FileType, ScanState

OWNER = ("agency", "owner_type", "owner_id")


class StoredFile(models.Model):
    """A file by its content: the same bytes are kept once, whoever attached them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)
    scan_state = models.CharField(max_length=20, choices=ScanState.choices)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scan_state__in=ScanState.values), name="stored_file_scan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(media_type__in=list(FILE_TYPES)), name="stored_file_type_known"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def kind(self) -> FileType:
        return FILE_TYPES[self.media_type]


class Attachment(models.Model):
    """A file, or a document cited by its number, that stands behind something of an agency.

    Withdrawn ones stay, with who withdrew them and why.
    """

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="attachments"
    )
    agency_id: int
    # What it stands behind: a name of the table of owners, and the identity that its app gives.
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    stored_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    stored_file_id: int | None
    document_number = models.CharField(max_length=100, blank=True)
    document_issued_on = models.DateField(null=True)
    document_issuer = models.CharField(max_length=200, blank=True)
    document_link = models.URLField(max_length=500, blank=True)

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_file__isnull=False, document_number="")
                | (Q(stored_file__isnull=True) & ~Q(document_number="")),
                name="attachment_file_or_document",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
                name="attachment_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=[*OWNER, "stored_file"],
                condition=Q(withdrawn_at__isnull=True),
                name="attachment_file_once",
            ),
            # SQLite takes two documents without a date for different ones, hence two constraints.
            models.UniqueConstraint(
                fields=[*OWNER, "document_number", "document_issuer", "document_issued_on"],
                condition=Q(withdrawn_at__isnull=True, stored_file__isnull=True),
                name="attachment_document_once",
            ),
            models.UniqueConstraint(
                fields=[*OWNER, "document_number", "document_issuer"],
                condition=Q(
                    withdrawn_at__isnull=True,
                    stored_file__isnull=True,
                    document_issued_on__isnull=True,
                ),
                name="attachment_undated_document_once",
            ),
        ]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachment_by_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
