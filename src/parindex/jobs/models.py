from django.conf import settings
from django.db import models
from django.db.models import Q

from parindex.jobs.constants import FINISHED, UNFINISHED, JobState


class Job(models.Model):
    """Long work that a person asked for, or that the product does once a day by itself."""

    # None, as the person who asked: work of a day, for all agencies.
    agency = models.ForeignKey(
        "organisations.Agency", null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    # None only in the work of a day, which no person's access reaches.
    agency_id: int
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_by_id: int | None
    # The year that the person's access was for.
    year = models.PositiveSmallIntegerField(null=True)
    day = models.DateField(null=True)
    kind = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    # Of the parameters: the same work is not queued twice by a second press of a button.
    fingerprint = models.CharField(max_length=64)
    # The language of the person who asked, in which progress and errors are told.
    language = models.CharField(max_length=10)

    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    cancel_asked = models.BooleanField(default=False)

    # A mark of the worker that has the job; whoever has another may no longer write to it.
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at__isnull=True),
                name="job_finished_at_when_finished",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | (~Q(claim="") & Q(started_at__isnull=False, heartbeat_at__isnull=False)),
                name="job_claimed_when_running",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, requested_by__isnull=False, day__isnull=True)
                | Q(agency__isnull=True, requested_by__isnull=True, day__isnull=False),
                name="job_of_a_person_or_of_a_day",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "fingerprint"],
                condition=Q(state__in=UNFINISHED),
                name="job_once_at_a_time",
            ),
            models.UniqueConstraint(fields=["kind", "day"], name="job_once_a_day"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=UNFINISHED), name="job_unfinished_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED
