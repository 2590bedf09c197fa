"""Choices of administration figures and of the quality system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The registers' keys, in addresses.
DIGITAL_WORK_KEY, QUALITY_KEY = "digital-work", "quality"


class State(models.TextChoices):
    """Figures and events are recorded, or put right; they go through no steps."""

    RECORDED = "recorded", _("Recorded")


class QualityEvent(models.TextChoices):
    """What happens in a quality system by TCVN ISO 9001 (decision 19/2014/QĐ-TTg)."""

    DECLARATION = "declaration", _("Declaration of conformity")
    AUDIT = "audit", _("Internal audit")
    REVIEW = "review", _("Review by the head")
    INSPECTION = "inspection", _("Inspection by the authority")


# Each year, what shows that a declared system is kept up.
UPKEEP = frozenset({QualityEvent.AUDIT.value, QualityEvent.INSPECTION.value})
