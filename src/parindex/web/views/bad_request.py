"""The page of a request that could not be taken: too large, or broken."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of status 400; who sent too much is told so, and how much is taken."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return bad_request(request, exception)
