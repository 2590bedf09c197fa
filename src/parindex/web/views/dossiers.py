"""The overview of dossiers, and the very dossiers behind each of its numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.dossiers.queries.indicators import counted_dossiers, dossier_state
from parindex.dossiers.queries.shares import ON_TIME, ONLINE
from parindex.web.dossier_counted import (
    COUNTED_COLUMNS,
    EXPORTED_ROWS,
    counted_asked,
    counted_row,
    counted_title,
    places_in_words,
)
from parindex.web.dossier_lists import ROWS_ON_A_PAGE
from parindex.web.dossier_overview import (
    CUTS,
    PLACE_COLUMNS,
    cut_asked,
    indicator_lines,
    month_chart,
    place_lines,
    place_row,
)
from parindex.web.dossier_period import period_asked, period_choices
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.dossier_tiles import dossier_tiles
from parindex.web.dossier_words import VERDICTS, verdict_of
from parindex.web.excel_table import excel_response
from parindex.web.page_numbers import found_page
from parindex.web.views.desk import Desk, desk_of


@never_cache
@require_safe
def show_overview(request: HttpRequest) -> HttpResponse:
    """Tiles, shares by month, the template's indicators and a table by places of the period."""
    desk = desk_of(request)
    tiles = dossier_tiles(desk)
    context: dict[str, object] = {
        "tabs": dossier_tabs("dossiers"),
        "state": dossier_state(desk.access),
        "tiles": tiles,
        "today": desk.today,
        "year": desk.year,
        "own_units": () if Permission.VIEW in desk.access.agency_permissions else desk.access.units,
        "may_load": desk.access.may(Permission.LOAD_DOSSIERS),
    }
    if tiles is not None:
        asked, by = period_asked(request.GET, desk.year, desk.today), cut_asked(request.GET)
        query = request.GET.copy()
        query["by"] = by
        context |= {
            "asked": asked,
            "choices": period_choices(desk.today, desk.year),
            "by": by,
            "cuts": _cuts(request, by),
            "online_chart": month_chart(
                tiles.shares[ONLINE], _("Are more than half settled online?")
            ),
            "on_time_chart": month_chart(tiles.shares[ON_TIME], _("Are they settled on time?")),
            "indicators": indicator_lines(desk, asked.period),
            "places": place_lines(desk, asked.period, by),
            "export_url": f"{reverse('dossiers-export')}?{query.urlencode()}",
        }
    return render(request, "dossiers/overview.html", context)


@require_safe
def export_overview(request: HttpRequest) -> HttpResponse:
    """The table by places of the period, for Excel."""
    desk = desk_of(request)
    asked, by = period_asked(request.GET, desk.year, desk.today), cut_asked(request.GET)
    return excel_response(
        f"ho-so-{by}-{asked.text}.xlsx",
        PLACE_COLUMNS,
        map(place_row, place_lines(desk, asked.period, by)),
        title=f"{_('Dossiers settled')}, {asked.label}",
        notices=_notices(desk),
    )


@never_cache
@require_safe
def list_counted(request: HttpRequest) -> HttpResponse:
    """The dossiers that a numerator or denominator counts."""
    desk = desk_of(request)
    asked = counted_asked(request.GET, desk.year, desk.today)
    found, page = found_page(
        request.GET,
        ROWS_ON_A_PAGE,
        lambda start: counted_dossiers(desk.access, asked.counted, start, ROWS_ON_A_PAGE),
    )
    context = {
        "way": [(_("Dossiers"), reverse("dossiers"))],
        "state": dossier_state(desk.access),
        "asked": asked,
        "title": counted_title(asked),
        "places": places_in_words(desk.access, asked),
        "parts": asked.parts,
        "page": page,
        "rows": [(dossier, VERDICTS[verdict_of(dossier.flags)]) for dossier in found.dossiers],
        "most_exported": EXPORTED_ROWS,
        "export_url": ""
        if found.total > EXPORTED_ROWS
        else f"{reverse('dossiers-counted-export')}?{request.GET.urlencode()}",
    }
    return render(request, "dossiers/counted.html", context)


@require_safe
def export_counted(request: HttpRequest) -> HttpResponse:
    """The same list, all of its pages, for Excel; a longer one leads back to what to narrow."""
    desk = desk_of(request)
    asked = counted_asked(request.GET, desk.year, desk.today)
    found = counted_dossiers(desk.access, asked.counted, limit=EXPORTED_ROWS)
    if found.total > EXPORTED_ROWS:
        return redirect(f"{reverse('dossiers-counted')}?{request.GET.urlencode()}")
    return excel_response(
        f"ho-so-{asked.indicator}-{asked.period.text}.xlsx",
        COUNTED_COLUMNS,
        map(counted_row, found.dossiers),
        title=f"{counted_title(asked)}, {asked.period.label}",
        notices=_notices(desk),
    )


def _notices(desk: Desk) -> list[str]:
    is_illustrative = dossier_state(desk.access).is_illustrative
    return [_("Illustrative figures")] if is_illustrative else []


def _cuts(request: HttpRequest, present: str) -> list[dict[str, object]]:
    tabs = []
    for dimension, label in CUTS.items():
        query = request.GET.copy()
        query["by"] = dimension
        tabs.append(
            {
                "label": label,
                "url": f"?{query.urlencode()}#places",
                "is_current": dimension == present,
            }
        )
    return tabs
