"""Dossiers that are late, fall due, wait for the applicant, or were settled late."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.dossiers.constants import CauseState
from parindex.dossiers.queries.due import DueList, due_counts, due_dossiers
from parindex.dossiers.queries.indicators import dossier_state
from parindex.web.dossier_lists import (
    DUE_COLUMNS,
    EMPTY,
    LISTS,
    ROWS_ON_A_PAGE,
    asked_for,
    due_row,
    list_address,
    list_tabs,
)
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.dossier_words import CAUSE_STATES
from parindex.web.excel_table import excel_response
from parindex.web.page_numbers import found_page
from parindex.web.templatetags.formats import vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.dossiers.queries.due import DueDossier


@never_cache
@require_safe
def list_due(request: HttpRequest) -> HttpResponse:
    """The list asked for, the most pressing first, with the counts by unit and by procedure."""
    desk, asked = desk_of(request), asked_for(request.GET)
    state = dossier_state(desk.access)
    find = partial(
        due_dossiers,
        desk.access,
        desk.today,
        asked.which,
        unit_code=asked.unit,
        procedure=asked.procedure,
        words=asked.words,
        order=asked.sort,
        year=desk.year,
        limit=ROWS_ON_A_PAGE,
    )
    found, page = found_page(request.GET, ROWS_ON_A_PAGE, lambda start: find(offset=start))
    counts = due_counts(desk.access, desk.today)
    settled = due_dossiers(desk.access, desk.today, DueList.SETTLED_LATE, year=desk.year, limit=0)
    context = {
        "tabs": dossier_tabs("dossiers-due"),
        "state": state,
        "asked": asked,
        "label": LISTS[asked.list][1],
        "empty": EMPTY[asked.list],
        "today": desk.today,
        "year": desk.year,
        "counts": counts,
        "lists": list_tabs(asked, counts, settled.total),
        "page": page,
        "rows": [(dossier, _cause_state(dossier)) for dossier in found.dossiers],
        "by_unit": [
            (code, name, count, list_address(asked.list, unit=code))
            for code, name, count in found.by_unit
        ],
        "by_procedure": [
            (code, name, count, list_address(asked.list, procedure=code))
            for code, name, count in found.by_procedure
        ],
        "clear_url": list_address(asked.list),
        "export_url": f"{reverse('dossiers-due-export')}?{request.GET.urlencode()}",
    }
    return render(request, "dossiers/due.html", context)


@require_safe
def export_due(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, for Excel."""
    desk, asked = desk_of(request), asked_for(request.GET)
    found = due_dossiers(
        desk.access,
        desk.today,
        asked.which,
        unit_code=asked.unit,
        procedure=asked.procedure,
        words=asked.words,
        order=asked.sort,
        year=desk.year,
        limit=None,
    )
    notices = [_("As on %s") % vndate(desk.today)]
    if dossier_state(desk.access).is_illustrative:
        notices.append(_("Illustrative figures"))
    return excel_response(
        f"ho-so-{asked.list}-{desk.today.isoformat()}.xlsx",
        DUE_COLUMNS,
        map(due_row, found.dossiers),
        title=str(LISTS[asked.list][1]),
        notices=notices,
    )


def _cause_state(dossier: DueDossier) -> object:
    return CAUSE_STATES[CauseState(dossier.cause.state)] if dossier.cause else None
