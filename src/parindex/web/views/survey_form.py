"""The form of a survey: for everybody with a code, and at the counter's screen.

Rendered without the request: no session, no token, no menu. The code in the address is all that
lets a person in, so there is nothing that another site could borrow from the browser, and the
forms carry no token against it. The code stands in the query, which is written in no log of ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parindex.accounts.sign_in import address_of
from parindex.surveys.refusals import AnswersRefused, CodeRefused, TooMany
from parindex.surveys.services.answering import (
    Sheet,
    hand_in_at_kiosk,
    held_form,
    kiosk_sheet,
    sheet_of,
    with_page,
)
from parindex.web.survey_form import (
    carried,
    first_incomplete,
    page_after,
    page_view,
    place_in,
    read_page,
    with_carried,
)

_KIOSK_THANKS = 15  # seconds until the screen is ready for the next person


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def _for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Without signing in, in the address's language, kept by no cache, telling no other site."""

    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            try:
                response = view(request, *arguments, **named)
            except CodeRefused:
                response = _page("survey_form/refused.html", {}, request, status=404)
            except TooMany as slowed:
                response = _slowed(request, slowed.seconds)
        response["Content-Language"] = language
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        request.session.accessed = False
        return response

    guarded = require_http_methods(["GET", "HEAD", "POST"])(answer)
    return csrf_exempt(login_not_required(never_cache(guarded)))


@_for_everybody
def fill_in(request: HttpRequest) -> HttpResponse:
    """A page of the form that a code opens; posted to, it is kept and the next one follows."""
    data = request.POST if request.method == "POST" else request.GET
    code = data.get("c", "")
    if "sent" in request.GET:
        return _page("survey_form/thanks.html", {}, request)
    if not code:
        return _page("survey_form/code.html", {}, request)
    if request.method == "POST":
        return _take_page(request, code)
    sheet = sheet_of(code, address_of(request))
    view = page_view(sheet, place_in(sheet, request.GET.get("page", "")))
    return _form(request, sheet, view, {"c": code})


def _take_page(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a page, or hand the whole in with the last; one transaction, and nothing shown in it."""
    address, posted = address_of(request), _posted(request)
    with held_form(code, address) as form:
        before = form.sheet
        place = place_in(before, request.POST.get("page", ""))
        reading = read_page(before, place, posted)
        following = page_after(with_page(before, reading.sections, reading.answers), place)
        is_handed_in = False
        if not reading.problems and following is None:
            try:
                form.hand_in(address, reading.sections, reading.answers)
                is_handed_in = True
            except AnswersRefused as refused:
                following = first_incomplete(before.questionnaire, refused.questions)
        if not is_handed_in:
            form.keep(reading.sections, reading.answers)
    if reading.problems:
        view = page_view(before, place, reading.problems, posted)
        return _form(request, before, view, {"c": code}, status=422)
    if is_handed_in:
        return _see(request, {"sent": "1"})
    return _see(request, {"c": code, "page": str(following)})


@_for_everybody
def fill_in_at_kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """The form of the counter's screen; what was filled in so far travels with it."""
    if "sent" in request.GET:
        response = _page("survey_form/thanks.html", {"kiosk": request.path}, request)
        # The next person finds an empty form.
        response["Refresh"] = f"{_KIOSK_THANKS}; url={_address(request, {})}"
        return response
    sheet = kiosk_sheet(key, address_of(request))
    if request.method != "POST":
        hidden = {"token": secrets.token_urlsafe(12), "answers": "{}"}
        return _form(request, sheet, page_view(sheet, 0), hidden)
    sheet = with_carried(sheet, request.POST.get("answers", ""))
    place = place_in(sheet, request.POST.get("page", ""))
    if "back" in request.POST:
        return _kiosk_page(request, sheet, place_in(sheet, request.POST["back"]))
    posted = _posted(request)
    reading = read_page(sheet, place, posted)
    if reading.problems:
        view = page_view(sheet, place, reading.problems, posted)
        return _form(request, sheet, view, _hidden(request, sheet), status=422)
    full = with_page(sheet, reading.sections, reading.answers)
    following = page_after(full, place)
    if following is not None:
        return _kiosk_page(request, full, following)
    try:
        hand_in_at_kiosk(key, full.answers, request.POST.get("token", "")[:60])
    except AnswersRefused as refused:
        return _kiosk_page(request, full, first_incomplete(full.questionnaire, refused.questions))
    return _see(request, {"sent": "1"})


def _kiosk_page(request: HttpRequest, sheet: Sheet, place: int) -> HttpResponse:
    return _form(request, sheet, page_view(sheet, place), _hidden(request, sheet))


def _hidden(request: HttpRequest, sheet: Sheet) -> dict[str, str]:
    return {"token": request.POST.get("token", "")[:60], "answers": carried(sheet)}


def _posted(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


def _form(
    request: HttpRequest, sheet: Sheet, view: object, hidden: Mapping[str, str], status: int = 200
) -> HttpResponse:
    language = _language(request)
    context = {
        "survey": sheet.survey,
        "title": sheet.questionnaire.title.in_language(language),
        "introduction": sheet.questionnaire.introduction.in_language(language),
        "notice": sheet.questionnaire.notice and sheet.questionnaire.notice.in_language(language),
        "page": view,
        "hidden": hidden,
        "action": _address(request, {}),
        "is_kiosk": "token" in hidden,
        "code": hidden.get("c", ""),
    }
    return _page("survey_form/form.html", context, request, status=status)


def _page(
    template: str, context: Mapping[str, Any], request: HttpRequest, *, status: int = 200
) -> HttpResponse:
    """A page; ``other_language``: the address of the same in the other language."""
    language = _language(request)
    code = request.POST.get("c", "") or request.GET.get("c", "")
    page = request.POST.get("page", "") or request.GET.get("page", "")
    kept = {"c": code, "page": page} if code and status != 404 else {}
    kept |= {"sent": "1"} if "sent" in request.GET else {}
    other = "vi" if language == "en" else "en"
    whole = {
        **context,
        "other_language": f"{request.path}?{urlencode({**kept, 'language': other})}",
    }
    return HttpResponse(render_to_string(template, whole), status=status)


def _slowed(request: HttpRequest, seconds: int) -> HttpResponse:
    response = _page("survey_form/slowed.html", {"seconds": seconds}, request, status=429)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def _see(request: HttpRequest, query: Mapping[str, str]) -> HttpResponse:
    return _SeeOther(_address(request, query))


def _address(request: HttpRequest, query: Mapping[str, str]) -> str:
    language = {"language": "en"} if _language(request) == "en" else {}
    words = urlencode({**query, **language})
    return f"{request.path}?{words}" if words else request.path


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("language") == "en" else "vi"


def form_address(code: str) -> str:
    """Where a code is filled in; what its QR sign says, after the host."""
    return f"{reverse('survey-form')}?{urlencode({'c': code.replace('-', '')})}"
