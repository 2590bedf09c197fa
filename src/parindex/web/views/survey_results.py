"""The results of a closed round: satisfaction, answers, open words, a workbook, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.reports.queries import survey_report_of
from parindex.surveys.constants import SMALLEST_CELL
from parindex.surveys.queries.results import comparison_of, results_of
from parindex.surveys.queries.rounds import asked_by
from parindex.surveys.queries.words import questions_with_words, words_of
from parindex.web import paper_defaults
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.forms.papers import PaperForm
from parindex.web.page_numbers import found_page
from parindex.web.paper_download import paper_response
from parindex.web.procedure_choices import names_by_code
from parindex.web.survey_place import survey_at, way_to
from parindex.web.survey_results import EXPORT_COLUMNS, export_rows, parts_of, questions_of
from parindex.web.survey_tabs import round_tabs
from parindex.web.survey_words import COMPONENTS
from parindex.web.templatetags.formats import named, spoken
from parindex.web.views.desk import desk_of
from parindex_papers.survey_report import survey_report

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.queries.results import Results
    from parindex.web.views.desk import Desk

_TEXTS_ON_A_PAGE = 20
_LONGEST_SEARCH = 200


@never_cache
@require_safe
def show_results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Satisfaction by matter and group beside the round before, each question, the open words."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id)
    results = results_of(desk.access, survey)
    context: dict[str, Any] = {
        "way": way_to(survey),
        "area_tabs": round_tabs(desk, survey, "survey-results"),
        "survey": survey,
        "results": results,
        "smallest": SMALLEST_CELL,
    }
    if results is not None:
        comparison = comparison_of(desk.access, results)
        context |= {
            "comparison": comparison,
            "parts": parts_of(desk, results, comparison),
            "questions": questions_of(results),
            "feeds": feeds_of(desk, [COMPONENTS[survey.audience]])
            if survey.year == desk.year
            else [],
            **_words(request, desk, survey),
        }
    return render(request, "surveys/results.html", context)


@never_cache
@require_safe
def export_results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The same tables for Excel."""
    desk = desk_of(request)
    survey, results = _shown(desk, survey_id)
    notices = [named(desk.agency), _("Groups with fewer than five answers are not shown.")]
    if survey.is_illustrative:
        notices.append(_("Illustrative figures"))
    return excel_response(
        f"ket-qua-khao-sat-{survey.pk}.xlsx",
        EXPORT_COLUMNS,
        export_rows(parts_of(desk, results, None), results.total),
        title=survey.title,
        notices=notices,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make_report(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Choose the head of the report; a POST answers with the file."""
    desk = desk_of(request)
    survey, _results = _shown(desk, survey_id)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        initial=paper_defaults.agency_head(desk.agency, "BC", desk.today),
    )
    if form.is_valid():
        said = survey_report_of(desk.access, survey, form.head(), names_by_code(desk, survey.year))
        if said is None:
            raise Http404
        name = f"bao-cao-khao-sat-{desk.agency.key}-{survey.pk}"
        return paper_response(survey_report(said), name, request.POST.get("format", ""))
    context = {
        "way": way_to(survey),
        "title": _("Report of the survey"),
        "form": form,
        "draft": f"paper-survey-{survey.pk}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "papers/form.html", context, status=status)


def _shown(desk: Desk, survey_id: int) -> tuple[SurveyRound, Results]:
    survey = survey_at(desk, survey_id)
    results = results_of(desk.access, survey)
    if results is None:
        raise Http404
    return survey, results


def _words(request: HttpRequest, desk: Desk, survey: SurveyRound) -> dict[str, Any]:
    """Reads ``?words=&question=&page=``."""
    questionnaire = asked_by(survey)
    asked = {
        key: (spoken(questionnaire.question(key).text), count)
        for key, count in questions_with_words(desk.access, survey).items()
    }
    search = request.GET.get("words", "")[:_LONGEST_SEARCH]
    question = request.GET.get("question", "")
    question = question if question in asked else ""

    def find(offset: int) -> Any:
        return words_of(
            desk.access,
            survey,
            question=question,
            search=search,
            offset=offset,
            limit=_TEXTS_ON_A_PAGE,
        )

    found, page = found_page(request.GET, _TEXTS_ON_A_PAGE, find)
    return {
        "word_questions": asked,
        "words": search,
        "word_question": question,
        "texts": [(asked[key][0], text) for key, text in found.texts],
        "texts_total": found.total,
        "page": page,
    }
