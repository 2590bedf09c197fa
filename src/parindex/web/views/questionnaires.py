"""Questionnaires: their versions, and what each asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.surveys.constants import Audience
from parindex.surveys.queries.questionnaires import questionnaires_of
from parindex.web.questionnaire_place import way_to_questionnaires
from parindex.web.survey_questions import sections_of
from parindex.web.survey_tabs import survey_tabs
from parindex.web.templatetags.formats import spoken
from parindex.web.views.desk import desk_of


@require_safe
def list_questionnaires(request: HttpRequest) -> HttpResponse:
    """Every version, with whom it asks and how much."""
    desk = desk_of(request)
    rows = [
        {
            "choice": one,
            "audience": Audience(one.questionnaire.audience).label,
            "questions": sum(1 for _question in one.questionnaire.questions()),
        }
        for one in questionnaires_of(desk.access)
    ]
    context = {
        "area_tabs": survey_tabs("questionnaires"),
        "rows": rows,
        "may_run": desk.access.may(Permission.RUN_SURVEYS),
    }
    return render(request, "surveys/questionnaires.html", context)


@require_safe
def show_questionnaire(request: HttpRequest, reference: str) -> HttpResponse:
    """What one version asks, section by section."""
    desk = desk_of(request)
    found = {one.reference: one for one in questionnaires_of(desk.access)}.get(reference)
    if found is None:
        raise Http404
    questionnaire = found.questionnaire
    context = {
        "way": way_to_questionnaires(),
        "may_run": desk.access.may(Permission.RUN_SURVEYS),
        "choice": found,
        "questionnaire": questionnaire,
        "audience": Audience(questionnaire.audience).label,
        "matters": [spoken(one) for one in questionnaire.matters.values()],
        "sections": sections_of(questionnaire),
    }
    return render(request, "surveys/questionnaire.html", context)
