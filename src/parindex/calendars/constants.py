"""Why a day of the calendar is worked or free."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What makes a day a working day or a day off."""

    WORKING = "working", _("Working day")
    WEEKEND = "weekend", _("Weekend")
    HOLIDAY = "holiday", _("National holiday")
    FREE_BY_DECISION = "free_by_decision", _("Off by decision")
    WORKED_BY_DECISION = "worked_by_decision", _("Worked by decision")
