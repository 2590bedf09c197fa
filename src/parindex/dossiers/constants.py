"""Choices of dossiers, and what is said of their shares and portal figures."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

# The worker's name for loading an upload.
LOAD_JOB = "load_dossiers"

# An export of a province's year is about 300 MB as .csv.
MAXIMUM_UPLOAD_BYTES = 1024 * 1024 * 1024
UPLOAD_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".json", ".parquet")
# An upload that nobody loaded holds personal data: it goes after so many hours.
UPLOAD_HOURS = 24
# So many refused values are kept with a load for its page; the file of refused rows has them all.
LISTED_PROBLEMS = 500
# Rows that the preview checks before a person decides, about a second's work; a load checks all.
PREVIEWED_ROWS = 200_000

# Working days before the appointed return in which a dossier falls due soon.
DUE_SOON_WORKING_DAYS = 3

# The share of dossiers settled online must be above this (conclusion 664/KL-SKHCN, point 4).
ONLINE_TARGET = Fraction(1, 2)

# Indicators of dossiers (catalogue of parindex_dossiers) by the key of the template's component.
INDICATOR_OF_COMPONENT = {
    "dossiers_on_time": "3.4.1",
    "dossiers_early": "3.4.2",
    "late_dossier_apologies": "3.4.3",
    "dossiers_level_3": "7.2.2",
    "dossiers_level_4": "7.2.3",
    "dossiers_paid_online": "7.2.4",
}
PORTAL_EDITION = "qd766-2026"


class UploadState(models.TextChoices):
    """Where an uploaded export stands; only the first two have their file still."""

    UPLOADED = "uploaded", _("Uploaded, not loaded yet")
    LOADING = "loading", _("Being loaded")
    LOADED = "loaded", _("Loaded")
    FAILED = "failed", _("Not loaded")
    DISCARDED = "discarded", _("Discarded")


class CauseState(models.TextChoices):
    """Where the objective cause of a late dossier stands."""

    PROPOSED = "proposed", _("Awaiting the head's approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class FigureSource(models.TextChoices):
    """Where a figure of decision 766 comes from."""

    DOSSIERS = "dossiers", _("Dossiers")
    CATALOGUE = "catalogue", _("Catalogue of procedures")
    PETITIONS = "petitions", _("Register of petitions")
    BY_HAND = "by_hand", _("Entered by hand")
    PORTAL = "portal", _("National portal")


# What the product counts by itself; nobody is asked for it.
COUNTED_SOURCES = (FigureSource.DOSSIERS, FigureSource.CATALOGUE, FigureSource.PETITIONS)
# What the database keeps; the other sources are counted when asked.
STORED_SOURCES = (FigureSource.BY_HAND, FigureSource.PORTAL)
