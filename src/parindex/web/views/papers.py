"""An agency's papers: what may be made, and each with its head to choose before the download."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access as access_of
from parindex.accounts.services import require
from parindex.assessments.years import years_of
from parindex.organisations.queries import units_of
from parindex.reports.queries import accountability_of, self_assessment_of
from parindex.rounds.queries import accountable_years, participant_of, submissions_of
from parindex.web import paper_defaults
from parindex.web.forms.papers import AccountabilityForm, SelfAssessmentForm
from parindex.web.paper_download import paper_response
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of, person_of, year_desk_of
from parindex.web.year_choice import year_asked
from parindex_papers.accountability_sheet import accountability_sheet
from parindex_papers.self_assessment_appendix import self_assessment_appendix

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex.web.views.desk import Desk


@require_safe
def list_papers(request: HttpRequest) -> HttpResponse:
    """Which papers the person may make."""
    desk = desk_of(request)
    years = accountable_years(desk.access)
    context = {
        "assessment": desk.assessment,
        "sees_agency": desk.access.may(Permission.VIEW),
        "other_years": [year for year in years_of(desk.access) if year != desk.year],
        "units": _seen_units(desk) if years else [],
    }
    return render(request, "papers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_paper(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose the head of a paper; a POST answers with the file."""
    make = _KINDS.get(kind)
    if make is None:
        raise Http404
    return make(request)


def _make_self_assessment(request: HttpRequest) -> HttpResponse:
    desk = year_desk_of(request)
    require(desk.access, Permission.VIEW)
    assessment = desk.assessment
    if assessment is None:
        raise Http404
    participant = participant_of(desk.access, assessment.year)
    sources = [("live", _("As they stand now"))]
    if participant and submissions_of(desk.access, participant):
        sources.insert(0, ("submitted", _("As submitted to the council")))
    form = SelfAssessmentForm(
        request.POST if request.method == "POST" else None,
        sources=sources,
        initial=paper_defaults.self_assessment(desk.agency, desk.today),
    )
    if form.is_valid():
        said = self_assessment_of(
            desk.access,
            assessment,
            participant,
            form.head(),
            form.for_whom(),
            is_submitted=form.cleaned_data["source"] == "submitted",
        )
        if said is not None:
            name = f"bao-cao-tu-danh-gia-{desk.agency.key}-{assessment.year}"
            return paper_response(
                self_assessment_appendix(said), name, request.POST.get("format", "")
            )
    title = _("Report of the self-assessment of %(year)s, with its appendix") % {
        "year": assessment.year
    }
    return _page(request, form, f"self-assessment-{assessment.pk}", title)


def _make_accountability(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    year = year_asked(request.GET, accountable_years(desk.access))
    units = _seen_units(desk)
    if year is None or not units:
        raise Http404
    access = access_of(person_of(request), desk.agency, year)
    participant = participant_of(access, year)
    if participant is None:
        raise Http404
    by_key = {unit.key: unit for unit in units}
    chosen = by_key.get(request.GET.get("unit", ""), units[0])
    form = AccountabilityForm(
        request.POST if request.method == "POST" else None,
        units=[(unit.key, named(unit)) for unit in units],
        initial=paper_defaults.accountability(desk.agency, chosen, desk.today),
    )
    if form.is_valid():
        unit = by_key[form.cleaned_data["unit"]]
        said = accountability_of(access, participant, unit, form.head(), form.unit_head())
        name = f"phieu-giai-trinh-{desk.agency.key}-{unit.key}-{year}"
        return paper_response(accountability_sheet(said), name, request.POST.get("format", ""))
    title = _("Accountability sheet of a unit, %(year)s") % {"year": year}
    return _page(request, form, f"accountability-{desk.agency.key}-{chosen.key}", title)


def _page(request: HttpRequest, form: Any, draft: str, title: str) -> HttpResponse:
    context = {
        "way": [(_("Papers"), reverse("papers"))],
        "title": title,
        "form": form,
        "draft": f"paper-{draft}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "papers/form.html", context, status=status)


def _seen_units(desk: Desk) -> list[Unit]:
    """The units whose work the person sees."""
    return [unit for unit in units_of(desk.agency) if desk.access.may(Permission.VIEW, unit)]


_KINDS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "self-assessment": _make_self_assessment,
    "accountability": _make_accountability,
}
