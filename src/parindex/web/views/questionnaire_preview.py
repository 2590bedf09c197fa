"""A questionnaire as the people who are asked see it, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from parindex.surveys.queries.questionnaires import questionnaire_source, questionnaires_of
from parindex.surveys.services.answering import trial_sheet, with_page
from parindex.web.survey_form import (
    carried,
    page_after,
    page_view,
    place_in,
    read_page,
    with_carried,
)
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.queries.questionnaires import QuestionnaireChoice
    from parindex.surveys.services.answering import Sheet
    from parindex.web.survey_form import PageView
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The form, page by page; what is filled in travels with it and is kept nowhere."""
    desk = desk_of(request)
    choice = _choice(desk, reference)
    sheet = trial_sheet(desk.agency, choice.questionnaire, {})
    language = request.GET.get("language", translation.get_language())
    with translation.override("en" if language == "en" else "vi"):
        if request.method != "POST":
            view = page_view(sheet, place_in(sheet, request.GET.get("page", "0")))
            return _form(request, choice, sheet, view)
        return _take_page(request, choice, with_carried(sheet, request.POST.get("answers", "")))


@require_safe
def send_questionnaire(request: HttpRequest, reference: str) -> HttpResponse:
    """The questionnaire as the YAML file that can be taken in again."""
    desk = desk_of(request)
    choice = _choice(desk, reference)
    content = questionnaire_source(desk.access, choice)
    response = HttpResponse(content, content_type="application/yaml; charset=utf-8")
    questionnaire = choice.questionnaire
    name = f"{questionnaire.key}-{questionnaire.version}.yaml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _choice(desk: Desk, reference: str) -> QuestionnaireChoice:
    found = {one.reference: one for one in questionnaires_of(desk.access)}.get(reference)
    if found is None:
        raise Http404
    return found


def _take_page(request: HttpRequest, choice: QuestionnaireChoice, sheet: Sheet) -> HttpResponse:
    place = place_in(sheet, request.POST.get("page", ""))
    if "back" in request.POST:
        return _form(
            request, choice, sheet, page_view(sheet, place_in(sheet, request.POST["back"]))
        )
    posted = {name: request.POST.getlist(name) for name in request.POST}
    reading = read_page(sheet, place, posted)
    if reading.problems:
        view = page_view(sheet, place, reading.problems, posted)
        return _form(request, choice, sheet, view, status=422)
    full = with_page(sheet, reading.sections, reading.answers)
    following = page_after(full, place)
    if following is None:
        return _page(request, choice, "surveys/questionnaire_preview_end.html", {}, 200)
    return _form(request, choice, full, page_view(full, following))


def _form(
    request: HttpRequest,
    choice: QuestionnaireChoice,
    sheet: Sheet,
    view: PageView,
    status: int = 200,
) -> HttpResponse:
    language = "en" if translation.get_language() == "en" else "vi"
    asked = sheet.questionnaire
    context = {
        "survey": sheet.survey,
        "title": asked.title.in_language(language),
        "introduction": asked.introduction.in_language(language),
        "notice": asked.notice and asked.notice.in_language(language),
        "page": view,
        "hidden": {"csrfmiddlewaretoken": get_token(request), "answers": carried(sheet)},
        "action": f"{request.path}?{urlencode({'language': language})}",
        # As at the counter: nothing is kept between the pages.
        "is_kiosk": True,
    }
    return _page(request, choice, "surveys/questionnaire_preview.html", context, status)


def _page(
    request: HttpRequest,
    choice: QuestionnaireChoice,
    template: str,
    context: dict[str, object],
    status: int,
) -> HttpResponse:
    other = "vi" if translation.get_language() == "en" else "en"
    whole = {
        **context,
        "choice": choice,
        "again": request.path,
        "other_language": f"{request.path}?{urlencode({'language': other})}",
    }
    return HttpResponse(render_to_string(template, whole), status=status)
