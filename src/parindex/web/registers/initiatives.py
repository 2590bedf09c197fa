"""Initiatives as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.initiatives.constants import State
from parindex.registers.initiatives.register import INITIATIVES
from parindex.registers.initiatives.services.steps import (
    Recognition,
    approve,
    complete,
    recognise,
)
from parindex.registers.queries.milestones import milestones_of
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.initiatives.models import Initiative
    from parindex.registers.services.keeping import Seen


class InitiativeForm(EntryForm):
    """An initiative as a unit registers it, or as it is corrected."""

    register = INITIATIVES
    groups = (
        (_("What it is"), ("title", "unit", "problem", "solution", "expected_effect", "members")),
        (_("How it is carried out"), ("registered_on", "milestones")),
    )

    title = field_for(INITIATIVES, "title")
    problem = field_for(INITIATIVES, "problem")
    solution = field_for(INITIATIVES, "solution")
    expected_effect = field_for(INITIATIVES, "expected_effect")
    members = field_for(INITIATIVES, "members")
    registered_on = field_for(INITIATIVES, "registered_on")
    milestones = field_for(INITIATIVES, "milestones")


class ApprovalForm(StepForm):
    """The head lets it be carried out."""

    key, label = "approve", _("Approve")
    states = frozenset({State.REGISTERED.value})
    needs_approval = True

    approved_on = field_for(INITIATIVES, "approved_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return approve(access, seen, self.cleaned_data["approved_on"], self.said_reason)


class CompletionForm(StepForm):
    """It was carried out, with this result."""

    key, label = "complete", _("Record the result")
    states = frozenset({State.APPROVED.value})

    completed_on = field_for(INITIATIVES, "completed_on", required=True)
    result_before = field_for(INITIATIVES, "result_before", required=True)
    result_after = field_for(INITIATIVES, "result_after", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        day, before, after = said["completed_on"], said["result_before"], said["result_after"]
        return complete(access, seen, day, before, after, self.said_reason)


class RecognitionForm(StepForm):
    """A decision recognises it."""

    key, label = "recognise", _("Record the recognition")
    states = frozenset({State.COMPLETED.value})

    recognised_on = field_for(INITIATIVES, "recognised_on", required=True)
    decision_number = field_for(INITIATIVES, "decision_number", required=True)
    decision_level = field_for(INITIATIVES, "decision_level", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        recognition = Recognition(
            said["recognised_on"], said["decision_number"], said["decision_level"]
        )
        return recognise(access, seen, recognition, self.said_reason)


def _milestones(entry: Initiative, today: date) -> str:
    done = sum(one["done_on"] is not None for one in entry.milestones)
    return f"{done}/{len(entry.milestones)}" if entry.milestones else NOTHING_KNOWN


INITIATIVE_PAGES = RegisterPages(
    register=INITIATIVES,
    lead=_(
        "New solutions in public administration reform: what a unit registers, carries out and has"
        " recognised by a decision."
    ),
    new_label=_("Register an initiative"),
    form=InitiativeForm,
    columns=(
        ListColumn(_("Registered"), lambda one, today: vndate(one.registered_on), "registered_on"),
        ListColumn(_("Milestones done"), _milestones),
        ListColumn(_("Recognised"), lambda one, today: vndate(one.recognised_on), "recognised_on"),
        ListColumn(_("Decision"), lambda one, today: one.decision_number or NOTHING_KNOWN),
    ),
    sections=(
        EntrySection(_("What it is"), ("problem", "solution", "expected_effect", "members")),
        EntrySection(
            _("How it went"),
            ("registered_on", "approved_on", "completed_on", "result_before", "result_after"),
        ),
        EntrySection(_("Recognition"), ("recognised_on", "decision_number", "decision_level")),
    ),
    states={
        State.REGISTERED.value: Appearance(State.REGISTERED.label, "circle-dashed", "neutral"),
        State.APPROVED.value: Appearance(State.APPROVED.label, "circle-half-2", "partial"),
        State.COMPLETED.value: Appearance(State.COMPLETED.label, "check", "partial"),
        State.RECOGNISED.value: Appearance(State.RECOGNISED.label, "circle-check", "good"),
    },
    steps=(ApprovalForm, CompletionForm, RecognitionForm),
    template="registers/milestones.html",
    context=lambda entry, today: {"milestones": milestones_of(entry.milestones, today)},
)
