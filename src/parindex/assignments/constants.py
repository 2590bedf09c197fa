"""Choices of tasks: where they stand, who gave them, the steps between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Of what the register says of a paper; characters.
LONGEST_NUMBER = 100
LONGEST_SUBJECT = 2_000


class TaskState(models.TextChoices):
    """Where a task stands."""

    ASSIGNED = "assigned", _("Assigned")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    PAUSED = "paused", _("Paused for an objective cause")
    RETURNED = "returned", _("Returned to the unit")
    DONE = "done", _("Done, awaiting confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Origin(models.TextChoices):
    """Whose work it is; which component counts the task follows from it."""

    PLAN = "plan", _("The year's reform plan")
    PROVINCE = "province", _("The province's People's Committee or its Chairman")
    AGENCY = "agency", _("The agency itself")


class Urgency(models.TextChoices):
    """How fast a paper is to be dealt with. Source: decree 30/2020/NĐ-CP, appendix I."""

    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent (khẩn)")
    VERY_URGENT = "very_urgent", _("Very urgent (thượng khẩn)")
    EXPRESS = "express", _("Express (hỏa tốc)")


class PaperState(models.TextChoices):
    """Where a file that a directive came as stands."""

    WAITING = "waiting", _("To be read")
    READ = "read", _("Read")
    DISCARDED = "discarded", _("Discarded")


class Step(models.TextChoices):
    """What somebody does with a task that changes where it stands."""

    ACCEPT = "accept", _("Accept the task")
    START = "start", _("Start the work")
    HAND_IN = "hand_in", _("Report it done")
    CONFIRM = "confirm", _("Confirm that it is done")
    RETURN = "return", _("Send back to the unit")
    PAUSE = "pause", _("Pause for an objective cause")
    RESUME = "resume", _("Resume the work")
    CANCEL = "cancel", _("Cancel the task")
    ASSIGN_AGAIN = "assign_again", _("Assign it again")


# A unit has work to do on it, and is reminded of it.
OPEN_STATES = (
    TaskState.ASSIGNED,
    TaskState.ACCEPTED,
    TaskState.IN_PROGRESS,
    TaskState.RETURNED,
)
# The product was handed in, and stands with its day.
HANDED_IN_STATES = (TaskState.DONE, TaskState.CONFIRMED)

# Goals of a plan above a task, from 0: part, section, item, and so on; no paper goes deeper.
DEEPEST = 5
# Days before the deadline in which a task counts as due soon.
DUE_SOON_DAYS = 7
# The type under which files are attached to tasks.
TASK_OWNER = "task"
# The type under which the files hang that directives came as.
PAPER_OWNER = "paper"
# The worker's name for reading one.
READ_PAPER_JOB = "read_paper"


class Rung(models.TextChoices):
    """How near the deadline a reminder stands, or how far behind it."""

    IN_7 = "in_7", _("7 days before")
    IN_3 = "in_3", _("3 days before")
    IN_1 = "in_1", _("1 day before")
    LATE = "late", _("Late")


class Channel(models.TextChoices):
    """How the morning's digest reaches a person outside of the product."""

    EMAIL = "email", _("E-mail")
    WEBHOOK = "webhook", _("Webhook")


class DeliveryState(models.TextChoices):
    """Where a digest stands. ``SENDING`` without a run: nobody knows whether it left."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


# The nearest rung first: the days before the deadline, counted back to a working day.
RUNG_DAYS = ((Rung.IN_1, 1), (Rung.IN_3, 3), (Rung.IN_7, 7))
# From so many working days late on, the director's list has it too.
DIRECTOR_AFTER = 3
