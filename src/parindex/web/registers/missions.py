"""Science and technology missions as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.missions.constants import State
from parindex.registers.missions.register import MISSIONS
from parindex.registers.missions.services.steps import (
    Acceptance,
    accept,
    begin,
    extend,
    hand_in,
)
from parindex.registers.queries.milestones import milestones_of
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.missions.models import Mission
    from parindex.registers.services.keeping import Seen


class MissionForm(EntryForm):
    """A mission as it is planned or corrected."""

    register = MISSIONS
    groups = (
        (_("What it is"), ("title", "unit", "level", "lead", "budget")),
        (_("How it is carried out"), ("started_on", "due_on", "milestones")),
    )

    title = field_for(MISSIONS, "title")
    level = field_for(MISSIONS, "level")
    lead = field_for(MISSIONS, "lead")
    budget = field_for(MISSIONS, "budget")
    started_on = field_for(MISSIONS, "started_on")
    due_on = field_for(MISSIONS, "due_on")
    milestones = field_for(MISSIONS, "milestones")


class BeginningForm(StepForm):
    """It began."""

    key, label = "begin", _("Record that it began")
    states = frozenset({State.PLANNED.value})

    started_on = field_for(MISSIONS, "started_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return begin(access, seen, self.cleaned_data["started_on"], self.said_reason)


class ExtensionForm(StepForm):
    """A decision gives it more time."""

    key, label = "extend", _("Record an extension")
    states = frozenset({State.PLANNED.value, State.STARTED.value})

    extended_to = field_for(MISSIONS, "extended_to", required=True)
    extension_number = field_for(MISSIONS, "extension_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        until, number = said["extended_to"], said["extension_number"]
        return extend(access, seen, until, number, self.said_reason)


class HandInForm(StepForm):
    """Its result was handed in."""

    key, label = "hand-in", _("Record that it was handed in")
    states = frozenset({State.STARTED.value})

    finished_on = field_for(MISSIONS, "finished_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        return hand_in(access, seen, self.cleaned_data["finished_on"], self.said_reason)


class AcceptanceForm(StepForm):
    """It was accepted with a grade, or refused."""

    key, label = "accept", _("Record the acceptance")
    states = frozenset({State.FINISHED.value})

    accepted_on = field_for(MISSIONS, "accepted_on", required=True)
    acceptance_number = field_for(MISSIONS, "acceptance_number", required=True)
    grade = field_for(MISSIONS, "grade", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        acceptance = Acceptance(said["accepted_on"], said["acceptance_number"], said["grade"])
        return accept(access, seen, acceptance, self.said_reason)


def _last_day(entry: Mission, today: date) -> str:
    return vndate(entry.last_day)


def _milestones(entry: Mission, today: date) -> str:
    done = sum(one["done_on"] is not None for one in entry.milestones)
    return f"{done}/{len(entry.milestones)}" if entry.milestones else NOTHING_KNOWN


def _grade(entry: Mission, today: date) -> str:
    return fact_in_words(MISSIONS, "grade", entry.grade)


MISSION_PAGES = RegisterPages(
    register=MISSIONS,
    lead=_(
        "The missions of the year's plan: when each is due, how far its milestones are, how it was"
        " accepted."
    ),
    new_label=_("Record a mission"),
    form=MissionForm,
    columns=(
        ListColumn(_("Level"), lambda one, today: fact_in_words(MISSIONS, "level", one.level)),
        ListColumn(_("Last day"), _last_day, "due_on"),
        ListColumn(_("Milestones done"), _milestones),
        ListColumn(_("Handed in"), lambda one, today: vndate(one.finished_on), "finished_on"),
        ListColumn(_("Grade"), _grade),
    ),
    sections=(
        EntrySection(_("What it is"), ("level", "lead", "budget")),
        EntrySection(
            _("How it went"),
            ("started_on", "due_on", "extended_to", "extension_number", "finished_on"),
        ),
        EntrySection(_("Acceptance"), ("accepted_on", "acceptance_number", "grade")),
    ),
    states={
        State.PLANNED.value: Appearance(State.PLANNED.label, "circle-dashed", "neutral"),
        State.STARTED.value: Appearance(State.STARTED.label, "circle-half-2", "partial"),
        State.FINISHED.value: Appearance(State.FINISHED.label, "check", "partial"),
        State.ACCEPTED.value: Appearance(State.ACCEPTED.label, "circle-check", "good"),
    },
    steps=(BeginningForm, ExtensionForm, HandInForm, AcceptanceForm),
    more_tabs=(("mission-schedule", _("Schedule")),),
    template="registers/milestones.html",
    context=lambda entry, today: {"milestones": milestones_of(entry.milestones, today)},
)
