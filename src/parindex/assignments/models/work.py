from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parindex.assignments.models.task import Task


class Receipt(models.Model):
    """That a unit has seen a task that it is in charge of or takes part in."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="receipts")
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="task_receipts"
    )
    unit_id: int
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="task_receipt_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="task_receipt_acknowledged_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.unit}"


class ProgressNote(models.Model):
    """What somebody of the units concerned says about how the work goes."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_id: int
    written_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="task_note_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Extension(models.Model):
    """More time for a task: asked for with a reason, granted or refused with one."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="extensions")
    task_id: int
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # A working day of the agency.
    asked_on = models.DateField()
    # The day that counted when it was asked.
    due_before = models.DateField()
    wanted_until = models.DateField()
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    # None: refused, or not decided yet.
    granted_until = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_until__gt=F("due_before")), name="task_extension_later"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, granted_until=None)
                | (Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(decision_reason="")),
                name="task_extension_decided_with_reason",
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(decided_by__isnull=True),
                name="task_extension_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.wanted_until}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_on is None
