"""Training as its pages show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.training.constants import State
from parindex.registers.training.register import COURSES
from parindex.registers.training.services.steps import Finish, begin, finish
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import NOTHING_KNOWN, number, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen
    from parindex.registers.training.models import Course


class CourseForm(EntryForm):
    """A course as it is planned or recorded."""

    register = COURSES
    groups = (
        (_("What it is"), ("title", "unit", "subject", "organiser")),
        (_("The plan"), ("due_on", "planned_people")),
        (_("How it went"), ("decision_number", "started_on", "finished_on", "trained_people",
                            "certificates")),
    )  # fmt: skip

    title = field_for(COURSES, "title")
    subject = field_for(COURSES, "subject")
    organiser = field_for(COURSES, "organiser")
    due_on = field_for(COURSES, "due_on")
    planned_people = field_for(COURSES, "planned_people")
    decision_number = field_for(COURSES, "decision_number")
    started_on = field_for(COURSES, "started_on")
    finished_on = field_for(COURSES, "finished_on")
    trained_people = field_for(COURSES, "trained_people")
    certificates = field_for(COURSES, "certificates")


class BeginningForm(StepForm):
    """It began."""

    key, label = "begin", _("Record that it began")
    states = frozenset({State.PLANNED.value})

    started_on = field_for(COURSES, "started_on", required=True)
    decision_number = field_for(COURSES, "decision_number")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        return begin(access, seen, said["started_on"], said["decision_number"], self.said_reason)


class FinishForm(StepForm):
    """It ended."""

    key, label = "finish", _("Record who finished it")
    states = frozenset({State.STARTED.value})

    finished_on = field_for(COURSES, "finished_on", required=True)
    trained_people = field_for(COURSES, "trained_people", required=True)
    certificates = field_for(COURSES, "certificates")

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        result = Finish(said["finished_on"], said["trained_people"], said["certificates"])
        return finish(access, seen, result, self.said_reason)


def _people(entry: Course, today: date) -> str:
    trained = number(entry.trained_people) if entry.trained_people is not None else NOTHING_KNOWN
    planned = number(entry.planned_people) if entry.planned_people is not None else NOTHING_KNOWN
    return f"{trained}/{planned}"


COURSE_PAGES = RegisterPages(
    register=COURSES,
    lead=_("The courses of the year's plan: who is to go, who went, who finished with what."),
    new_label=_("Record a course"),
    form=CourseForm,
    columns=(
        ListColumn(_("Subject"), lambda one, today: fact_in_words(COURSES, "subject", one.subject)),
        ListColumn(_("Planned by"), lambda one, today: vndate(one.due_on), "due_on"),
        ListColumn(_("Ended on"), lambda one, today: vndate(one.finished_on), "finished_on"),
        ListColumn(_("Trained / planned"), _people, is_numeric=True),
    ),
    sections=(
        EntrySection(_("What it is"), ("subject", "organiser")),
        EntrySection(_("The plan"), ("due_on", "planned_people")),
        EntrySection(
            _("How it went"),
            ("decision_number", "started_on", "finished_on", "trained_people", "certificates"),
        ),
    ),
    states={
        State.PLANNED.value: Appearance(State.PLANNED.label, "circle-dashed", "neutral"),
        State.STARTED.value: Appearance(State.STARTED.label, "circle-half-2", "partial"),
        State.FINISHED.value: Appearance(State.FINISHED.label, "circle-check", "good"),
    },
    steps=(BeginningForm, FinishForm),
)
