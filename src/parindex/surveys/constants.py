"""Choices and limits of surveys."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who is asked: 8.2 counts citizens and organisations, 8.3 leaders and officials."""

    CITIZENS = "citizens", _("Citizens and organisations")
    STAFF = "staff", _("Leaders and officials")


class RoundState(models.TextChoices):
    """How far a survey round has come; there is no way back."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Taking answers")
    CLOSED = "closed", _("Closed")


class Channel(models.TextChoices):
    """How a dossier was sent in."""

    DIRECT = "direct", _("At the counter")
    ONLINE = "online", _("Online")
    POST = "post", _("By post")


class Way(models.TextChoices):
    """How an answer came."""

    CODE = "code", _("By a code")
    KIOSK = "kiosk", _("At the counter's screen")


class Mark(models.TextChoices):
    """Why an answer looks as if no person gave it; it is counted until the office decides."""

    BURST = "burst", _("many from one place within minutes")
    FAST = "fast", _("filled in faster than it can be read")


# Of the normal distribution, by the confidence in percent.
CONFIDENCE = {90: Decimal("1.645"), 95: Decimal("1.960"), 99: Decimal("2.576")}
LEAST_MARGIN, MOST_MARGIN = Decimal("1"), Decimal("20")  # percent

# Groups with fewer answers are shown nowhere, and cannot be found by subtraction.
SMALLEST_CELL = 5

# What an answer may say of its dossier is shared by at least so many codes.
SMALLEST_SHARED = 5

LARGEST_POPULATION = 100_000
MOST_SPARE_CODES = 2_000
MOST_KIOSK_ANSWERS = 2_000  # in a day

# From one address: within this time so many answers are ordinary; the next ones are marked.
BURST_WINDOW = timedelta(minutes=10)
BURST_FREE = 20
# Seconds that a question takes to be read and answered, at the very least.
FASTEST_QUESTION = 1

# From one address: so many wrong codes are free; then 1, 2, 4… seconds between them, not longer
# than this. Many people of a building share one address.
WRONG_CODES_FREE = 20
LONGEST_WAIT = 60  # seconds
# Counts of addresses are forgotten after a day.
PACE_FORGOTTEN_AFTER = timedelta(days=1)
