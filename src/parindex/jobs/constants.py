"""States of a job, and how long a silent worker is waited for."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("Waiting its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
FINISHED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

# A worker speaks up every second; one that was silent for so long is dead. On SQLite a long write
# of somebody else can keep it silent for the 20 seconds that a lock is waited for.
STALE_AFTER = timedelta(seconds=60)
# Work that has taken its worker down so often is not tried again.
MOST_ATTEMPTS = 3
