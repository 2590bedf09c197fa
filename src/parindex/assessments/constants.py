"""Choices of the assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

HIGHEST_INDEX = 100
# No cluster of a province has more agencies.
LOWEST_RANK = 999


class Horizon(models.TextChoices):
    """Which figures a value or a score speaks of."""

    SO_FAR = "so_far", _("So far")
    YEAR_END = "year_end", _("Expected at the year's end")


class ScoreStatus(models.TextChoices):
    """What became of a component; the values are the core's."""

    SCORED = "scored", _("Scored")
    MISSING = "missing", _("No figures yet")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Entry(models.TextChoices):
    """Whether the owner of a component may still enter its figures."""

    OPEN = "open", _("Open")
    HANDED_IN = "handed_in", _("Handed in")
    # Open again, also after the unit's deadline.
    GIVEN_BACK = "given_back", _("Given back")
