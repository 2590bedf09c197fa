"""Petitions as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from parindex.calendars.queries import working_calendar
from parindex.registers.petitions.constants import State
from parindex.registers.petitions.queries.deadlines import due_on, is_late
from parindex.registers.petitions.register import PETITIONS
from parindex.registers.petitions.services.steps import answer, publish
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.petitions.models import Petition
    from parindex.registers.services.keeping import Seen


class PetitionForm(EntryForm):
    """A petition as it is received, or corrected."""

    register = PETITIONS
    groups = (
        (_("What it is"), ("title", "unit", "channel", "subject", "procedure_code")),
        (_("Until when"), ("received_on", "days_allowed")),
    )

    title = field_for(PETITIONS, "title")
    channel = field_for(PETITIONS, "channel")
    subject = field_for(PETITIONS, "subject")
    procedure_code = field_for(PETITIONS, "procedure_code")
    received_on = field_for(PETITIONS, "received_on")
    days_allowed = field_for(PETITIONS, "days_allowed")


class AnswerForm(StepForm):
    """It was answered."""

    key, label = "answer", _("Record the answer")
    states = frozenset({State.RECEIVED.value})

    answered_on = field_for(PETITIONS, "answered_on", required=True)
    answer_number = field_for(PETITIONS, "answer_number", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return answer(access, seen, said["answered_on"], said["answer_number"], self.said_reason)


class PublicationForm(StepForm):
    """The answer was made public."""

    key, label = "publish", _("Record that it was made public")
    states = frozenset({State.ANSWERED.value})

    published_on = field_for(PETITIONS, "published_on", required=True)
    satisfaction = field_for(PETITIONS, "satisfaction")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return publish(access, seen, said["published_on"], said["satisfaction"], self.said_reason)


def _context(entry: Petition, today: date) -> dict[str, Any]:
    calendar = working_calendar()
    return {"due_on": due_on(entry, calendar), "is_late": is_late(entry, calendar, today)}


def _time(entry: Petition, today: date) -> str:
    return _now("%(days)d working days") % {"days": entry.days_allowed}


PETITION_PAGES = RegisterPages(
    register=PETITIONS,
    lead=_(
        "What citizens and enterprises say of procedures: received from any channel, answered in"
        " working days, made public. No name of who sent it is kept."
    ),
    new_label=_("Record a petition"),
    form=PetitionForm,
    columns=(
        ListColumn(
            _("Subject"), lambda one, today: fact_in_words(PETITIONS, "subject", one.subject),
            "subject",
        ),
        ListColumn(_("Received"), lambda one, today: vndate(one.received_on), "received_on"),
        ListColumn(_("Time"), _time),
        ListColumn(_("Answered"), lambda one, today: vndate(one.answered_on), "answered_on"),
    ),
    sections=(
        EntrySection(_("What it is"), ("channel", "subject", "procedure_code")),
        EntrySection(
            _("How it was handled"),
            ("received_on", "days_allowed", "answered_on", "answer_number"),
        ),
        EntrySection(_("In public"), ("published_on", "satisfaction")),
    ),
    states={
        State.RECEIVED.value: Appearance(State.RECEIVED.label, "circle-dashed", "neutral"),
        State.ANSWERED.value: Appearance(State.ANSWERED.label, "circle-check", "good"),
    },
    steps=(AnswerForm, PublicationForm),
    template="registers/petitions/due.html",
    context=_context,
)  # fmt: skip
