"""Objective causes: those that await the person's decision, then all of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.dossiers.constants import CauseState
from parindex.dossiers.queries.due import DueList, due_dossiers
from parindex.dossiers.queries.records import causes_matching, causes_to_decide, documents_behind
from parindex.web.dossier_lists import ROWS_ON_A_PAGE, list_address
from parindex.web.dossier_records import (
    CAUSE_COLUMNS,
    cause_row,
    cause_tabs,
    causes_asked,
)
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.dossier_words import CAUSE_STATES
from parindex.web.excel_table import excel_response
from parindex.web.views.desk import desk_of


@never_cache
@require_safe
def list_causes(request: HttpRequest) -> HttpResponse:
    """The causes, narrowed as the address asks; on top what the head has to decide."""
    desk, asked = desk_of(request), causes_asked(request.GET)
    to_decide = causes_to_decide(desk.access)
    found = causes_matching(desk.access, asked.state, asked.words)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    documents = documents_behind(desk.access, [*to_decide, *page.object_list])
    late = due_dossiers(desk.access, desk.today, DueList.LATE_NOW, limit=0)
    context = {
        "tabs": dossier_tabs("dossier-causes"),
        "today": desk.today,
        "asked": asked,
        "to_decide": [(cause, documents.get(cause.pk, 0)) for cause in to_decide],
        "states": cause_tabs(desk.access, asked),
        "page": page,
        "rows": [
            (cause, CAUSE_STATES[CauseState(cause.state)], documents.get(cause.pk, 0))
            for cause in page.object_list
        ],
        "late_count": late.total,
        "late_url": list_address("late"),
        "export_url": f"{reverse('dossier-causes-export')}?{request.GET.urlencode()}",
    }
    return render(request, "dossiers/causes.html", context)


@require_safe
def export_causes(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, for Excel."""
    desk, asked = desk_of(request), causes_asked(request.GET)
    found = causes_matching(desk.access, asked.state, asked.words)
    return excel_response(
        f"nguyen-nhan-khach-quan-{desk.today.isoformat()}.xlsx",
        CAUSE_COLUMNS,
        map(cause_row, found),
    )
