"""What a round is answered by: codes to print, each told once, and the counter's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.surveys.constants import RoundState
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.rounds import set_kiosk
from parindex.surveys.services.samples import issue_codes, issue_spare_codes
from parindex.web.excel_table import excel_response
from parindex.web.forms.survey import CounterForm, SpareCodesForm
from parindex.web.survey_place import say_refused, survey_at, way_to
from parindex.web.survey_tabs import round_tabs
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of
from parindex.web.views.survey_form import form_address
from parindex_core.framework import Label
from parindex_papers.survey_signs import CodeCard, Invitation, write_code_cards, write_poster
from parindex_tables.columns import Column

if TYPE_CHECKING:
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.services.samples import IssuedCode

CODE_COLUMNS = (
    Column("reference", Label("Mã hồ sơ", "Dossier code"), width=24),
    Column("unit", Label("Đơn vị", "Unit"), width=34),
    Column("code", Label("Mã phiếu", "Code"), width=18),
    Column("address", Label("Địa chỉ trả lời", "Where to answer"), width=60),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def print_codes(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What codes are; a POST makes them and answers with the cards, or with a workbook."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id, to_run=True)
    form = SpareCodesForm(initial={"count": 24})
    if request.method == "POST":
        form = SpareCodesForm(request.POST)
        is_spare = request.POST.get("which") == "spare"
        if not is_spare or form.is_valid():
            try:
                codes = (
                    issue_spare_codes(desk.access, survey, form.cleaned_data["count"])
                    if is_spare
                    else issue_codes(desk.access, survey)
                )
            except SurveyRefused as refused:
                say_refused(request, refused)
                return redirect("survey-codes", survey.pk)
            return _printed(request, survey, codes)
    context = {
        "way": way_to(survey),
        "area_tabs": round_tabs(desk, survey, "survey-codes"),
        "survey": survey,
        "form": form,
        "is_closed": survey.state == RoundState.CLOSED,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/codes.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def put_on_counter(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The counter's screen with its limits; a POST gives it a new address and a poster."""
    desk = desk_of(request)
    survey = survey_at(desk, survey_id, to_run=True)
    form = CounterForm(
        request.POST if request.method == "POST" else None,
        initial={
            "daily_limit": survey.kiosk_daily_limit or 200,
            "pause": survey.kiosk_pause if survey.kiosk_digest else 20,
        },
    )
    if form.is_valid():
        try:
            key = set_kiosk(desk.access, survey, **form.cleaned_data)
        except SurveyRefused as refused:
            say_refused(request, refused)
            return redirect("survey-counter", survey.pk)
        address = request.build_absolute_uri(reverse("survey-kiosk", args=[key]))
        poster = write_poster(_invitation(request, survey), address)
        return _pdf(poster, f"ap-phich-khao-sat-{survey.pk}")
    context = {
        "way": way_to(survey),
        "area_tabs": round_tabs(desk, survey, "survey-counter"),
        "survey": survey,
        "form": form,
        "is_closed": survey.state == RoundState.CLOSED,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/counter.html", context, status=status)


def _printed(request: HttpRequest, survey: SurveyRound, codes: list[IssuedCode]) -> HttpResponse:
    def address(one: IssuedCode) -> str:
        return request.build_absolute_uri(form_address(one.code))

    if request.POST.get("format") == "xlsx":
        rows = [
            {
                "reference": one.reference,
                "unit": named(one.unit) if one.unit else "",
                "code": one.code,
                "address": address(one),
            }
            for one in codes
        ]
        response = excel_response(
            f"ma-khao-sat-{survey.pk}.xlsx",
            CODE_COLUMNS,
            rows,
            title=survey.title,
            notices=[_("Each code answers once. Do not keep this list after it is sent.")],
        )
        response["Cache-Control"] = "private, no-store"
        return response
    cards = [CodeCard(one.code, address(one), one.reference) for one in codes]
    return _pdf(write_code_cards(_invitation(request, survey), cards), f"ma-khao-sat-{survey.pk}")


def _invitation(request: HttpRequest, survey: SurveyRound) -> Invitation:
    return Invitation(
        agency=survey.agency.name,
        title=survey.title,
        until=survey.closes_on,
        site=f"{request.get_host()}{reverse('survey-form')}",
        is_illustrative=survey.is_illustrative,
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    # Codes are told once, and kept nowhere.
    response["Cache-Control"] = "private, no-store"
    return response
