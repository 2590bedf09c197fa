"""The catalogue of administrative procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.organisations.queries import units_of
from parindex.procedures.constants import CatalogueState, OnlineLevel, Reception
from parindex.procedures.queries.catalogue import (
    ONLINE_ANY,
    catalogue,
    catalogue_years,
    fields_on,
    may_keep,
)
from parindex.procedures.table_columns import COLUMNS, table_row
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.procedure_feeds import CATALOGUE
from parindex.web.procedure_list import WITHOUT_UNIT, asked_for
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.templatetags.formats import named, vndate
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.procedures.models import ProcedureVersion
    from parindex.web.procedure_list import Asked
    from parindex.web.views.desk import Desk

ROWS_ON_A_PAGE = 50


@require_safe
def list_procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue of a year's day, narrowed and sorted as the address asks."""
    desk = desk_of(request)
    units = units_of(desk.agency)
    years = catalogue_years(desk.access, desk.today)
    asked = asked_for(request.GET, units, years)
    day = asked.day(desk.today)
    page = Paginator(_found(desk, asked), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "area_tabs": procedure_tabs("procedures"),
        "asked": asked,
        "day": day,
        "years": years,
        "units": units,
        "without_unit": WITHOUT_UNIT,
        "fields": fields_on(desk.access, day),
        "online_levels": [(ONLINE_ANY, _("Online at any level")), *OnlineLevel.choices],
        "receptions": Reception.choices,
        "states": CatalogueState.choices,
        "page": page,
        "is_illustrative": any(version.is_illustrative for version in page.object_list),
        "feeds": feeds_of(desk, CATALOGUE),
        "may_keep": may_keep(desk.access),
        "export_url": f"{reverse('procedures-export')}?{request.GET.urlencode()}",
    }
    return render(request, "procedures/list.html", context)


@require_safe
def export_procedures(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, with the columns that an import reads back."""
    desk = desk_of(request)
    years = catalogue_years(desk.access, desk.today)
    asked = asked_for(request.GET, units_of(desk.agency), years)
    found = _found(desk, asked)
    title = _("Catalogue of procedures")
    notices = [f"{named(desk.agency)} · {vndate(asked.day(desk.today))}"]
    if any(version.is_illustrative for version in found):
        notices.append(_("Illustrative figures"))
    return excel_response(
        f"thu-tuc-hanh-chinh-{asked.year}.xlsx",
        COLUMNS,
        map(table_row, found),
        title=title,
        notices=notices,
    )


def _found(desk: Desk, asked: Asked) -> list[ProcedureVersion]:
    return catalogue(desk.access, asked.day(desk.today), asked.narrowed, asked.sort)
