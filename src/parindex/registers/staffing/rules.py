"""What makes entries of organisation and staff sound, and the state that they say."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.registers.refusals import EntryRefused
from parindex.registers.rules import refuse_ahead, refuse_apart, refuse_out_of_order
from parindex.registers.staffing.constants import (
    DisciplineState,
    EvaluationState,
    Fit,
    PostState,
    QuotaState,
    ReorganisationState,
)

if TYPE_CHECKING:
    from parindex.registers.models import Entry
    from parindex.registers.staffing.models import (
        DelegationReview,
        DisciplineReport,
        Evaluation,
        JobPost,
        QuotaCount,
        Reorganisation,
    )

_STAFF_CODE = re.compile(r"[A-Za-z0-9./-]+", re.ASCII)
# Identity papers have 9 or 12 digits.
_IDENTITY_NUMBER = re.compile(r"\d{9}(\d{3})?", re.ASCII)
_MONTHS_OF_QUARTER = 3


def settle_reorganisation(entry: Reorganisation, today: date) -> None:
    """Refuse a reorganisation that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "decision_number", "effective_on", "due_on")
    refuse_ahead(entry, today, "done_on")
    refuse_out_of_order(entry, ("effective_on", "due_on"))
    if entry.done_on and entry.done_on < entry.effective_on:
        raise EntryRefused("done_on", _("It is carried out once the decision takes effect."))
    is_done = entry.done_on is not None
    entry.state = ReorganisationState.DONE if is_done else ReorganisationState.DECIDED


def settle_quota(entry: QuotaCount, today: date) -> None:
    """Refuse a count without its numbers or of another year; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "counted_on")
    for field in ("assigned", "used", "deputies_allowed", "deputies"):
        if getattr(entry, field) is None:
            raise EntryRefused(field, _("Say how many there are; 0 where there are none."))
    refuse_ahead(entry, today, "counted_on")
    _refuse_other_year(entry, "counted_on")
    is_within = entry.used <= entry.assigned and entry.has_lawful_deputies
    entry.state = QuotaState.WITHIN if is_within else QuotaState.BEYOND


def settle_delegation(entry: DelegationReview, today: date) -> None:
    """Refuse a review without its result or of another year; its state is the result.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "checked_on", "result")
    refuse_ahead(entry, today, "checked_on")
    _refuse_other_year(entry, "checked_on")
    entry.state = entry.result


def settle_post(entry: JobPost, today: date) -> None:
    """Refuse a post that contradicts itself or names a person; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "position", "kind", "norm")
    refuse_ahead(entry, today, "filled_on")
    refuse_apart(entry, "staff_code", "held", "fit", "filled_on")
    if not entry.staff_code:
        entry.state = PostState.VACANT
        return
    if not _STAFF_CODE.fullmatch(entry.staff_code) or _IDENTITY_NUMBER.fullmatch(entry.staff_code):
        words = _("Write the agency's staff code, never a name or the number of an identity paper.")
        raise EntryRefused("staff_code", words)
    if entry.fit != Fit.MATCHING and not entry.why:
        raise EntryRefused("why", _("Say why it does not match."))
    entry.state = PostState.MATCHING if entry.fit == Fit.MATCHING else PostState.NOT_MATCHING


def settle_evaluation(entry: Evaluation, today: date) -> None:
    """Refuse an evaluation that contradicts itself; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "due_on")
    refuse_ahead(entry, today, "done_on")
    refuse_apart(entry, "done_on", "result_number")
    if entry.is_by_procedure and entry.done_on is None:
        raise EntryRefused("done_on", _("Say when it was done."))
    entry.state = EvaluationState.WAITING if entry.done_on is None else EvaluationState.DONE


def settle_discipline(entry: DisciplineReport, today: date) -> None:
    """Refuse a quarter's report without its number or from before the quarter; set its state.

    :raises EntryRefused: with the field at fault.
    """
    _refuse_empty(entry, "title", "quarter", "reported_on")
    if entry.violations is None:
        raise EntryRefused("violations", _("Say how many there are; 0 where there are none."))
    refuse_ahead(entry, today, "reported_on")
    first_month = (int(entry.quarter) - 1) * _MONTHS_OF_QUARTER + 1
    if entry.reported_on < date(entry.year, first_month, 1):
        raise EntryRefused("reported_on", _("This day lies before the quarter."))
    entry.state = DisciplineState.VIOLATIONS if entry.violations else DisciplineState.CLEAN


def _refuse_empty(entry: Entry, *fields: str) -> None:
    for field in fields:
        if not getattr(entry, field):
            raise EntryRefused(field, _("This may not be empty."))


def _refuse_other_year(entry: Entry, field: str) -> None:
    if getattr(entry, field).year != entry.year:
        raise EntryRefused(field, _("This day lies outside the year of the entry."))
