from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.assignments.constants import Channel, DeliveryState, Rung
from parindex.assignments.models.task import Task


class Notice(models.Model):
    """A reminder of a task to one person: the ledger by which nobody is reminded twice.

    Of what else falls due (``calendars.due``) it holds the kind and the item in place of the task.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="task_notices"
    )
    person_id: int
    agency = models.ForeignKey("organisations.Agency", on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="notices")
    task_id: int | None
    kind = models.CharField(max_length=20, blank=True)
    item = models.PositiveBigIntegerField(null=True)
    rung = models.CharField(max_length=10, choices=Rung.choices)
    # The day the task was due on when the person was reminded.
    due_on = models.DateField()
    # Of a late task, each working day's; of a rung before the deadline the due day itself.
    step_on = models.DateField()
    # The morning's, in the agency's days.
    day = models.DateField()
    # The morning's by the server's clock, which a demonstration's days are not.
    sent_on = models.DateField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="task_notice_rung"),
            models.UniqueConstraint(
                fields=["person", "task", "rung", "due_on", "step_on"], name="task_notice_once"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "item", "rung", "due_on", "step_on"],
                condition=Q(task__isnull=True),
                name="item_notice_once",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=False, kind="", item__isnull=True)
                | (Q(task__isnull=True, item__isnull=False) & ~Q(kind="")),
                name="notice_of_task_or_item",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "read_at", "-id"], name="task_notice_unread"),
            models.Index(fields=["sent_on", "person"], name="task_notice_by_morning"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind or 'task'} {self.item or self.task_id} {self.rung}"


class Delivery(models.Model):
    """A morning's digest to one person over one channel: the ledger by which it leaves once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person_id: int
    channel = models.CharField(max_length=10, choices=Channel.choices)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices)
    # Of the run that has it; another one leaves it alone.
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Why it did not leave, in the words of the server that refused it.
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="task_delivery_state"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="task_delivery_channel"
            ),
            models.UniqueConstraint(
                fields=["person", "channel", "day"], name="task_delivery_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["day", "state"], name="task_delivery_waiting")]

    def __str__(self) -> str:
        return f"{self.channel} {self.person_id} {self.day}"
