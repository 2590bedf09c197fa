"""The papers that gave the agency work."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.assignments.queries.directives import directives_of
from parindex.web.views.desk import desk_of

ROWS_ON_A_PAGE = 50


@require_safe
def list_directives(request: HttpRequest) -> HttpResponse:
    """The directives of the agency, found by words."""
    desk = desk_of(request)
    words = request.GET.get("words", "").strip()
    page = Paginator(directives_of(desk.access, words), ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "words": words,
        "may_register": desk.access.may(Permission.REGISTER_DIRECTIVES),
    }
    return render(request, "directives/list.html", context)
