"""Choices of training."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "training"


class State(models.TextChoices):
    """How far a course has come; its days say it."""

    PLANNED = "planned", _("Planned")
    STARTED = "started", _("Going on")
    FINISHED = "finished", _("Finished")


class Subject(models.TextChoices):
    """What a course teaches (decree 101/2017/NĐ-CP names the first five)."""

    POLITICS = "politics", _("Political theory")
    ADMINISTRATION = "administration", _("State administration")
    PROFESSION = "profession", _("Profession and rank")
    POSITION = "position", _("Job position")
    SKILLS = "skills", _("Languages, informatics, skills")
    REFORM = "reform", _("Public administration reform")


# In this order a course goes through them, each with its day.
STEPS = ("started_on", "finished_on")
