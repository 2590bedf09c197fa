from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A narrowed list of tasks that a person comes back to."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="task_filters"
    )
    agency = models.ForeignKey("organisations.Agency", on_delete=models.CASCADE, related_name="+")
    agency_id: int
    name = models.CharField(max_length=80)
    # The list's address without its page, such as “unit=office&timing=late”.
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "name"], name="task_filter_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A secret address at which a calendar program reads a person's tasks of an agency."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    person_id: int
    agency = models.ForeignKey("organisations.Agency", on_delete=models.CASCADE, related_name="+")
    agency_id: int
    # SHA-256 of the secret, which itself is shown once and kept nowhere; hexadecimal.
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # To the minute.
    last_read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency"],
                condition=models.Q(revoked_at__isnull=True),
                name="calendar_feed_one_valid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
