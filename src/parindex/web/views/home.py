"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.web.home_page import home_page
from parindex.web.views.desk import desk_of


@never_cache
@require_GET
def show_home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    if desk.assessment is None:
        return render(request, "no_year.html")
    page = home_page(desk, desk.assessment)
    return render(request, "home/page.html", {"desk": desk, "page": page})
