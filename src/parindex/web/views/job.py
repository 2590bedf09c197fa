"""One job: how far it is, cancelling it, and the way to what came out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.jobs.queries import job
from parindex.jobs.services import JobFinished, cancel_job
from parindex.web.job_card import job_card
from parindex.web.views.desk import any_desk_of


@require_http_methods(["GET", "HEAD", "POST"])
def show_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """The job's page, or for htmx its card where it changed; a POST cancels the job."""
    desk = any_desk_of(request)
    found = job(desk.access, job_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            cancel_job(desk.access, found)
        except JobFinished:
            messages.info(request, _("There was nothing to cancel: the work is over."))
        return redirect("job", found.pk)
    card = job_card(desk.access, found, follow=request.GET.get("follow") == "1")
    if not request.htmx:  # pyright: ignore[reportAttributeAccessIssue]
        return render(request, "jobs/show.html", {"card": card})
    if card.stamp == request.GET.get("stamp"):
        return HttpResponse(status=204)
    answer = render(
        request,
        "jobs/changed.html",
        {"card": card, "is_said": card.said != request.GET.get("said")},
    )
    if card.follow and card.result_url:
        answer["HX-Redirect"] = card.result_url
    return answer
