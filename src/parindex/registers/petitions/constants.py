"""Choices of petitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The register's key, in addresses.
KEY = "petitions"


class State(models.TextChoices):
    """How far a petition has come; its days say it."""

    RECEIVED = "received", _("Received")
    ANSWERED = "answered", _("Answered")


class Channel(models.TextChoices):
    """Where a petition came in."""

    NATIONAL_PORTAL = "portal", _("National portal of petitions")
    LETTER = "letter", _("Letter")
    TELEPHONE = "telephone", _("Telephone")
    IN_PERSON = "in_person", _("In person")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Other")


class Subject(models.TextChoices):
    """What a petition is about (decree 20/2008/NĐ-CP): the rules, or how officials act."""

    RULES = "rules", _("Rules on procedures")
    CONDUCT = "conduct", _("Conduct of officials")


class Satisfaction(models.TextChoices):
    """What who petitioned says of the answer."""

    SATISFIED = "satisfied", _("Satisfied")
    DISSATISFIED = "dissatisfied", _("Not satisfied")
