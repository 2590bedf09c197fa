"""The page of one task: what is asked, what happened, and every form that the person may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.queries import people_of_unit
from parindex.assessments.years import opened_year
from parindex.assignments.constants import Origin
from parindex.assignments.queries.plans import goals_of
from parindex.assignments.queries.receipts import UnseenTask, receipts_of
from parindex.assignments.queries.tasks import steps_for
from parindex.assignments.queries.work import (
    extensions_of,
    files_of,
    may_ask_time,
    may_delegate,
    may_reassign,
    may_write_note,
    notes_of,
)
from parindex.audit.queries import history
from parindex.editions.queries import framework_of
from parindex.organisations.queries import units_of
from parindex.web.attachment_panel import attachment_panel
from parindex.web.forms.plan import PlaceForm
from parindex.web.forms.task_work import (
    AskForm,
    DecideForm,
    DelegateForm,
    NoteForm,
    ReassignForm,
)
from parindex.web.statuses import task_status
from parindex.web.suggestions import components_named
from parindex.web.task_evidence import citable_components
from parindex.web.task_steps import Refusal, event_entries, step_entries

if TYPE_CHECKING:
    from django.forms import Form

    from parindex.assignments.models import Task
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component

ACTIONS = ("note", "acknowledge", "ask", "decide", "delegate", "reassign", "place")


@dataclass(frozen=True)
class Sent:
    """A form that was sent and not taken: shown again with what was typed."""

    action: str
    form: Form


def form_of(desk: Desk, found: Task, action: str, typed: Any = None) -> Form:
    """The form of an action, as it stands or as it was sent."""
    if action == "ask":
        return AskForm(typed, prefix="ask")
    if action == "decide":
        return DecideForm(typed, prefix="decide", initial=_wanted(found))
    if action == "delegate":
        people = people_of_unit(found.unit) if found.unit else []
        chosen = {"person": str(found.person_id or "")}
        return DelegateForm(people, data=typed, prefix="delegate", initial=chosen)
    if action == "reassign":
        units = units_of(desk.agency)
        partners = [unit.key for unit in found.partners.all()]
        present = {"unit": found.unit.key if found.unit else "", "partners": partners}
        return ReassignForm(units, data=typed, prefix="reassign", initial=present)
    if action == "place":
        goals = goals_of(desk.access, found.year)
        stands = {"goal": str(found.goal_id or "")}
        return PlaceForm(goals, data=typed, prefix="place", initial=stands)
    return NoteForm(typed, prefix="note")


def task_context(
    desk: Desk, found: Task, refusal: Refusal | None = None, sent: Sent | None = None
) -> dict[str, Any]:
    """Everything that the page shows; ``sent``: the form that has to be mended."""
    served, scoring_year = _served(desk, found)
    extensions = extensions_of(desk.access, found)
    receipts = receipts_of(desk.access, found)
    return {
        "way": [(_("Tasks"), reverse("tasks"))],
        "task": found,
        "status": task_status(found, desk.today),
        "today": desk.today,
        "sentence": _sentence(found),
        "partners": found.partners.all(),
        "served": served,
        "scoring_year": scoring_year,
        "steps": step_entries(steps_for(desk.access, found), refusal),
        "refusal": refusal,
        "files": attachment_panel(desk.access, files_of(found)),
        "citable": citable_components(desk, found),
        "notes": notes_of(desk.access, found),
        "extensions": extensions,
        "open_request": next((one for one in extensions if one.is_open), None),
        "receipts": receipts,
        "forms": _forms(desk, found, receipts, sent),
        "events": event_entries(history(found.agency_id, "task", found.pk)),
    }


def _served(desk: Desk, found: Task) -> tuple[list[Component], int | None]:
    """The components that the task serves, in its own year; the year where it is not the desk's."""
    keys = [link.component_key for link in found.components.all()]
    if found.year == desk.year or not keys:
        return components_named(desk.framework, keys), None
    opened = opened_year(desk.agency, found.year)
    framework = framework_of(opened.assessment.edition) if opened else None
    return components_named(framework, keys), found.year


def offered_actions(desk: Desk, found: Task) -> set[str]:
    """What the person may do with the task now, beside its steps."""
    access = desk.access
    is_asked = found.extensions.filter(decided_by=None).exists()
    offered = {
        "note": may_write_note(access, found),
        "ask": not is_asked and may_ask_time(access, found, desk.today),
        "decide": is_asked and access.may(Permission.DECIDE_EXTENSIONS),
        "delegate": may_delegate(access, found),
        "reassign": may_reassign(access, found),
        "place": found.origin == Origin.PLAN and access.may(Permission.ASSIGN_TASKS),
    }
    return {action for action, is_offered in offered.items() if is_offered}


def _forms(
    desk: Desk, found: Task, receipts: list[UnseenTask], sent: Sent | None
) -> Mapping[str, Form | bool]:
    """The forms that the person may use, by their action."""
    access = desk.access
    forms: dict[str, Form | bool] = {
        action: sent.form if sent and sent.action == action else form_of(desk, found, action)
        for action in offered_actions(desk, found)
    }
    forms["acknowledge"] = any(
        access.may(Permission.REPORT_TASKS, one.unit.pk)
        and one.unit in access.units
        and (one.receipt is None or one.receipt.acknowledged_at is None)
        for one in receipts
    )
    return forms


def _wanted(found: Task) -> dict[str, Any]:
    asked = found.extensions.filter(decided_by=None).first()
    return {"granted_until": asked.wanted_until} if asked else {}


def _sentence(found: Task) -> str:
    """The words of the paper that the task comes from."""
    if found.directive is None or found.span_start is None:
        return ""
    return " ".join(found.directive.text[found.span_start : found.span_end].split())
