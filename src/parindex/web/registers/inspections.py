"""Inspections as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.registers.inspections.constants import Kind, State
from parindex.registers.inspections.queries.visits import findings_of_inspection, units_by_name
from parindex.registers.inspections.register import INSPECTIONS
from parindex.registers.inspections.rules import is_late
from parindex.registers.inspections.services.steps import conclude, hold
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import vndate
from parindex_tables.columns import compact

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.inspections.models import Inspection
    from parindex.registers.services.keeping import Seen


class InspectionForm(EntryForm):
    """An inspection as it is planned or corrected."""

    register = INSPECTIONS
    groups = (
        (_("What it is"), ("title", "unit", "kind", "visited", "plan_number", "due_on")),
        (_("How it went"), ("held_on", "team", "minutes_number")),
    )

    title = field_for(INSPECTIONS, "title")
    kind = field_for(INSPECTIONS, "kind")
    visited = field_for(INSPECTIONS, "visited")
    plan_number = field_for(INSPECTIONS, "plan_number")
    due_on = field_for(INSPECTIONS, "due_on")
    held_on = field_for(INSPECTIONS, "held_on")
    team = field_for(INSPECTIONS, "team")
    minutes_number = field_for(INSPECTIONS, "minutes_number")


class HoldingForm(StepForm):
    """It was held."""

    key, label = "hold", _("Record that it was held")
    states = frozenset({State.PLANNED.value})

    held_on = field_for(INSPECTIONS, "held_on", required=True)
    team = field_for(INSPECTIONS, "team", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return hold(access, seen, said["held_on"], said["team"], self.said_reason)


class MinutesForm(StepForm):
    """Its minutes are there."""

    key, label = "conclude", _("Record the minutes")
    states = frozenset({State.HELD.value})

    minutes_number = field_for(INSPECTIONS, "minutes_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return conclude(access, seen, self.cleaned_data["minutes_number"], self.said_reason)


def _kind(entry: Inspection, today: date) -> str:
    return fact_in_words(INSPECTIONS, "kind", entry.kind)


def _due(entry: Inspection, today: date) -> str:
    day = vndate(entry.due_on)
    if (entry.held_on or today) <= entry.due_on:
        return day
    return gettext("%(day)s (late)") % {"day": day}


def _context(entry: Inspection, today: date) -> dict[str, Any]:
    is_unknown = entry.kind == Kind.REFORM and compact(entry.visited) not in units_by_name(
        entry.agency
    )
    found = [(one, is_late(one, today)) for one in findings_of_inspection(entry)]
    return {"findings": found, "is_no_unit": is_unknown}


INSPECTION_PAGES = RegisterPages(
    register=INSPECTIONS,
    lead=_(
        "Inspections of the agency's own units on reform, and the monitoring of how laws are"
        " enforced, by the year's plan."
    ),
    new_label=_("Record an inspection"),
    form=InspectionForm,
    columns=(
        ListColumn(_("Kind of inspection"), _kind, "kind"),
        ListColumn(_("Visited"), lambda one, today: str(one.visited), "visited"),
        ListColumn(_("Due"), _due, "due_on"),
        ListColumn(_("Held"), lambda one, today: vndate(one.held_on), "held_on"),
    ),
    sections=(
        EntrySection(_("What it is"), ("kind", "visited", "plan_number", "due_on")),
        EntrySection(_("How it went"), ("held_on", "team", "minutes_number")),
    ),
    states={
        State.PLANNED.value: Appearance(State.PLANNED.label, "circle-dashed", "neutral"),
        State.HELD.value: Appearance(State.HELD.label, "circle-half-2", "partial"),
        State.CONCLUDED.value: Appearance(State.CONCLUDED.label, "circle-check", "good"),
    },
    steps=(HoldingForm, MinutesForm),
    template="registers/inspections/found.html",
    context=_context,
)
