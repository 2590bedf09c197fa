"""The council's rounds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.web.council_list import round_cards
from parindex.web.views.desk import council_desk_of


@never_cache
@require_safe
def list_rounds(request: HttpRequest) -> HttpResponse:
    """Every round with what it asks of the person today."""
    desk = council_desk_of(request)
    context = {
        "desk": desk,
        "cards": round_cards(desk),
        "runs": desk.access.may(Permission.RUN_ROUNDS),
    }
    return render(request, "council/list.html", context)
