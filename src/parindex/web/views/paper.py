"""Papers that come in: as text or file, being read, their pages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.constants import READ_PAPER_JOB, PaperState
from parindex.assignments.queries.directives import directive
from parindex.assignments.queries.reviews import originals_of, page_of, paper
from parindex.assignments.services.directives import (
    AmendsLaterPaper,
    Arrival,
    DirectiveRefused,
    register_directive,
)
from parindex.assignments.services.papers import (
    PaperGone,
    discard_paper,
    receive_paper,
    start_reading,
)
from parindex.attachments.refusals import FileRefused
from parindex.attachments.storage import too_large
from parindex.jobs.constants import JobState
from parindex.jobs.queries import latest_job
from parindex.organisations.queries import units_of
from parindex.web.attachment_panel import attachment_row
from parindex.web.forms.new_directive import NewDirectiveForm
from parindex.web.job_card import job_card
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import desk_of
from parindex.web.views.files import send_stored

if TYPE_CHECKING:
    from parindex.assignments.models import Directive, PaperFile
    from parindex.jobs.models import Job
    from parindex.web.views.desk import Desk

logger = logging.getLogger("parindex.web")


@takes_files(lambda: settings.ATTACHMENT_SIZE, files=1)
@require_http_methods(["GET", "HEAD", "POST"])
def read_new_directive(request: HttpRequest) -> HttpResponse:
    """Take a paper in: pasted text is read at once, a file by the worker."""
    desk = desk_of(request)
    require(desk.access, Permission.REGISTER_DIRECTIVES)
    amends = _amended(request, desk)
    if request.method != "POST":
        return _new_page(request, NewDirectiveForm(), amends)
    form = NewDirectiveForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", too_large(settings.ATTACHMENT_SIZE))
    if not form.is_valid():
        return _new_page(request, form, amends)
    upload = form.file_to_read()
    try:
        if upload is not None:
            taken = receive_paper(desk.access, upload, upload.name or "", amends)
            return redirect("directive-paper", taken.pk)
        found, is_new = register_directive(
            desk.access, form.paper(), units_of(desk.agency), Arrival(amends=amends)
        )
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return _new_page(request, form, amends)
    except DirectiveRefused:
        form.add_error("text", _("The text is empty or too long. Paste one whole paper."))
        return _new_page(request, form, amends)
    except AmendsLaterPaper as later:
        form.add_error("file" if form.cleaned_data["file"] else "text", later.sentence)
        return _new_page(request, form, amends)
    if not is_new:
        messages.info(request, _("This paper was read before; here it is."))
    return redirect("directive", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A paper being read: how far it is, why it could not be; a POST reads it again or gives up."""
    desk = desk_of(request)
    found = paper(desk.access, paper_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        require(desk.access, Permission.REGISTER_DIRECTIVES)
        return _step(request, desk, found)
    if found.directive_id is not None:
        return redirect("directive", found.directive_id)
    job = latest_job(desk.access, READ_PAPER_JOB, {"paper": found.pk})
    is_running = job is not None and not job.is_finished
    context: dict[str, Any] = {
        "way": [(_("Directives"), reverse("directives"))],
        "paper": found,
        "rows": _originals(desk, found),
        "card": job_card(desk.access, job, follow=True) if job and is_running else None,
        "ended": _how_it_ended(job),
        "is_waiting": found.state == PaperState.WAITING and not is_running,
        "may_register": desk.access.may(Permission.REGISTER_DIRECTIVES),
    }
    return render(request, "directives/paper.html", context)


@require_safe
def send_page(request: HttpRequest, directive_id: int, number: int) -> HttpResponseBase:
    """The picture of a page of a paper."""
    found = page_of(desk_of(request).access, directive_id, number)
    if found is None:
        raise Http404
    return send_stored(request, found.picture, "inline", f"page {found.pk}")


def _amended(request: HttpRequest, desk: Desk) -> Directive | None:
    """The directive that the new paper is said to amend."""
    number = request.GET.get("amends", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    found = directive(desk.access, int(number))
    if found is None:
        raise Http404
    return found


def _new_page(
    request: HttpRequest, form: NewDirectiveForm, amends: Directive | None
) -> HttpResponse:
    context = {"form": form, "amends": amends, "way": [(_("Directives"), reverse("directives"))]}
    return render(request, "directives/new.html", context, status=422 if form.is_bound else 200)


def _step(request: HttpRequest, desk: Desk, found: PaperFile) -> HttpResponse:
    try:
        if request.POST.get("step") == "discard":
            discard_paper(desk.access, found)
            messages.success(request, _("Discarded: %s.") % found.name)
            return redirect("directives")
        start_reading(desk.access, found)
    except PaperGone:
        messages.info(request, _("This paper was read or discarded already."))
    return redirect("directive-paper", found.pk)


def _originals(desk: Desk, found: PaperFile) -> list[Any]:
    return [attachment_row(one, False) for one in originals_of(desk.access, found)]


def _how_it_ended(job: Job | None) -> str:
    """A sentence on a reading that left its paper waiting: failed or cancelled; else empty."""
    if job is None or job.state not in (JobState.FAILED, JobState.CANCELLED):
        return ""
    if job.state == JobState.CANCELLED:
        return _("The reading was cancelled; nothing of it was kept. The file is still here.")
    return job.error
