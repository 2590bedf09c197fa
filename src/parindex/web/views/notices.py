"""What a person was reminded of, and the bell that says how much of it is new."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.assignments.queries.notices import notices_of, unread_count
from parindex.assignments.services.reminding import mark_read
from parindex.web.statuses import task_status
from parindex.web.views.desk import desk_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_notices(request: HttpRequest) -> HttpResponse:
    """The reminders, newest first; a POST takes them all as read."""
    desk = desk_of(request)
    if request.method == "POST":
        mark_read(desk.access.user, desk.agency)
        messages.success(request, _("All reminders are marked as read."))
        return redirect("notices")
    notices = notices_of(desk.access)
    context = {
        "rows": [(notice, task_status(notice.task, desk.today)) for notice in notices],
        "unread": sum(notice.read_at is None for notice in notices),
    }
    return render(request, "tasks/notices.html", context)


@never_cache
@require_safe
def count_notices(request: HttpRequest) -> HttpResponse:
    """How many reminders are new, for the bell of every page; asked after the page has come."""
    desk = desk_of(request)
    return render(request, "tasks/bell_count.html", {"count": unread_count(desk.access)})
