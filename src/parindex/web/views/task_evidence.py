"""Using a task's product as evidence of a component, without uploading it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.accounts.services import refused
from parindex.assignments.queries.tasks import task
from parindex.assignments.queries.work import files_of
from parindex.attachments.queries import attachments_of
from parindex.attachments.refusals import FileRefused
from parindex.attachments.services import attach_again
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.queries import participant_of
from parindex.web.task_evidence import citable_components
from parindex.web.templatetags.formats import spoken
from parindex.web.views.desk import desk_of


@require_POST
def cite_product(request: HttpRequest, task_id: int) -> HttpResponse:
    """Put one of the task's files behind a component that the task serves."""
    desk = desk_of(request)
    found = task(desk.access, task_id)
    if found is None:
        raise Http404
    citable = {one.key: one for one in citable_components(desk, found)}
    participant = participant_of(desk.access, desk.year)
    component = citable.get(request.POST.get("component", ""))
    if not citable or participant is None:
        raise refused(desk.access, "attach", ("task", found.pk))
    wanted = request.POST.get("attachment", "")
    files = {str(one.pk): one for one in attachments_of(desk.access, files_of(found))}
    if component is None or wanted not in files or files[wanted].is_withdrawn:
        messages.error(request, _("Choose one of the task's files and one of its criteria."))
        return redirect("task", found.pk)
    try:
        attach_again(desk.access, evidence_owner(participant, component.key), files[wanted])
    except FileRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("“%(file)s” now is evidence of %(code)s %(label)s.") % {
            "file": files[wanted].name,
            "code": component.code,
            "label": spoken(component.label),
        }
        messages.success(request, said)
    return redirect("task", found.pk)
