"""Choices of communication activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "communications"


class State(models.TextChoices):
    """How far an activity has come; its days say it."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")


class Kind(models.TextChoices):
    """What an activity is about, and so whether it counts as communication of reform."""

    REFORM = "reform", _("Communication of reform")
    EVENT = "event", _("Event on reform")
    DISTRICT = "district", _("District-level science and technology activity")


class Form(models.TextChoices):
    """By which form people are reached; different forms count once each in 1.3.2."""

    PRESS = "press", _("Press, radio, television")
    WEBSITE = "website", _("Website")
    SOCIAL = "social", _("Social network")
    CONFERENCE = "conference", _("Conference, training")
    PRINT = "print", _("Leaflet, banner, printed matter")
    CONTEST = "contest", _("Contest")
    DIALOGUE = "dialogue", _("Dialogue with people and enterprises")


# What counts in 1.3: activities of the two kinds that speak of reform.
COUNTED_KINDS = frozenset({Kind.REFORM.value, Kind.EVENT.value})
# How many came, by kind of organisation.
ATTENDANCE = ("departments", "districts", "enterprises", "citizens")
