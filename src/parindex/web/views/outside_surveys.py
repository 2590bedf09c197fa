"""Results of surveys that others ran: which are recorded, one taken in from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.surveys.constants import Audience
from parindex.surveys.queries.outside import outside_survey_of, outside_surveys_of
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.outside import (
    MatterResult,
    OutsideReport,
    record_outside_survey,
    withdraw_outside_survey,
)
from parindex.surveys.table_columns import OUTSIDE_COLUMNS
from parindex.web.excel_table import excel_response
from parindex.web.forms.outside_survey import OutsideSurveyForm
from parindex.web.survey_place import say_refused
from parindex.web.survey_reading import PlacedProblem, read_outside_results
from parindex.web.survey_tabs import survey_tabs
from parindex.web.uploads import files_too_large, takes_files
from parindex.web.views.desk import desk_of

if TYPE_CHECKING:
    from parindex.web.views.desk import Desk

_LARGEST_FILE = 16 << 20
_SALT = "parindex.outside-survey"
_VALID_FOR = 3600  # seconds


@require_safe
def list_outside(request: HttpRequest) -> HttpResponse:
    """The reports that are recorded, each with its matters."""
    desk = desk_of(request)
    rows = []
    for one in outside_surveys_of(desk.access):
        results = list(one.results.all())
        rows.append((one, results, _share(results)))
    context = {
        "area_tabs": survey_tabs("outside-surveys"),
        "rows": rows,
        "may_run": desk.access.may(Permission.RUN_SURVEYS),
    }
    return render(request, "surveys/outside.html", context)


@takes_files(lambda: _LARGEST_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_outside_in(request: HttpRequest) -> HttpResponse:
    """Say where the results stand; a POST of a file shows them, one of the preview records them."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    if request.method != "POST":
        return _page(request, desk)
    if "confirmed" in request.POST:
        return _confirm(request, desk, request.POST["confirmed"])
    form = OutsideSurveyForm(request.POST, request.FILES)
    if files_too_large(request):
        form.add_error("file", _("The file is larger than 16 MB. Split it."))
    if not form.is_valid():
        return _page(request, desk, form=form)
    file = form.cleaned_data["file"]
    results, problems = read_outside_results(file.read())
    if problems:
        return _page(request, desk, form=form, problems=problems, name=file.name)
    report = OutsideReport(**form.facts(), results=tuple(results))
    context = {
        "way": [(_("Run by others"), reverse("outside-surveys"))],
        "report": report,
        "audience": Audience(report.audience).label,
        "share": _share(results),
        "replaces": any(
            (one.year, one.audience, one.source)
            == (report.year, report.audience, report.source.strip())
            for one in outside_surveys_of(desk.access)
        ),
        "confirmed": _carried(desk, report),
    }
    return render(request, "surveys/outside_preview.html", context)


@require_safe
def send_outside_template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the columns of a report's results."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    title = _("Results of a survey that others ran")
    return excel_response("mau-ket-qua-khao-sat.xlsx", OUTSIDE_COLUMNS, (), title=title)


@require_POST
def withdraw_outside(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Take a report's results out again, with the reason."""
    desk = desk_of(request)
    require(desk.access, Permission.RUN_SURVEYS)
    found = outside_survey_of(desk.access, survey_id)
    if found is None:
        raise Http404
    try:
        withdraw_outside_survey(desk.access, found, request.POST.get("reason", ""))
    except SurveyRefused as refused:
        say_refused(request, refused)
    else:
        messages.success(request, _("Taken out; the points are counted without it."))
    return redirect("outside-surveys")


def _confirm(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    report = _carried_back(desk, text)
    if report is None:
        words = _("This preview is no longer valid. Choose the file once more.")
        return _page(request, desk, problems=[PlacedProblem("", "", words)])
    try:
        record_outside_survey(desk.access, report)
    except SurveyRefused as refused:
        say_refused(request, refused)
        return redirect("outside-survey-new")
    messages.success(
        request, _("Recorded; the points are counted anew."), extra_tags="outside-survey"
    )
    return redirect("outside-surveys")


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: OutsideSurveyForm | None = None,
    problems: Sequence[PlacedProblem] = (),
    name: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "way": [(_("Run by others"), reverse("outside-surveys"))],
        "form": form or OutsideSurveyForm(initial={"year": desk.year}),
        "problems": problems,
        "name": name,
    }
    status = 422 if problems or form is not None else 200
    return render(request, "surveys/outside_new.html", context, status=status)


def _share(results: Sequence[Any]) -> Fraction | None:
    """Of matters in all; they have points and points possible."""
    possible = sum((one.points_possible for one in results), Decimal(0))
    points = sum((one.points for one in results), Decimal(0))
    return Fraction(points) / Fraction(possible) if possible else None


def _carried(desk: Desk, report: OutsideReport) -> str:
    """What the preview hands back, signed: whose it is, and all that it says."""
    rows = [
        [one.matter, one.answers, str(one.points), str(one.points_possible)]
        for one in report.results
    ]
    whole = {
        "whose": [desk.access.user.pk, desk.agency.pk],
        "facts": [report.year, report.audience, report.conducted_by, report.source],
        "published_on": report.published_on.isoformat(),
        "rows": rows,
    }
    return dumps(whole, salt=_SALT, compress=True)


def _carried_back(desk: Desk, text: str) -> OutsideReport | None:
    """None where it is spoilt, too old, or another person's."""
    try:
        found = loads(text, salt=_SALT, max_age=_VALID_FOR)
    except BadSignature:
        return None
    if found["whose"] != [desk.access.user.pk, desk.agency.pk]:
        return None
    year, audience, conducted_by, source = found["facts"]
    results = tuple(
        MatterResult(matter, answers, Decimal(points), Decimal(possible))
        for matter, answers, points, possible in found["rows"]
    )
    day = date.fromisoformat(found["published_on"])
    return OutsideReport(year, audience, conducted_by, source, day, results)
