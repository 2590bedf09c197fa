from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """One write by a service, or a refusal; never changed or deleted, the database sees to it.

    ``position`` and ``link`` come right after the commit (see ``chain``); nothing else changes.
    """

    at = models.DateTimeField(auto_now_add=True)
    # None: the product itself, such as the loading of the demo.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_id: int | None
    # Whose event it is; None: the whole installation's, such as the loading of an edition.
    agency = models.ForeignKey(
        "organisations.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agency_id: int | None
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40)
    target_id = models.CharField(max_length=120)
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    # Folded words of the event, for the search; worked out from the rest, so not under the link.
    search_text = models.TextField(blank=True)
    position = models.PositiveBigIntegerField(null=True, unique=True)
    # SHA-256, hexadecimal; empty until the event has its place in the chain.
    link = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-at"], name="audit_event_target"),
            models.Index(fields=["agency", "-at", "-id"], name="audit_event_agency"),
            models.Index(fields=["id"], name="audit_event_waiting", condition=Q(link="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=True, link="")
                | (Q(position__isnull=False) & ~Q(link="")),
                name="audit_event_link_with_position",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"


class ChainHead(models.Model):
    """The last link of the chain: the one row that whoever links events locks first."""

    position = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="chain_head_is_one")]

    def __str__(self) -> str:
        return f"{self.position} {self.link}"
