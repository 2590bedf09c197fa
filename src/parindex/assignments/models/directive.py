from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.assignments.constants import LONGEST_NUMBER, Origin, Urgency


class Directive(models.Model):
    """A paper that gives work, kept as it was read, with what was read from it."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="directives"
    )
    agency_id: int
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    subject = models.TextField(blank=True)
    # Number, subject and text as `search.search_text` puts them.
    search_text = models.TextField(blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    # The core's reading, as `parindex directive read --json` prints it.
    reading = models.JSONField()
    # Of the reading, so that a list need not fetch it.
    item_count = models.PositiveIntegerField(default=0)
    urgency = models.CharField(max_length=20, choices=Urgency.choices, default=Urgency.NORMAL)
    # Whose work it gives, where an officer said so; empty: as its issuer and kind tell.
    origin = models.CharField(max_length=20, choices=Origin.choices, blank=True)
    # When and under which number the agency's own office took the paper in.
    received_on = models.DateField(null=True, blank=True)
    arrival_number = models.CharField(max_length=50, blank=True)
    # The same directive as it was before: this one was read as its amended form.
    amends = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    amends_id: int | None
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Why it gives nobody any work, where it was closed without a task.
    closing_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "text_sha256"], name="directive_text_once_in_agency"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values), name="directive_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["", *Origin.values]), name="directive_origin_known"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-issued_on", "-id"], name="directive_by_day"),
            models.Index(fields=["agency", "number"], name="directive_by_number"),
        ]

    def __str__(self) -> str:
        return self.number or self.subject[:60]
