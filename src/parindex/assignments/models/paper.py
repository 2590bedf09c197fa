from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parindex.assignments.constants import PaperState
from parindex.assignments.models.directive import Directive


class PaperFile(models.Model):
    """A file that a directive came as; the file itself is attached to its ``key``."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="paper_files"
    )
    agency_id: int
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    # As ``parindex_intake.kinds`` names it.
    kind = models.CharField(max_length=10)
    page_count = models.PositiveIntegerField()
    # Of the pages, those whose letters have to be recognised.
    scanned_count = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.WAITING)
    directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="files"
    )
    directive_id: int | None
    # The directive that this one is to be read as amending, where the officer said so.
    amends = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PaperState.values), name="paper_file_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.READ, directive__isnull=False)
                | (~Q(state=PaperState.READ) & Q(directive__isnull=True)),
                name="paper_file_read_has_its_directive",
            ),
        ]
        indexes = [models.Index(fields=["agency", "sha256"], name="paper_file_by_content")]

    def __str__(self) -> str:
        return self.name


class DirectivePage(models.Model):
    """A page of a directive: where its text stands in the whole, and its picture."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    # Offsets into the directive's text.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    picture = models.ForeignKey(
        "attachments.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    # Of the picture, in its points.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # [start, end, left, top, right, bottom] of each word; offsets into the page's own text.
    words = models.JSONField(default=list)
    # Of the recognition, in per cent; None where the page had its text with it.
    confidence = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="directive_page_once"),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="directive_page_span_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.number}"  # type: ignore[attr-defined]


class DirectiveReview(models.Model):
    """What an officer has decided of a directive's sentences so far, and in the end."""

    directive = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="review")
    # As ``passages.Review`` writes itself.
    content = models.JSONField()
    # Grows with every change: whoever saves says which one was on the screen.
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.version}"  # type: ignore[attr-defined]
