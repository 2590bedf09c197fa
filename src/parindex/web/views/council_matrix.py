"""The council's matrix: every agency of a round by every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from parindex.web.council_matrix import export_columns, export_rows, matrix_page
from parindex.web.council_place import place_of, round_tabs
from parindex.web.excel_table import excel_response
from parindex.web.templatetags.formats import moment


@never_cache
@gzip_page
@require_safe
def show_matrix(request: HttpRequest, round_id: int) -> HttpResponse:
    """Narrowed as the address asks; each cell opens the agency's component."""
    place = place_of(request, round_id)
    query = request.GET.urlencode()
    context = {
        "place": place,
        "tabs": round_tabs(place.round, "council-matrix"),
        "page": matrix_page(place, request.GET),
        "export_url": place.address("council-matrix-export") + (f"?{query}" if query else ""),
    }
    return render(request, "council/matrix.html", context)


@never_cache
@require_safe
def export_matrix(request: HttpRequest, round_id: int) -> HttpResponse:
    """What is shown, as a workbook."""
    place = place_of(request, round_id)
    return excel_response(
        f"ma-tran-tham-dinh-{place.round.year}.xlsx",
        export_columns(place, request.GET),
        export_rows(place, request.GET),
        title=place.round.name,
        notices=[
            _("As of %s. The council's points; where it has not scored yet, the self score.")
            % moment(place.now)
        ],
    )
