"""Choices of the reporting regime: how often, where a report stands, what a form asks of whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often a report is owed."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    SIX_MONTHS = "six_months", _("Six months")
    NINE_MONTHS = "nine_months", _("Nine months")
    YEARLY = "yearly", _("Yearly")
    AD_HOC = "ad_hoc", _("Ad hoc")


class Counted(models.TextChoices):
    """Whose reports of an obligation fill 1.2.1 and 1.2.2."""

    AGENCY = "agency", _("The agency's own report")
    UNITS = "units", _("Each unit's report")
    NONE = "none", _("None of them")


class ReportState(models.TextChoices):
    """Where a report stands."""

    OPEN = "open", _("Being written")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Returned to be mended")
    ACCEPTED = "accepted", _("Accepted by the Office")
    EXCUSED = "excused", _("Not asked for this time")


class Step(models.TextChoices):
    """What somebody does with a report that changes where it stands."""

    SIGN = "sign", _("Sign off and send")
    SEND = "send", _("Record that it was sent")
    ACCEPT = "accept", _("Accept the report")
    RETURN = "return", _("Return the report")
    EXCUSE = "excuse", _("Do not ask for it this time")
    ASK_AGAIN = "ask_again", _("Ask for it again")


class Heading(models.TextChoices):
    """Where in a report a question stands: the fixed headings, with the six contents of reform.

    Source: Resolution 76/NQ-CP of 15/7/2021, the six contents of reform for 2021 to 2030.
    """

    STEERING = "steering", _("Steering and direction")
    INSTITUTIONS = "institutions", _("Institutional reform")
    PROCEDURES = "procedures", _("Reform of administrative procedures")
    ORGANISATION = "organisation", _("Reform of the organisation")
    CIVIL_SERVICE = "civil_service", _("Reform of the civil service regime")
    FINANCE = "finance", _("Reform of public finance")
    DIGITAL = "digital", _("E-government and digital government")
    ASSESSMENT = "assessment", _("Overall assessment")
    NEXT = "next", _("Directions and tasks of the next period")
    PROPOSALS = "proposals", _("Proposals")


class QuestionKind(models.TextChoices):
    """What a question is answered by."""

    NUMBER = "number", _("A number")
    WORDS = "words", _("An account in words")


class Asked(models.TextChoices):
    """Who answers a question."""

    UNITS = "units", _("Each unit")
    OFFICE = "office", _("The Office, for the agency")
    PRODUCT = "product", _("The product counts it")


# What a unit, or the Office for the agency, still has to write or to mend.
OPEN_STATES = (ReportState.OPEN, ReportState.RETURNED)
# Handed in, with its day.
SENT_STATES = (ReportState.SENT, ReportState.ACCEPTED)
# Days before its cut-off in which a report counts as due soon.
DUE_SOON_DAYS = 7
# The name under which the morning's reminders know them.
DUE_REPORTS = "report"
MOST_QUESTIONS = 200
LONGEST_LABEL = 300  # characters
LONGEST_WORDS = 20_000  # characters
# Of the agency's report, where the words of all its units stand.
LONGEST_TOGETHER = 500_000  # characters
# Whole digits of a number, and digits after its comma.
MOST_DIGITS, MOST_PLACES = 15, 4
