"""Whom a round asks: settled dossiers of its period, or a list of codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.dossiers.queries.indicators import (
    Counted,
    CountedPage,
    asked_period,
    counted_dossiers,
)
from parindex.dossiers.queries.records import dossier_units
from parindex.organisations.queries import units_of
from parindex.surveys.constants import Audience, Channel
from parindex.surveys.queries.planning import planned_sample
from parindex.surveys.queries.rounds import strata_of
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.samples import load_population
from parindex.surveys.table_columns import POPULATION_COLUMNS
from parindex.web.excel_table import excel_response
from parindex.web.procedure_choices import names_by_code
from parindex.web.survey_place import say_refused, survey_at, way_to
from parindex.web.survey_reading import (
    PlacedProblem,
    days_as_period,
    people_of_dossiers,
    read_population,
)
from parindex.web.survey_tabs import round_tabs
from parindex.web.templatetags.formats import number
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.services.samples import Person
    from parindex.web.views.desk import Desk

_LARGEST_FILE = 16 << 20
# Every settled dossier of a period: what stands under a share.
_SETTLED = "3.4.1"


class PopulationFileForm(forms.Form):
    """A list of codes."""

    file = forms.FileField(
        label=gettext_lazy("The list of codes"),
        help_text=gettext_lazy("The workbook (.xlsx), up to 16 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
        allow_empty_file=True,
    )


@takes_files(lambda: _LARGEST_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_population(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What the population is; a POST puts another in its place."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id, to_run=True)
    if request.method != "POST":
        return _page(request, desk, survey)
    if request.POST.get("from") == "dossiers":
        unit_of = {line.pair.code: line.pair.unit for line in dossier_units(desk.access)}
        people = people_of_dossiers(_settled(desk, survey).dossiers, unit_of)
        return _load(request, desk, survey, people)
    form = PopulationFileForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 16 MB. Split it."))
    if not form.is_valid():
        return _page(request, desk, survey, form=form)
    file = form.cleaned_data["file"]
    people, problems = read_population(file.read(), units_of(desk.agency))
    if problems:
        return _page(request, desk, survey, problems=problems, name=file.name)
    return _load(request, desk, survey, people)


@require_safe
def send_population_template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the columns of a population."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    title = _("Population of a survey")
    return excel_response("mau-doi-tuong-khao-sat.xlsx", POPULATION_COLUMNS, (), title=title)


def _load(
    request: HttpRequest, desk: Desk, survey: SurveyRound, people: Sequence[Person]
) -> HttpResponse:
    try:
        loaded = load_population(desk.access, survey, people)
    except SurveyRefused as refused:
        say_refused(request, refused)
        return redirect("survey-population", survey.pk)
    size = loaded.population_size
    words = ngettext("The population is %(size)s.", "The population is %(size)s.", size)
    messages.success(request, words % {"size": number(size)})
    return redirect("survey", survey.pk)


def _settled(desk: Desk, survey: SurveyRound, limit: int | None = None) -> CountedPage:
    days = days_as_period(survey.period_first, survey.period_last)
    asked = Counted(asked_period(days, desk.today), _SETTLED, "denominator")
    return counted_dossiers(desk.access, asked, 0, limit)


def _page(
    request: HttpRequest,
    desk: Desk,
    survey: SurveyRound,
    *,
    form: PopulationFileForm | None = None,
    problems: Sequence[PlacedProblem] = (),
    name: str = "",
) -> HttpResponse:
    asks_citizens = survey.audience == Audience.CITIZENS
    settled = _settled(desk, survey, 1).total if asks_citizens else 0
    names = names_by_code(desk, survey.year)
    context: dict[str, Any] = {
        "way": way_to(survey),
        "area_tabs": round_tabs(desk, survey, "survey-population"),
        "survey": survey,
        "asks_citizens": asks_citizens,
        "settled": settled,
        "sample_of_settled": planned_sample(settled, survey.margin, survey.confidence)
        if settled
        else 0,
        "strata": [
            (one, names.get(one.procedure, ""), _channel(one.channel))
            for one in strata_of(desk.access, survey)
        ],
        "form": form or PopulationFileForm(),
        "problems": problems,
        "name": name,
    }
    status = 422 if problems or form is not None else 200
    return render(request, "surveys/population.html", context, status=status)


def _channel(value: str) -> object:
    return Channel(value).label if value else ""
