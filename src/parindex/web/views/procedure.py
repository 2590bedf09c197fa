"""One procedure: what it says, since when, whether in time, and how its dossiers go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.procedures.queries.catalogue import procedure_by_code
from parindex.web.procedure_page import procedure_context
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.procedures.models import Procedure
    from parindex.web.views.desk import Desk


@require_safe
def show_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of a procedure, its dossiers of the year that the address asks for."""
    desk = desk_of(request)
    found = procedure_of(desk, code)
    return render(request, "procedures/show.html", procedure_context(desk, found, request.GET))


def procedure_of(desk: Desk, code: str) -> Procedure:
    """The procedure of a code; Http404 where the agency has none."""
    found = procedure_by_code(desk.access, code)
    if found is None:
        raise Http404
    return found
