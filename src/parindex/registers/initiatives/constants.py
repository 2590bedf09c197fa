"""Choices of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "initiatives"


class State(models.TextChoices):
    """How far an initiative has come; its dates say it."""

    REGISTERED = "registered", _("Registered")
    APPROVED = "approved", _("Being carried out")
    COMPLETED = "completed", _("Carried out")
    RECOGNISED = "recognised", _("Recognised")


class DecisionLevel(models.TextChoices):
    """Whose decision recognises an initiative."""

    AGENCY = "agency", _("Agency")
    PROVINCE = "province", _("Province")
    NATION = "nation", _("Nation")


# In this order an initiative goes through them, each with its day.
STEPS = ("registered_on", "approved_on", "completed_on", "recognised_on")
