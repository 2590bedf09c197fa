"""Reorganisations, quotas and delegated management as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.staffing.constants import QuotaState, ReorganisationState, Result
from parindex.registers.staffing.register import DELEGATION, QUOTAS, STRUCTURE
from parindex.registers.staffing.services.steps import carry_out
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import number, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen
    from parindex.registers.staffing.models import QuotaCount


class ReorganisationForm(EntryForm):
    """A reorganisation as the decision says it, or as it is corrected."""

    register = STRUCTURE
    groups = (
        (_("What it is"), ("title", "unit", "decision_number", "effective_on")),
        (_("How it went"), ("due_on", "done_on")),
    )

    title = field_for(STRUCTURE, "title")
    decision_number = field_for(STRUCTURE, "decision_number")
    effective_on = field_for(STRUCTURE, "effective_on")
    due_on = field_for(STRUCTURE, "due_on")
    done_on = field_for(STRUCTURE, "done_on")


class CarryOutForm(StepForm):
    """It was carried out."""

    key, label = "carry-out", _("Record that it was carried out")
    states = frozenset({ReorganisationState.DECIDED.value})

    done_on = field_for(STRUCTURE, "done_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return carry_out(access, seen, self.cleaned_data["done_on"], self.said_reason)


class QuotaForm(EntryForm):
    """A unit's posts and deputies on a day."""

    register = QUOTAS
    groups = (
        (_("What it is"), ("title", "unit", "counted_on")),
        (_("Posts"), ("assigned", "used")),
        (_("Deputies"), ("deputies_allowed", "deputies")),
    )

    title = field_for(QUOTAS, "title")
    counted_on = field_for(QUOTAS, "counted_on")
    assigned = field_for(QUOTAS, "assigned")
    used = field_for(QUOTAS, "used")
    deputies_allowed = field_for(QUOTAS, "deputies_allowed")
    deputies = field_for(QUOTAS, "deputies")


class DelegationForm(EntryForm):
    """A review with its result."""

    register = DELEGATION
    groups = (
        (_("What it is"), ("title", "unit")),
        (_("What was reported"), ("checked_on", "report_number", "result")),
    )

    title = field_for(DELEGATION, "title")
    checked_on = field_for(DELEGATION, "checked_on")
    report_number = field_for(DELEGATION, "report_number")
    result = field_for(DELEGATION, "result")


def _used(entry: QuotaCount, today: date) -> str:
    return f"{number(entry.used)}/{number(entry.assigned)}"


def _deputies(entry: QuotaCount, today: date) -> str:
    return f"{number(entry.deputies)}/{number(entry.deputies_allowed)}"


STRUCTURE_PAGES = RegisterPages(
    register=STRUCTURE,
    lead=_("What decisions change in the structure: by which decision, until when, and when done."),
    new_label=_("Record a reorganisation"),
    form=ReorganisationForm,
    columns=(
        ListColumn(_("Decision"), lambda one, today: one.decision_number),
        ListColumn(_("Due"), lambda one, today: vndate(one.due_on), "due_on"),
        ListColumn(_("Carried out on"), lambda one, today: vndate(one.done_on), "done_on"),
    ),
    sections=(
        EntrySection(_("What it is"), ("decision_number", "effective_on")),
        EntrySection(_("How it went"), ("due_on", "done_on")),
    ),
    states={
        ReorganisationState.DECIDED.value: Appearance(
            ReorganisationState.DECIDED.label, "circle-dashed", "neutral"
        ),
        ReorganisationState.DONE.value: Appearance(
            ReorganisationState.DONE.label, "circle-check", "good"
        ),
    },
    steps=(CarryOutForm,),
)

QUOTA_PAGES = RegisterPages(
    register=QUOTAS,
    lead=_(
        "How many posts each unit is assigned and uses, how many deputies it may have and has;"
        " the latest count of a unit stands."
    ),
    new_label=_("Record a count of posts"),
    form=QuotaForm,
    columns=(
        ListColumn(_("Counted on"), lambda one, today: vndate(one.counted_on), "counted_on"),
        ListColumn(_("Used / assigned"), _used, is_numeric=True),
        ListColumn(_("Deputies / allowed"), _deputies, is_numeric=True),
    ),
    sections=(
        EntrySection(_("Posts"), ("counted_on", "assigned", "used")),
        EntrySection(_("Deputies"), ("deputies_allowed", "deputies")),
    ),
    states={
        QuotaState.WITHIN.value: Appearance(QuotaState.WITHIN.label, "circle-check", "good"),
        QuotaState.BEYOND.value: Appearance(QuotaState.BEYOND.label, "alert-triangle", "bad"),
    },
)

DELEGATION_PAGES = RegisterPages(
    register=DELEGATION,
    lead=_(
        "Reviews of how units carry out the rules on delegated management; the latest review of a"
        " unit stands."
    ),
    new_label=_("Record a review of delegation"),
    form=DelegationForm,
    columns=(
        ListColumn(_("Reviewed on"), lambda one, today: vndate(one.checked_on), "checked_on"),
        ListColumn(_("Report"), lambda one, today: one.report_number),
    ),
    sections=(EntrySection(_("What was reported"), ("checked_on", "report_number", "result")),),
    states={
        Result.FULL.value: Appearance(Result.FULL.label, "circle-check", "good"),
        Result.PARTIAL.value: Appearance(Result.PARTIAL.label, "circle-half-2", "partial"),
        Result.NONE.value: Appearance(Result.NONE.label, "alert-triangle", "bad"),
    },
)
