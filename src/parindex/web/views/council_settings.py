"""The secretary's changes to a running round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.web.council_place import CouncilPlace, place_of, round_tabs
from parindex.web.council_settings import FORMS, change, settings_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_settings(request: HttpRequest, round_id: int) -> HttpResponse:
    """Deadlines, fields with their members, the edition; posted to, one change."""
    place = place_of(request, round_id)
    if request.method != "POST":
        return _page(request, place, {})
    require(place.access, Permission.RUN_ROUNDS)
    what = request.POST.get("what", "")
    if what not in FORMS:
        return HttpResponseBadRequest()
    form = FORMS[what](place, request.POST)
    done = change(place, what, form) if form.is_valid() else ""
    if not done:
        return _page(request, place, {what: form}, status=422)
    messages.success(request, done)
    return redirect(place.address("council-settings"))


def _page(
    request: HttpRequest, place: CouncilPlace, filled: dict, status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "tabs": round_tabs(place.round, "council-settings"),
        "page": settings_page(place, filled),
    }
    return render(request, "council/settings.html", context, status=status)
