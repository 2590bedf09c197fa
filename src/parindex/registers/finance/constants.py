"""Choices of public finance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "finance"
FIRST_QUARTER, LAST_QUARTER = 1, 4


class State(models.TextChoices):
    """Figures are recorded, or put right; they go through no steps."""

    RECORDED = "recorded", _("Recorded")


class Autonomy(models.TextChoices):
    """How far the autonomy mechanism and the spending rules are carried out, best first."""

    FULL = "full", _("Fully, as required")
    PARTIAL = "partial", _("With shortcomings")
    NONE = "none", _("Not at all")
