"""Choices of agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    """What an agency is in the province."""

    DEPARTMENT = "department", _("Department")
    COMMUNE = "commune", _("Commune")
    # Organises the appraisal; the council's seats hang on it, it is not itself scored.
    COUNCIL = "council", _("Appraisal council")
