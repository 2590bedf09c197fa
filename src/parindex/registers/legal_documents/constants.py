"""Choices of legal documents, drafted and reviewed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The registers' keys, in addresses.
DRAFTS, REVIEWS = "legal-drafts", "legal-reviews"


class DraftState(models.TextChoices):
    """How far a draft has come; the last step that has its day says it."""

    PLANNED = "planned", _("In the programme")
    PROPOSED = "proposed", _("Proposal made")
    DRAFTED = "drafted", _("Drafted")
    CONSULTING = "consulting", _("Under consultation")
    CONSULTED = "consulted", _("Consulted on")
    APPRAISED = "appraised", _("Appraised by Justice")
    SUBMITTED = "submitted", _("Submitted to the province")
    ISSUED = "issued", _("Issued")


class DraftKind(models.TextChoices):
    """What a department drafts for its province."""

    RESOLUTION = "resolution", _("Resolution of the provincial Council")
    DECISION = "decision", _("Decision of the provincial Committee")


class Fault(models.TextChoices):
    """Why a step of due procedure is at fault."""

    MISSING = "missing", _("Missing")
    TOO_EARLY = "too_early", _("Before the step before it")
    TOO_SHORT = "too_short", _("Less than 30 days")


# In this order a draft goes through them, each with its day.
STEPS = (
    "proposed_on",
    "drafted_on",
    "consulted_from",
    "consulted_to",
    "appraised_on",
    "submitted_on",
    "issued_on",
)
# What the shortened procedure does not ask for (article 148, law 80/2015/QH13).
CONSULTATION = frozenset({"consulted_from", "consulted_to"})
# Days for which a draft is laid open to opinions (articles 113, 120, 129, law 80/2015/QH13).
CONSULTATION_DAYS = 30


class ReviewState(models.TextChoices):
    """How far the review of a document has come; its days and its finding say it."""

    PLANNED = "planned", _("To be reviewed")
    SOUND = "sound", _("Reviewed, nothing found")
    FOUND = "found", _("To be handled")
    HANDLED = "handled", _("Handled or put forward")


class Finding(models.TextChoices):
    """What a review finds of a document in force (decree 34/2016/NĐ-CP, chapter IX)."""

    NONE = "none", _("Nothing found")
    OUTDATED = "outdated", _("Outdated")
    CONTRADICTORY = "contradictory", _("Contradictory")
    GAP = "gap", _("Gap")
