from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.models.directive import Directive

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager

    from parindex.assignments.models.work import Extension


class Series(models.Model):
    """Work that recurs; each of its days is a task of its own."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="task_series"
    )
    # As the reader of directives names it: weekly, monthly, quarterly, half_yearly, yearly.
    recurrence = models.CharField(max_length=20)
    # Of the month with which each period ends; None: the period's last day.
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    # As the paper puts it: “hằng tháng, trước ngày 20”.
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    recurrence__in=["weekly", "monthly", "quarterly", "half_yearly", "yearly"]
                ),
                name="task_series_recurrence_known",
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(day__range=(1, 31)), name="task_series_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.recurrence


class Task(models.Model):
    """What a unit has to do by a day; without a unit the agency has yet to name one."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="tasks"
    )
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.AGENCY)
    directive = models.ForeignKey(
        Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # Where in the directive: the item's number, and the sentence as offsets into its text.
    item_number = models.CharField(max_length=20, blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    # Where in the year's plan.
    goal = models.ForeignKey(
        "assignments.PlanGoal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    unit = models.ForeignKey(
        "organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # Of the unit in charge, once its head has delegated the task.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    partners = models.ManyToManyField(
        "organisations.Unit", blank=True, related_name="partner_tasks"
    )
    action = models.TextField()
    search_text = models.TextField(blank=True)
    product = models.CharField(max_length=300, blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # As it was first set; what is granted later stands beside it.
    deadline = models.DateField(null=True, blank=True)
    # The deadline as the paper puts it, such as “hằng tháng, trước ngày 20”.
    deadline_text = models.CharField(max_length=200, blank=True)
    extended_to = models.DateField(null=True, blank=True)
    # What late and on time are judged by: the deadline or its extension, by the working calendar.
    due_on = models.DateField(null=True, blank=True)
    target = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=TaskState.choices, default=TaskState.ASSIGNED)
    done_on = models.DateField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    # Grows with every change: whoever saves says which one was on the screen.
    version = models.PositiveIntegerField(default=1)
    is_illustrative = models.BooleanField(default=False)

    # What Django adds, for the type checker.
    agency_id: int
    directive_id: int | None
    goal_id: int | None
    unit_id: int | None
    person_id: int | None
    components: "RelatedManager[TaskComponent]"
    extensions: "RelatedManager[Extension]"

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="task_state_known"
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="task_origin_known"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "confirmed"], done_on__isnull=False)
                | (~Q(state__in=["done", "confirmed"]) & Q(done_on__isnull=True)),
                name="task_done_on_when_done",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_on__isnull=False)
                | (~Q(state="paused") & Q(paused_on__isnull=True)),
                name="task_paused_on_when_paused",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True, due_on__isnull=True)
                | Q(deadline__isnull=False, due_on__isnull=False),
                name="task_due_when_it_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True)
                | Q(span_start__lte=F("span_end")),
                name="task_span_in_order",
            ),
            models.UniqueConstraint(fields=["series", "deadline"], name="task_series_day_once"),
        ]
        indexes = [
            # What lists, days and boards count and pick by stands in the index itself: of tens of
            # thousands of rows only those that are shown are read.
            models.Index(
                fields=["agency", "year", "state", "due_on", "unit", "person"],
                name="task_by_state",
            ),
            models.Index(fields=["unit", "year", "state", "due_on"], name="task_by_unit"),
            models.Index(fields=["agency", "due_on", "state", "unit"], name="task_by_day"),
            models.Index(fields=["person", "state", "due_on"], name="task_by_person"),
            models.Index(fields=["agency", "year", "origin", "state"], name="task_by_origin"),
        ]

    def __str__(self) -> str:
        return self.action[:80]

    @property
    def is_moved(self) -> bool:
        """Whether the day that counts is another one than the deadline first set."""
        return self.due_on != self.deadline


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
