"""Choices of the registers of organisation and staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The registers' keys, in addresses.
STRUCTURE, QUOTAS, DELEGATION = "structure", "quotas", "delegation"
POSTS, EVALUATIONS, DISCIPLINE = "posts", "evaluations", "discipline"


class ReorganisationState(models.TextChoices):
    """Whether a reorganisation was carried out; its day says it."""

    DECIDED = "decided", _("Decided")
    DONE = "done", _("Carried out")


class QuotaState(models.TextChoices):
    """How a unit's posts and deputies stand against what it is allowed."""

    WITHIN = "within", _("Within what is allowed")
    BEYOND = "beyond", _("Beyond what is allowed")


class Result(models.TextChoices):
    """How far rules on delegated management are carried out, as a review found; its state, too."""

    FULL = "full", _("Fully")
    PARTIAL = "partial", _("In part")
    NONE = "none", _("Not carried out")


class PostKind(models.TextChoices):
    """Who fills a post: a civil servant has a rank, a public employee a professional title."""

    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("Public employee")


class Fit(models.TextChoices):
    """How the rank or title held stands to what the post asks for."""

    MATCHING = "matching", _("Matching")
    BELOW = "below", _("Below the norm")
    ABOVE = "above", _("Above the norm")
    OTHER = "other", _("Of another profession")


class PostState(models.TextChoices):
    """Whether a post is filled, and whether as the scheme asks."""

    VACANT = "vacant", _("Vacant")
    MATCHING = "matching", _("Filled, matching")
    NOT_MATCHING = "not_matching", _("Filled, not matching")


class EvaluationState(models.TextChoices):
    """Whether the year's evaluation was done; its day says it."""

    WAITING = "waiting", _("To be done")
    DONE = "done", _("Done")


class DisciplineState(models.TextChoices):
    """Whether a quarter had violations."""

    CLEAN = "clean", _("No violation")
    VIOLATIONS = "violations", _("Violations")


class Quarter(models.TextChoices):
    """A quarter of the year."""

    FIRST = "1", _("Quarter I")
    SECOND = "2", _("Quarter II")
    THIRD = "3", _("Quarter III")
    FOURTH = "4", _("Quarter IV")
