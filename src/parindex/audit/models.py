from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One write by a service; never changed or deleted by the product."""

    at = models.DateTimeField(auto_now_add=True)
    # None: the product itself, such as the loading of the demo.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40)
    target_id = models.CharField(max_length=120)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-at"], name="audit_event_target")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"
