"""One task: what it asks, where it comes from, how it stands, and everything done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require
from parindex.assignments.constants import Step
from parindex.assignments.queries.tasks import task
from parindex.assignments.queries.work import extensions_of
from parindex.assignments.services.assigning import TaskRefused
from parindex.assignments.services.delegating import delegate_task, reassign_task
from parindex.assignments.services.extensions import (
    ExtensionRefused,
    ask_extension,
    decide_extension,
)
from parindex.assignments.services.notes import add_note
from parindex.assignments.services.plan_goals import move_task
from parindex.assignments.services.receipts import acknowledge, note_opening
from parindex.assignments.services.steps import (
    ReasonMissing,
    StepRefused,
    TaskChangedMeanwhile,
    take_step,
)
from parindex.web.statuses import TASK_STATUSES
from parindex.web.task_page import ACTIONS, Sent, form_of, offered_actions, task_context
from parindex.web.task_steps import Refusal
from parindex.web.task_words import EXTENSION_REFUSALS
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from django.forms import Form

    from parindex.assignments.models import Task
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def show_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Everything of a task; a POST takes it a step further."""
    desk, found = _opened(request, task_id)
    if request.method == "POST":
        return _take_step(request, desk, found)
    if request.method == "GET":
        note_opening(desk.access, found)
    return _show(request, desk, found)


@require_POST
def act_on_task(request: HttpRequest, task_id: int, action: str) -> HttpResponse:
    """A note, an acknowledgement, more time, another person, unit or place in the plan."""
    desk, found = _opened(request, task_id)
    if action not in ACTIONS:
        raise Http404
    if action == "acknowledge":
        acknowledge(desk.access, found)
        messages.success(request, _("The Office now sees that your unit knows of the task."))
        return redirect("task", found.pk)
    form = form_of(desk, found, action, request.POST)
    form.is_valid()
    try:
        said = _HANDLERS[action](request, desk, found, form)
    except _Mistaken:
        # Mistakes are told to who may do it at all.
        if action not in offered_actions(desk, found):
            raise refused(desk.access, action, ("task", found.pk)) from None
        return _show(request, desk, found, sent=Sent(action, form))
    except ExtensionRefused as refusal:
        words = str(EXTENSION_REFUSALS[refusal.problem])
        if action not in offered_actions(desk, found):
            messages.error(request, words)
            return redirect("task", found.pk)
        form.add_error(None, words)
        return _show(request, desk, found, sent=Sent(action, form))
    except TaskChangedMeanwhile as conflict:
        if action not in offered_actions(desk, conflict.present):
            # Its form is not on the page any more, and could not say so.
            words = _("Somebody else changed the task meanwhile; look at it again.")
            messages.error(request, words)
            return redirect("task", found.pk)
        form.add_error(None, _("Somebody else changed the task meanwhile; look at it again."))
        return _show(request, desk, conflict.present, sent=Sent(action, form))
    except TaskRefused:
        form.add_error(None, _("The task cannot stand there; look at the plan again."))
        return _show(request, desk, found, sent=Sent(action, form))
    except StepRefused:
        present = TASK_STATUSES[found.state].label
        messages.error(request, _("This cannot be done any more; the task is: %s.") % present)
        return redirect("task", found.pk)
    messages.success(request, said)
    return redirect("task", found.pk)


class _Mistaken(Exception):
    """The form has mistakes that the service need not see."""


def _note(request: HttpRequest, desk: Desk, found: Task, form: Form) -> str:
    if form.errors:
        raise _Mistaken
    add_note(desk.access, found, form.cleaned_data["text"])
    return _("Your note stands with the task.")


def _ask(request: HttpRequest, desk: Desk, found: Task, form: Form) -> str:
    if form.errors:
        raise _Mistaken
    values = form.cleaned_data
    seen = _seen(request, found)
    ask_extension(desk.access, found, values["until"], values["reason"], seen=seen)
    return _("Your request was sent; the first deadline stays until it is decided.")


def _decide(request: HttpRequest, desk: Desk, found: Task, form: Form) -> str:
    require(desk.access, Permission.DECIDE_EXTENSIONS)
    asked = next((one for one in extensions_of(desk.access, found) if one.is_open), None)
    if asked is None:
        raise ExtensionRefused("decided")
    if form.errors:
        raise _Mistaken
    is_granted = request.POST.get("decision") == "grant"
    until = (form.cleaned_data["granted_until"] or asked.wanted_until) if is_granted else None
    decide_extension(desk.access, asked, until, form.cleaned_data["reason"])
    return _("More time was granted.") if is_granted else _("More time was refused.")


def _delegate(request: HttpRequest, desk: Desk, found: Task, form: Any) -> str:
    if form.errors:
        raise _Mistaken
    delegate_task(desk.access, found, form.chosen, seen=_seen(request, found))
    return _("The person in charge now is: %s.") % (form.chosen or _("The head of the unit"))


def _reassign(request: HttpRequest, desk: Desk, found: Task, form: Any) -> str:
    if form.errors:
        raise _Mistaken
    reassign_task(
        desk.access,
        found,
        form.chosen_unit,
        form.chosen_partners,
        form.cleaned_data["reason"],
        seen=_seen(request, found),
    )
    return _("The units of the task were changed.")


def _place(request: HttpRequest, desk: Desk, found: Task, form: Any) -> str:
    if form.errors:
        raise _Mistaken
    move_task(desk.access, found, form.chosen, seen=_seen(request, found))
    return _("The task stands there in the plan now.")


_HANDLERS: dict[str, Callable[[HttpRequest, Any, Any, Any], str]] = {
    "note": _note,
    "ask": _ask,
    "decide": _decide,
    "delegate": _delegate,
    "reassign": _reassign,
    "place": _place,
}


def _opened(request: HttpRequest, task_id: int) -> tuple[Desk, Task]:
    desk = desk_of(request)
    found = task(desk.access, task_id)
    if found is None:
        raise Http404
    return desk, found


def _take_step(request: HttpRequest, desk: Desk, found: Task) -> HttpResponse:
    wanted, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    if wanted not in Step.values:
        messages.error(request, _("This step is not known. Choose one of the buttons below."))
        return redirect("task", found.pk)
    step = Step(wanted)
    try:
        changed = take_step(desk.access, found, step, reason=reason, seen=_seen(request, found))
    except TaskChangedMeanwhile as conflict:
        return _show(request, desk, conflict.present, Refusal(step, reason, is_conflict=True))
    except ReasonMissing:
        return _show(request, desk, found, Refusal(step, reason))
    except StepRefused:
        present = TASK_STATUSES[found.state].label
        messages.error(
            request,
            _("That step does not follow from the state that the task is in: %s.") % present,
        )
        return redirect("task", found.pk)
    messages.success(request, _("The task now is: %s.") % TASK_STATUSES[changed.state].label)
    return redirect("task", found.pk)


def _seen(request: HttpRequest, found: Task) -> int:
    """The version that was on the screen; what says none was not sent by the page."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else found.version


def _show(
    request: HttpRequest,
    desk: Desk,
    found: Task,
    refusal: Refusal | None = None,
    sent: Sent | None = None,
) -> HttpResponse:
    context = task_context(desk, found, refusal, sent)
    return render(request, "tasks/show.html", context, status=422 if refusal or sent else 200)
