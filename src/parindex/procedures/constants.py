"""Choices of procedures, and the parts that the law asks each of them to have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProcedureLevel(models.TextChoices):
    """Which level of government settles a procedure."""

    PROVINCE = "province", _("Province")
    COMMUNE = "commune", _("Commune")


class TimeUnit(models.TextChoices):
    """What a processing time is counted in."""

    WORKING_DAY = "working_day", _("working days")
    DAY = "day", _("days")
    HOUR = "hour", _("hours")
    MONTH = "month", _("months")


class OnlineLevel(models.TextChoices):
    """How far a procedure can be done online: levels to 2022, partial and full since."""

    NONE = "none", _("not online")
    LEVEL_3 = "level_3", _("level 3")
    LEVEL_4 = "level_4", _("level 4")
    PARTIAL = "partial", _("partial")
    FULL = "full", _("full")


ONLINE = frozenset(OnlineLevel) - {OnlineLevel.NONE}


class Part(models.TextChoices):
    """The seven parts that every procedure has, each to be made public.

    Decree 63/2010/NĐ-CP, article 8, point 2, letters a to g.
    """

    NAME = "a", _("a) name")
    STEPS = "b", _("b) steps")
    MANNER = "c", _("c) manner of doing it")
    PAPERS = "d", _("d) papers, number of sets")
    TIME = "đ", _("đ) time")
    WHO_ASKS = "e", _("e) who may ask")
    WHO_SETTLES = "g", _("g) agency that settles it")


class CatalogueState(models.TextChoices):
    """What a catalogue can be narrowed to, of what its procedures still lack."""

    DECIDED = "decided", _("Publication decided")
    UNDECIDED = "undecided", _("No publication decision")
    COMPLETE = "complete", _("All parts public")
    INCOMPLETE = "incomplete", _("Parts not public")
    REPEALED = "repealed", _("Repealed")


class Reception(models.TextChoices):
    """How a catalogue can be narrowed by where dossiers are received."""

    ONE_STOP = "one_stop", _("At the one-stop shop")
    INTER_AGENCY = "inter_agency", _("At the inter-agency one-stop shop")
    ELSEWHERE = "elsewhere", _("Not at the one-stop shop")


class ProposalState(models.TextChoices):
    """How far a proposal to simplify procedures has come."""

    DRAFTED = "drafted", _("Drafted")
    SUBMITTED = "submitted", _("Submitted to the competent level")
    DECIDED = "decided", _("Decided")


# From a state, the one that a proposal goes to.
PROPOSAL_STEPS = {
    ProposalState.DRAFTED: ProposalState.SUBMITTED,
    ProposalState.SUBMITTED: ProposalState.DECIDED,
}

# Working days for a province; ministries have 20 and 10. Decision 766/QĐ-TTg of 2022.
DAYS_BEFORE_EFFECT = 5
DAYS_TO_MAKE_PUBLIC = 5

# What files are attached to: a procedure by its code, a proposal by its id.
PROCEDURE_OWNER = "procedure"
PROPOSAL_OWNER = "proposal"
