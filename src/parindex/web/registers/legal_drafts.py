"""Legal documents that the agency drafts, as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.registers.legal_documents.constants import DraftState, Fault
from parindex.registers.legal_documents.queries.procedure import steps_of
from parindex.registers.legal_documents.register import LEGAL_DRAFTS
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm
from parindex.web.registers.legal_draft_steps import STEP_FORMS
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words, label_of
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

if TYPE_CHECKING:
    from parindex.registers.legal_documents.models import LegalDraft

_PROCEDURE = ("proposed_on", "drafted_on", "consulted_from", "consulted_to")
_APPRAISAL = ("appraised_on", "appraisal_number", "submitted_on")
_ISSUE = ("issued_on", "issue_number", "effective_on", "expired_on")


class LegalDraftForm(EntryForm):
    """A document of the programme, with the steps that were taken."""

    register = LEGAL_DRAFTS
    groups = (
        (_("What it is"), ("title", "unit", "kind", "programme", "due_on", "is_shortened")),
        (_("Drafting and consultation"), _PROCEDURE),
        (_("Appraisal and submission"), _APPRAISAL),
        (_("Issue of the document"), _ISSUE),
    )

    title = field_for(LEGAL_DRAFTS, "title")
    kind = field_for(LEGAL_DRAFTS, "kind")
    programme = field_for(LEGAL_DRAFTS, "programme")
    due_on = field_for(LEGAL_DRAFTS, "due_on")
    is_shortened = field_for(LEGAL_DRAFTS, "is_shortened")
    proposed_on = field_for(LEGAL_DRAFTS, "proposed_on")
    drafted_on = field_for(LEGAL_DRAFTS, "drafted_on")
    consulted_from = field_for(LEGAL_DRAFTS, "consulted_from")
    consulted_to = field_for(LEGAL_DRAFTS, "consulted_to")
    appraised_on = field_for(LEGAL_DRAFTS, "appraised_on")
    appraisal_number = field_for(LEGAL_DRAFTS, "appraisal_number")
    submitted_on = field_for(LEGAL_DRAFTS, "submitted_on")
    issued_on = field_for(LEGAL_DRAFTS, "issued_on")
    issue_number = field_for(LEGAL_DRAFTS, "issue_number")
    effective_on = field_for(LEGAL_DRAFTS, "effective_on")
    expired_on = field_for(LEGAL_DRAFTS, "expired_on")


def _kind(entry: LegalDraft, today: date) -> str:
    return fact_in_words(LEGAL_DRAFTS, "kind", entry.kind)


def _submitted(entry: LegalDraft, today: date) -> str:
    return vndate(entry.submitted_on)


def _to_mend(entry: LegalDraft, today: date) -> str:
    """The steps at fault or late, by their names."""
    found = [one for one in steps_of(entry, today) if one.fault or one.is_late]
    names = [str(label_of(LEGAL_DRAFTS.column(one.name))) for one in found]
    return "; ".join(names) or NOTHING_KNOWN


def _context(entry: LegalDraft, today: date) -> dict[str, Any]:
    steps = [
        (
            label_of(LEGAL_DRAFTS.column(one.name)),
            one,
            Fault(one.fault).label if one.fault else "",
        )
        for one in steps_of(entry, today)
    ]
    return {"procedure": steps, "force": _force(entry, today)}


def _force(entry: LegalDraft, today: date) -> str:
    """Whether an issued document is in force, in words; “”: not known."""
    if entry.expired_on is not None and entry.expired_on <= today:
        return gettext("No longer in force")
    if entry.effective_on is None:
        return ""
    return gettext("In force") if entry.effective_on <= today else gettext("Not in force yet")


_LOOKS = {
    DraftState.PLANNED: Appearance(DraftState.PLANNED.label, "circle-dashed", "neutral"),
    DraftState.ISSUED: Appearance(DraftState.ISSUED.label, "circle-check", "good"),
}

LEGAL_DRAFT_PAGES = RegisterPages(
    register=LEGAL_DRAFTS,
    lead=_(
        "The legal documents that the year's programme asks for, through each step of due"
        " procedure: what is missing or late shows."
    ),
    new_label=_("Record a draft legal document"),
    form=LegalDraftForm,
    columns=(
        ListColumn(_("Kind"), _kind, "kind"),
        ListColumn(_("Due"), lambda one, today: vndate(one.due_on), "due_on"),
        ListColumn(_("Submitted to the province"), _submitted, "submitted_on"),
        ListColumn(_("Missing or late"), _to_mend),
    ),
    sections=(
        EntrySection(_("What it is"), ("kind", "programme", "due_on", "is_shortened")),
        EntrySection(_("Appraisal and issue"), ("appraisal_number", "issue_number")),
        EntrySection(_("Effect"), ("effective_on", "expired_on")),
    ),
    states={
        state.value: _LOOKS.get(state, Appearance(state.label, "circle-half-2", "partial"))
        for state in DraftState
    },
    steps=STEP_FORMS,
    template="registers/legal_documents/procedure.html",
    context=_context,
)
