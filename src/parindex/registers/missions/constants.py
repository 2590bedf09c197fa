"""Choices of science and technology missions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "missions"


class State(models.TextChoices):
    """How far a mission has come; its days say it."""

    PLANNED = "planned", _("Planned")
    STARTED = "started", _("Being carried out")
    FINISHED = "finished", _("Handed in")
    ACCEPTED = "accepted", _("Accepted or refused")


class Level(models.TextChoices):
    """Who orders a mission."""

    PROVINCE = "province", _("Province")
    BASE = "base", _("Base")


class Grade(models.TextChoices):
    """What the acceptance says of a mission (circular 11/2014/TT-BKHCN)."""

    EXCELLENT = "excellent", _("Excellent")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")


# Grades that count as passed in 8.1.2.
PASSING = frozenset({Grade.EXCELLENT.value, Grade.PASSED.value})
# In this order a mission goes through them, each with its day.
STEPS = ("started_on", "finished_on", "accepted_on")
