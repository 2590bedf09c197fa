from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.assignments.constants import TaskState

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Directive(models.Model):
    """A paper that gives work, kept as it was read, with what was read from it."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="directives"
    )
    agency_id: int
    number = models.CharField(max_length=100, blank=True)
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
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "text_sha256"], name="directive_text_once_in_agency"
            )
        ]

    def __str__(self) -> str:
        return self.number or self.subject[:60]


class Task(models.Model):
    """What a directive makes a unit do; without a unit the agency has yet to name one."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="tasks"
    )
    year = models.PositiveSmallIntegerField()
    directive = models.ForeignKey(
        Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # Where in the directive: the item's number, and the sentence as offsets into its text.
    item_number = models.CharField(max_length=20, blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    unit = models.ForeignKey(
        "organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    partners = models.ManyToManyField(
        "organisations.Unit", blank=True, related_name="partner_tasks"
    )
    action = models.TextField()
    search_text = models.TextField(blank=True)
    product = models.CharField(max_length=300, blank=True)
    deadline = models.DateField(null=True, blank=True)
    # The deadline as the paper puts it, such as “hằng tháng, trước ngày 20”.
    deadline_text = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=TaskState.choices, default=TaskState.ASSIGNED)
    done_on = models.DateField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)

    # What Django adds, for the type checker.
    agency_id: int
    directive_id: int | None
    unit_id: int | None
    components: "RelatedManager[TaskComponent]"

    class Meta:
        ordering = ["deadline", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="task_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "confirmed"], done_on__isnull=False)
                | (~Q(state__in=["done", "confirmed"]) & Q(done_on__isnull=True)),
                name="task_done_on_when_done",
            ),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True)
                | Q(span_start__lte=models.F("span_end")),
                name="task_span_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "state", "deadline"], name="task_by_state"),
            models.Index(fields=["unit", "state", "deadline"], name="task_by_unit"),
        ]

    def __str__(self) -> str:
        return self.action[:80]


class TaskComponent(models.Model):
    """A component of the year's edition that a task serves."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="components")
    task_id: int
    component_key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "component_key"], name="task_component_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.component_key}"
