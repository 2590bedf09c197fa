"""Choices of equipment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "equipment"


class State(models.TextChoices):
    """How an item stands against the norm, and how far its purchase is."""

    COMPLETE = "complete", _("As the norm asks")
    MISSING = "missing", _("Missing")
    PLANNED = "planned", _("Purchase planned")
    APPROVED = "approved", _("Purchase approved")


# In this order a purchase goes through them, each with its day.
STEPS = ("planned_on", "approved_on", "bought_on")
