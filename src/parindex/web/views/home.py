"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.web.home_page import home_page
from parindex.web.round_next import round_card
from parindex.web.views.desk import leads_to_council, of_own_work, opened_desk_of


@never_cache
@require_GET
def show_home(request: HttpRequest) -> HttpResponse:
    """The agency's figures; who only sits in its council is led on to the council's rounds."""
    desk = opened_desk_of(request)
    if leads_to_council(desk):
        return redirect("council")
    of_own_work(desk)
    if desk.assessment is None:
        return render(request, "no_year.html")
    page = home_page(desk, desk.assessment)
    return render(request, "home/page.html", {"desk": desk, "page": page, "card": round_card(desk)})
