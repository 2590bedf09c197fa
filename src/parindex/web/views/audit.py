"""Who did what, and who was refused: for the agency's auditor and its administrator."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.accounts.audit_trail import audit_events, audit_trail
from parindex.accounts.constants import Permission
from parindex.web.audit_list import AuditFilterForm, export_head, export_row, row_of
from parindex.web.audit_words import action_words, target_words
from parindex.web.csv_table import csv_response
from parindex.web.views.desk import audit_desk_of

ROWS_ON_A_PAGE = 50


@never_cache
@require_safe
def list_audit(request: HttpRequest) -> HttpResponse:
    """The events of the agency, newest first, narrowed."""
    desk = audit_desk_of(request)
    form = AuditFilterForm(request.GET)
    narrowed = form.narrowed()
    trail = audit_trail(desk.access, narrowed)
    page = Paginator(trail.events, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "form": form,
        "narrowed": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "actors": trail.actors,
        "actions": [(action, action_words(action)) for action in trail.actions],
        "target_types": [(name, target_words(name)) for name in trail.target_types],
        "page": page,
        "rows": [row_of(event) for event in page.object_list],
        "sees_work": desk.access.may(Permission.VIEW),
        "export_url": f"{reverse('audit-export')}?{request.GET.urlencode()}",
    }
    return render(request, "audit/list.html", context)


@never_cache
@require_safe
def export_audit(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, for Excel."""
    desk = audit_desk_of(request)
    found = audit_events(desk.access, AuditFilterForm(request.GET).narrowed())
    rows = map(export_row, found.iterator(chunk_size=1000))
    return csv_response(f"nhat-ky-{desk.agency.key}.csv", export_head(), rows)
