"""Choices of inspections and of what they find."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The registers' keys, in addresses.
INSPECTIONS, FINDINGS = "inspections", "inspection-findings"


class State(models.TextChoices):
    """How far an inspection has come; its day and its minutes say it."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held, no minutes yet")
    CONCLUDED = "concluded", _("Held, with minutes")


class Kind(models.TextChoices):
    """What is looked at: how a unit carries reform out, or how laws are enforced."""

    REFORM = "reform", _("Inspection of reform")
    LAW = "law", _("Monitoring of law enforcement")


class FindingState(models.TextChoices):
    """Whether a finding is handled."""

    OPEN = "open", _("Not handled yet")
    HANDLED = "handled", _("Handled or put forward")


class Addressee(models.TextChoices):
    """Who is to mend what was found."""

    OWN = "own", _("A unit of the agency")
    OTHERS = "others", _("Another agency")
