"""Findings of inspections as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.registers.inspections.constants import FindingState
from parindex.registers.inspections.queries.visits import inspection_of_finding
from parindex.registers.inspections.register import INSPECTION_FINDINGS
from parindex.registers.inspections.rules import is_late
from parindex.registers.inspections.services.steps import handle
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.inspections.models import InspectionFinding
    from parindex.registers.services.keeping import Seen


class InspectionFindingForm(EntryForm):
    """A finding with its recommendation, as it is recorded or corrected."""

    register = INSPECTION_FINDINGS
    groups = (
        (_("What was found"), ("title", "unit", "kind", "inspection")),
        (
            _("What is recommended"),
            ("recommendation", "addressed_to", "addressee", "due_on"),
        ),
        (_("Handling"), ("handled_on", "handling_number")),
    )

    title = field_for(INSPECTION_FINDINGS, "title")
    kind = field_for(INSPECTION_FINDINGS, "kind")
    inspection = field_for(INSPECTION_FINDINGS, "inspection")
    recommendation = field_for(INSPECTION_FINDINGS, "recommendation")
    addressed_to = field_for(INSPECTION_FINDINGS, "addressed_to")
    addressee = field_for(INSPECTION_FINDINGS, "addressee")
    due_on = field_for(INSPECTION_FINDINGS, "due_on")
    handled_on = field_for(INSPECTION_FINDINGS, "handled_on")
    handling_number = field_for(INSPECTION_FINDINGS, "handling_number")


class FindingHandlingForm(StepForm):
    """It was mended, or put forward to whom it is for."""

    key, label = "handle", _("Record the handling")
    states = frozenset({FindingState.OPEN.value})

    handled_on = field_for(INSPECTION_FINDINGS, "handled_on", required=True)
    handling_number = field_for(INSPECTION_FINDINGS, "handling_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        day, number = said["handled_on"], said["handling_number"]
        return handle(access, seen, day, number, self.said_reason)


def _kind(entry: InspectionFinding, today: date) -> str:
    return fact_in_words(INSPECTION_FINDINGS, "kind", entry.kind)


def _deadline(entry: InspectionFinding, today: date) -> str:
    day = vndate(entry.due_on)
    return gettext("%(day)s (late)") % {"day": day} if is_late(entry, today) else day


def _context(entry: InspectionFinding, today: date) -> dict[str, Any]:
    return {"visit": inspection_of_finding(entry), "is_late": is_late(entry, today)}


INSPECTION_FINDING_PAGES = RegisterPages(
    register=INSPECTION_FINDINGS,
    lead=_(
        "What inspections and monitoring found: what is recommended to whom, until when, and how"
        " it was handled."
    ),
    new_label=_("Record a finding"),
    form=InspectionFindingForm,
    columns=(
        ListColumn(_("Kind of inspection"), _kind, "kind"),
        ListColumn(_("Inspection"), lambda one, today: one.inspection or NOTHING_KNOWN),
        ListColumn(_("Who is to handle it"), lambda one, today: one.addressee or NOTHING_KNOWN),
        ListColumn(_("Due"), _deadline, "due_on"),
        ListColumn(_("Handled"), lambda one, today: vndate(one.handled_on), "handled_on"),
    ),
    sections=(
        EntrySection(_("What was found"), ("kind", "inspection")),
        EntrySection(
            _("What is recommended"), ("recommendation", "addressed_to", "addressee", "due_on")
        ),
        EntrySection(_("Handling"), ("handled_on", "handling_number")),
    ),
    states={
        FindingState.OPEN.value: Appearance(FindingState.OPEN.label, "circle-dashed", "neutral"),
        FindingState.HANDLED.value: Appearance(FindingState.HANDLED.label, "circle-check", "good"),
    },
    steps=(FindingHandlingForm,),
    template="registers/inspections/visit.html",
    context=_context,
)
