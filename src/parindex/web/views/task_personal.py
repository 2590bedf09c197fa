"""What belongs to one person: kept filters of the list, the address of their calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.assignments.queries.personal import feed_of, valid_feed
from parindex.assignments.services.personal import (
    FilterRefused,
    make_feed,
    remove_filter,
    revoke_feed,
    save_filter,
)
from parindex.web.icalendar import calendar_text
from parindex.web.task_list import FILTER_NAMES
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is narrowed now, under a name; or forget one."""
    desk = desk_of(request)
    if "remove" in request.POST:
        number = request.POST["remove"]
        if number.isascii() and number.isdigit() and len(number) < 18:
            remove_filter(desk.access, int(number))
        return redirect("tasks")
    query = _query(request.POST.get("query", ""))
    try:
        saved = save_filter(desk.access, request.POST.get("name", ""), query)
    except FilterRefused:
        messages.error(request, _("Give the filter a name; at most 20 are kept."))
    else:
        messages.success(request, _("The filter is kept: %s.") % saved.name)
    return redirect(f"{reverse('tasks')}?{query}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep_feed(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar; a POST makes it and shows it this once, or takes it back."""
    desk = desk_of(request)
    address = ""
    if request.method == "POST" and "revoke" in request.POST:
        revoke_feed(desk.access)
        messages.success(request, _("The address opens nothing any more."))
        return redirect("task-feed")
    if request.method == "POST":
        path = reverse("calendar-feed", args=[make_feed(desk.access)])
        address = request.build_absolute_uri(path)
    context = {"address": address, "feed": valid_feed(desk.access)}
    return render(request, "tasks/feed.html", context)


@login_not_required
@require_safe
def send_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address, by what its person may see now."""
    feed = feed_of(secret)
    if feed is None:
        raise Http404
    whole = request.build_absolute_uri("/")
    title = _("Tasks · %s") % named(feed.access.agency)
    text = calendar_text(feed.tasks, title, whole.rstrip("/"), timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _query(sent: str) -> str:
    """Of an address's query what narrows the list, and nothing else."""
    asked = QueryDict(urlsplit(f"?{sent}").query)
    kept = QueryDict(mutable=True)
    for name in FILTER_NAMES:
        if asked.get(name):
            kept[name] = asked[name]
    return kept.urlencode()
