"""The agency's survey rounds: all of them, and a new one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.surveys.queries.planning import planned_sample, shares_of
from parindex.surveys.queries.questionnaires import questionnaires_of
from parindex.surveys.queries.rounds import surveys_of
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.rounds import change_survey, create_survey
from parindex.web.feeds import feeds_of
from parindex.web.forms.survey import SurveyForm
from parindex.web.survey_place import survey_at, way_to
from parindex.web.survey_tabs import survey_tabs
from parindex.web.survey_words import COMPONENTS, REFUSALS, STATES
from parindex.web.templatetags.formats import number
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.web.views.desk import Desk

# How many people are asked for some sizes of a population, to choose the margin by.
_POPULATIONS = (100, 500, 1_000, 5_000, 20_000)
_MARGINS = (Decimal(3), Decimal(5), Decimal(10))


@require_safe
def list_surveys(request: HttpRequest) -> HttpResponse:
    """Every round with its answers and share, and what the year's surveys give to the index."""
    desk = desk_of(request)
    lines = surveys_of(desk.access)
    shares = shares_of(desk.access, [one.survey for one in lines])
    feeds = feeds_of(desk, COMPONENTS.values())
    by_key = {feed.component.key: feed for feed in feeds}
    context = {
        "area_tabs": survey_tabs("surveys"),
        "desk": desk,
        "rows": [
            {
                "line": line,
                "state": STATES[line.survey.state],
                "share": shares.get(line.survey.pk),
                "feed": by_key.get(COMPONENTS[line.survey.audience])
                if line.survey.year == desk.year
                else None,
            }
            for line in lines
        ],
        "feeds": feeds,
        "is_illustrative": any(one.survey.is_illustrative for one in lines),
        "may_run": desk.access.may(Permission.RUN_SURVEYS),
    }
    return render(request, "surveys/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new round, as a draft."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    form = SurveyForm(
        questionnaires_of(desk.access),
        request.POST if request.method == "POST" else None,
        initial=_initial(desk),
    )
    if form.is_valid():
        try:
            survey = create_survey(desk.access, form.new_survey())
        except SurveyRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request, _("The round is created. Say next whom it asks."), extra_tags="survey-new"
            )
            return redirect("survey-population", survey.pk)
    return _form_page(request, form, [(_("Surveys"), reverse("surveys"))])


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, survey_id: int) -> HttpResponse:
    """A draft with other words, days or exactness."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id, to_run=True)
    form = SurveyForm(
        questionnaires_of(desk.access),
        request.POST if request.method == "POST" else None,
        initial={
            **{name: getattr(survey, name) for name in SurveyForm.base_fields},
            "questionnaire": str(survey.questionnaire),
            "margin": number(survey.margin),
        },
    )
    if form.is_valid():
        try:
            change_survey(desk.access, survey, form.new_survey())
        except SurveyRefused as refused:
            add_refusal(form, refused)
        else:
            draft = f"survey-{survey.pk}"
            messages.success(request, _("The round is changed."), extra_tags=draft)
            return redirect("survey", survey.pk)
    return _form_page(request, form, way_to(survey), survey)


def _form_page(
    request: HttpRequest,
    form: SurveyForm,
    way: list[tuple[str, str]],
    survey: SurveyRound | None = None,
) -> HttpResponse:
    context = {
        "way": way,
        "form": form,
        "survey": survey,
        "draft": f"survey-{survey.pk}" if survey else "survey-new",
        "margins": _MARGINS,
        "samples": [
            (size, [planned_sample(size, margin, 95) for margin in _MARGINS])
            for size in _POPULATIONS
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/new.html", context, status=status)


def add_refusal(form: SurveyForm, refused: SurveyRefused) -> None:
    """Put a refusal's words at the field that it is about."""
    fields = {
        "days": "closes_on",
        "period": "period_last",
        "unknown": "questionnaire",
        "title": "title",
        "margin": "margin",
        "confidence": "confidence",
    }
    field: Any = fields.get(refused.reason)
    form.add_error(field, REFUSALS[refused.reason])


def _initial(desk: Desk) -> dict[str, object]:
    year = desk.year
    return {
        "year": year,
        "period_first": date(year, 1, 1),
        "period_last": min(desk.today, date(year, 12, 31)),
        "opens_on": desk.today,
        "margin": "5",
        "confidence": 95,
    }
