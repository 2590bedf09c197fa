"""Communications and events as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.communications.constants import ATTENDANCE, State
from parindex.registers.communications.register import COMMUNICATIONS
from parindex.registers.communications.services.steps import Outcome, hold
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, number, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.communications.models import Communication
    from parindex.registers.services.keeping import Seen


class CommunicationForm(EntryForm):
    """An activity as it is planned or recorded."""

    register = COMMUNICATIONS
    groups = (
        (_("What it is"), ("title", "unit", "kind", "form", "channel", "audience")),
        (_("When"), ("due_on", "held_on")),
        (_("Who was reached"), ("reach", *ATTENDANCE, "link")),
    )

    title = field_for(COMMUNICATIONS, "title")
    kind = field_for(COMMUNICATIONS, "kind")
    form = field_for(COMMUNICATIONS, "form")
    channel = field_for(COMMUNICATIONS, "channel")
    audience = field_for(COMMUNICATIONS, "audience")
    due_on = field_for(COMMUNICATIONS, "due_on")
    held_on = field_for(COMMUNICATIONS, "held_on")
    reach = field_for(COMMUNICATIONS, "reach")
    departments = field_for(COMMUNICATIONS, "departments")
    districts = field_for(COMMUNICATIONS, "districts")
    enterprises = field_for(COMMUNICATIONS, "enterprises")
    citizens = field_for(COMMUNICATIONS, "citizens")
    link = field_for(COMMUNICATIONS, "link")


class OutcomeForm(StepForm):
    """It was held."""

    key, label = "hold", _("Record that it was held")
    states = frozenset({State.PLANNED.value})

    held_on = field_for(COMMUNICATIONS, "held_on", required=True)
    reach = field_for(COMMUNICATIONS, "reach")
    departments = field_for(COMMUNICATIONS, "departments")
    districts = field_for(COMMUNICATIONS, "districts")
    enterprises = field_for(COMMUNICATIONS, "enterprises")
    citizens = field_for(COMMUNICATIONS, "citizens")
    link = field_for(COMMUNICATIONS, "link")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        attendance = {kind: said[kind] for kind in ATTENDANCE}
        outcome = Outcome(said["held_on"], said["reach"], attendance, said["link"])
        return hold(access, seen, outcome, self.said_reason)


def _form(entry: Communication, today: date) -> str:
    return fact_in_words(COMMUNICATIONS, "form", entry.form)


def _reach(entry: Communication, today: date) -> str:
    return number(entry.reach) if entry.reach is not None else NOTHING_KNOWN


COMMUNICATION_PAGES = RegisterPages(
    register=COMMUNICATIONS,
    lead=_(
        "What the plan of the year asks for, what was held, by which form and who was reached;"
        " events with who came."
    ),
    new_label=_("Record an activity"),
    form=CommunicationForm,
    columns=(
        ListColumn(_("Form"), _form, "form"),
        ListColumn(_("Planned by"), lambda one, today: vndate(one.due_on), "due_on"),
        ListColumn(_("Held on"), lambda one, today: vndate(one.held_on), "held_on"),
        ListColumn(_("People reached"), _reach, "reach", is_numeric=True),
    ),
    sections=(
        EntrySection(_("What it is"), ("kind", "form", "channel", "audience")),
        EntrySection(_("When"), ("due_on", "held_on", "link")),
        EntrySection(_("Who was reached"), ("reach", *ATTENDANCE)),
    ),
    states={
        State.PLANNED.value: Appearance(State.PLANNED.label, "circle-dashed", "neutral"),
        State.HELD.value: Appearance(State.HELD.label, "circle-check", "good"),
    },
    steps=(OutcomeForm,),
)
