"""The measures that legal documents give: 2.1.1 and 2.1.2 drafted, 2.2.1 and 2.2.2 reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.legal_documents.models import LegalDraft, LegalReview
from parindex.registers.legal_documents.queries.procedure import follows_procedure

if TYPE_CHECKING:
    from django.db import models

    from parindex.organisations.models import Agency

PROGRAMME, PROCEDURE = "legal_documents.programme", "legal_documents.procedure"
REVIEWED, HANDLED = "legal_documents.reviewed", "legal_documents.handled"
_DRAFTS = gettext_lazy("Register of legal documents drafted")
_REVIEWS = gettext_lazy("Register of legal documents reviewed")


def programme_carried_out(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The drafts of a year's programme: ``planned``, submitted in it ``on_time`` or ``late``."""
    of_year = _drafts(agency).filter(year=year)
    return CountedEntries(of_year, partial(_submitted, year=year))


def issued_by_due_procedure(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The documents issued in a year: ``issued``, without a fault ``by_due_procedure``."""
    in_year = Q(issued_on__year=year) | Q(issued_on=None, submitted_on__year=year)
    return CountedEntries(_drafts(agency).filter(in_year), partial(_issued, today=today))


def plan_reviewed(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The documents of a year's plan of review: ``planned``, until its end ``reviewed``."""
    return CountedEntries(_reviews(agency, year), partial(_reviewed, year=year))


def findings_handled(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The documents reviewed by a year's plan: found unfit ``found``, then ``handled``."""
    reviewed = _reviews(agency, year).exclude(reviewed_on=None)
    return CountedEntries(reviewed, partial(_handled, year=year))


def _drafts(agency: Agency) -> models.QuerySet[LegalDraft]:
    found = LegalDraft.objects.filter(agency=agency, withdrawn_at=None)
    return found.order_by("year", "number")


def _reviews(agency: Agency, year: int) -> models.QuerySet[LegalReview]:
    found = LegalReview.objects.filter(agency=agency, withdrawn_at=None, year=year)
    return found.order_by("number")


def _is_in(day: date | None, year: int) -> bool:
    """It was done, and before the year was over."""
    return day is not None and day.year <= year


def _submitted(entry: LegalDraft, year: int) -> Counted:
    if entry.submitted_on is None or not _is_in(entry.submitted_on, year):
        return Counted(entry, {"planned": 1})
    how = "late" if entry.submitted_on > entry.due_on else "on_time"
    return Counted(entry, {"planned": 1, how: 1})


def _issued(entry: LegalDraft, today: date) -> Counted:
    if entry.issued_on is None:
        return Counted(entry, left_out=_("submitted, not issued yet"))
    if follows_procedure(entry, today):
        return Counted(entry, {"issued": 1, "by_due_procedure": 1})
    return Counted(entry, {"issued": 1})


def _reviewed(entry: LegalReview, year: int) -> Counted:
    is_reviewed = _is_in(entry.reviewed_on, year)
    return Counted(entry, {"planned": 1, "reviewed": 1} if is_reviewed else {"planned": 1})


def _handled(entry: LegalReview, year: int) -> Counted:
    if not entry.is_unfit:
        return Counted(entry, left_out=_("reviewed, nothing found"))
    if _is_in(entry.handled_on, year):
        return Counted(entry, {"found": 1, "handled": 1})
    return Counted(entry, {"found": 1})


DRAFT_MEASURES = (
    measure(
        Counting(
            PROGRAMME,
            "legal_programme_completion",
            _DRAFTS,
            ("on_time", "late", "planned"),
            programme_carried_out,
        )
    ),
    measure(
        Counting(
            PROCEDURE,
            "legal_due_procedure",
            _DRAFTS,
            ("by_due_procedure", "issued"),
            issued_by_due_procedure,
        )
    ),
)
REVIEW_MEASURES = (
    measure(
        Counting(
            REVIEWED, "legal_review_completion", _REVIEWS, ("reviewed", "planned"), plan_reviewed
        )
    ),
    measure(
        Counting(HANDLED, "legal_review_handled", _REVIEWS, ("handled", "found"), findings_handled)
    ),
)
