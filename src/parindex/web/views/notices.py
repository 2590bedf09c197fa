"""What a person was reminded of, and the bell that says how much of it is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.assignments.queries.notices import notices_of, unread_count
from parindex.assignments.services.reminding import mark_read
from parindex.reporting.constants import DUE_REPORTS
from parindex.reporting.queries.reports import reports_by_id
from parindex.web.reporting_words import appearance
from parindex.web.statuses import TASK_STATUSES, task_status
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import opened_desk_of

if TYPE_CHECKING:
    from parindex.assignments.models import Notice
    from parindex.calendars.due import ItemWords
    from parindex.web.statuses import Appearance
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class NoticeRow:
    """A notice with what it is of, whose that is, and how it stands now."""

    notice: Notice
    words: str
    url: str
    unit: str
    status: Appearance | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_notices(request: HttpRequest) -> HttpResponse:
    """The reminders, newest first; a POST takes them all as read."""
    desk = opened_desk_of(request)
    if request.method == "POST":
        mark_read(desk.access)
        messages.success(request, _("All reminders are marked as read."))
        return redirect("notices")
    notices = notices_of(desk.access)
    context = {
        "rows": list(_rows(desk, notices)),
        "unread": sum(notice.read_at is None for notice, _item in notices),
    }
    return render(request, "tasks/notices.html", context)


def _rows(desk: Desk, notices: Sequence[tuple[Notice, ItemWords | None]]) -> Iterator[NoticeRow]:
    ids = [notice.item for notice, _item in notices if notice.kind == DUE_REPORTS]
    reports = reports_by_id(desk.access, ids) if desk.access.may_view else {}
    for notice, item in notices:
        report = reports.get(notice.item or 0) if notice.kind == DUE_REPORTS else None
        if notice.task is not None:
            url = reverse("task", args=[notice.task.pk])
            unit = named(notice.task.unit) if notice.task.unit else ""
            status = TASK_STATUSES[task_status(notice.task, desk.today)]
            yield NoticeRow(notice, notice.task.action, url, unit, status)
        elif item is not None:
            unit = named(report.unit) if report and report.unit else item.unit
            status = appearance(report, desk.today) if report else None
            yield NoticeRow(notice, item.words, item.url, unit, status)


@never_cache
@require_safe
def count_notices(request: HttpRequest) -> HttpResponse:
    """How many reminders are new, for the bell of every page; asked after the page has come."""
    desk = opened_desk_of(request)
    return render(request, "tasks/bell_count.html", {"count": unread_count(desk.access)})
