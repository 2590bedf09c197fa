"""One task: what it asks, where it comes from, how it stands, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.assignments.constants import TaskState
from parindex.assignments.queries import is_late, steps_for, task
from parindex.assignments.services import ReasonMissing, StepRefused, change_task_state
from parindex.audit.queries import history
from parindex.web.statuses import TASK_STATUSES, task_status
from parindex.web.suggestions import components_named
from parindex.web.task_steps import event_entries, step_entries
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def show_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Everything of a task; a POST takes it a step further."""
    desk = desk_of(request)
    found = task(desk.access, task_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take_step(request, desk, found)
    return _show(request, desk, found)


def _take_step(request: HttpRequest, desk: Desk, found: Task) -> HttpResponse:
    wanted, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    if wanted not in TaskState.values:
        messages.error(request, _("This step is not known. Choose one of the buttons below."))
        return redirect("task", found.pk)
    state = TaskState(wanted)
    if found.state == state:
        messages.info(request, _("The task already is: %s.") % TASK_STATUSES[state].label)
        return redirect("task", found.pk)
    try:
        changed = change_task_state(desk.access, found, state, reason=reason)
    except ReasonMissing:
        return _show(request, desk, found, unexplained=state)
    except StepRefused:
        present = TASK_STATUSES[found.state].label
        messages.error(
            request,
            _("That step does not follow from the state that the task is in: %s.") % present,
        )
        return redirect("task", found.pk)
    messages.success(request, _("The task now is: %s.") % TASK_STATUSES[changed.state].label)
    return redirect("task", found.pk)


def _show(
    request: HttpRequest, desk: Desk, found: Task, unexplained: TaskState | None = None
) -> HttpResponse:
    keys = (link.component_key for link in found.components.all())
    context = {
        "way": [(_("Tasks"), reverse("tasks"))],
        "task": found,
        "status": task_status(found, desk.today),
        "is_late": is_late(found, desk.today),
        "today": desk.today,
        "sentence": _sentence(found),
        "partners": found.partners.all(),
        "served": components_named(desk.framework, keys),
        "steps": step_entries(found, steps_for(desk.access, found), unexplained),
        "events": event_entries(history(found.agency_id, "task", found.pk)),
    }
    return render(request, "tasks/show.html", context, status=422 if unexplained else 200)


def _sentence(found: Task) -> str:
    """The words of the paper that the task comes from."""
    if found.directive is None or found.span_start is None:
        return ""
    return " ".join(found.directive.text[found.span_start : found.span_end].split())
