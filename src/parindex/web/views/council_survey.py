"""Survey points of a round: one sheet, by hand or from a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.rounds.services import StepRefused, import_survey_points
from parindex.web.council_place import CouncilPlace, place_of, round_tabs
from parindex.web.council_survey import (
    SurveySheet,
    changed_rows,
    read_survey,
    survey_columns,
    survey_rows,
    survey_sheet,
)
from parindex.web.council_words import refusal_words
from parindex.web.excel_table import excel_response
from parindex.web.forms.component_values import seen_values
from parindex.web.templatetags.formats import page_language
from parindex.web.uploads import files_too_large, takes_files
from parindex_tables.container import LARGEST_FILE

if TYPE_CHECKING:
    from parindex_tables.problems import Problem


@takes_files(lambda: LARGEST_FILE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_survey(request: HttpRequest, round_id: int) -> HttpResponse:
    """The sheet; posted to, a workbook to look at, or the sheet to save."""
    place = place_of(request, round_id)
    if request.method != "POST":
        return _page(request, place, survey_sheet(place))
    require(place.access, Permission.RUN_ROUNDS)
    if request.POST.get("step") == "read":
        return _read(request, place)
    return _save(request, place)


@never_cache
@require_safe
def export_survey(request: HttpRequest, round_id: int) -> HttpResponse:
    """The sheet as a workbook, to fill in and read back."""
    place = place_of(request, round_id)
    return excel_response(
        f"diem-dieu-tra-{place.round.year}.xlsx", survey_columns(place), survey_rows(place)
    )


def _read(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        error = (
            _("The file is too large for a list; take the exported one.")
            if files_too_large(request)
            else _("Choose the workbook first.")
        )
        return _page(request, place, survey_sheet(place), error=error, status=422)
    typed, problems = read_survey(place, upload.read())
    if problems:
        return _page(request, place, survey_sheet(place), problems=problems, status=422)
    source = request.POST.get("source", "").strip() or upload.name or ""
    return _page(request, place, survey_sheet(place, typed), source=source)


def _save(request: HttpRequest, place: CouncilPlace) -> HttpResponse:
    source = request.POST.get("source", "").strip()[:300]
    typed = {name: str(value) for name, value in request.POST.items()}
    sheet = survey_sheet(place, typed, seen_values(typed.get("seen", "")))
    if sheet.has_problems:
        error = _("Mend the marked cells; nothing was saved.")
        return _page(request, place, sheet, source=source, error=error, status=422)
    rows = changed_rows(sheet)
    if not rows:
        return redirect(place.address("council-survey"))
    if not source:
        error = _("Say where the points come from; nothing was saved.")
        return _page(request, place, sheet, error=error, status=422)
    try:
        import_survey_points(place.access, place.round, rows, source, now=place.now)
    except StepRefused as refusal:
        error = refusal_words(refusal, place.round)
        return _page(request, place, sheet, source=source, error=error, status=422)
    words = ngettext("Saved: %d value.", "Saved: %d values.", len(rows)) % len(rows)
    messages.success(request, words, extra_tags=draft_key(place))
    return redirect(place.address("council-survey"))


def draft_key(place: CouncilPlace) -> str:
    """The name under which the sheet's draft is kept."""
    return f"council-survey-{place.round.pk}"


def _page(
    request: HttpRequest,
    place: CouncilPlace,
    sheet: SurveySheet,
    *,
    source: str = "",
    problems: Sequence[Problem] = (),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": place,
        "tabs": round_tabs(place.round, "council-survey"),
        "sheet": sheet,
        "source": source,
        "problems": [one.sentence(page_language()) for one in problems],
        "error": error,
        "draft_key": draft_key(place),
        "may_enter": place.runs and any(line.line.is_open for line in sheet.lines),
    }
    return render(request, "council/survey.html", context, status=status)
