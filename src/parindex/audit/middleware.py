"""Recording of what a request was refused."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from parindex.audit.services import recording_refusals


class RefusalRecordingMiddleware:
    """Writes a request's refusals into the audit after its transactions are over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with recording_refusals(f"{request.method} {request.path}"):
            return self._get_response(request)
