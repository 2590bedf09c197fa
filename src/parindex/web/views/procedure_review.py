"""The year's plan of review of procedures, and what the review found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.procedures.queries.catalogue import catalogue_years, may_keep
from parindex.procedures.queries.review import is_late, review, reviews_of
from parindex.procedures.services.review import (
    ReviewRefused,
    plan_reviews,
    record_finding,
    remove_from_plan,
)
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.forms.procedure_review import FindingForm, PlanForm, RemovalForm
from parindex.web.procedure_choices import choices_of, kept_procedures, names_by_code
from parindex.web.procedure_feeds import REVIEW
from parindex.web.procedure_tables import REVIEW_COLUMNS, review_row
from parindex.web.procedure_tabs import procedure_tabs
from parindex.web.templatetags.formats import named
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.procedures.models import Review
    from parindex.web.views.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request: HttpRequest) -> HttpResponse:
    """The plan of a year; a POST puts procedures into it."""
    desk = desk_of(request)
    years, year = _asked(request.GET, desk)
    if request.method == "POST":
        return _plan(request, desk, year)
    return _show_plan(request, desk, years, year)


def _plan(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    if not may_keep(desk.access):
        require(desk.access, Permission.KEEP_PROCEDURES)
    kept = kept_procedures(desk, with_unit=True)
    form = PlanForm(choices_of(kept), year, request.POST)
    if not form.is_valid():
        return _show_plan(request, desk, _asked(request.GET, desk)[0], year, form)
    chosen = [kept[code][0] for code in form.cleaned_data["procedures"]]
    made = plan_reviews(desk.access, year, chosen, form.cleaned_data["deadline"])
    said = ngettext(
        "%(count)s procedure was put into the plan.",
        "%(count)s procedures were put into the plan.",
        len(made),
    ) % {"count": len(made)}
    messages.success(request, said, extra_tags=f"review-plan-{year}")
    return redirect(f"{reverse('procedure-review')}?year={year}")


def _show_plan(
    request: HttpRequest, desk: Desk, years: list[int], year: int, form: PlanForm | None = None
) -> HttpResponse:
    found = reviews_of(desk.access, year)
    names = names_by_code(desk, year)
    keeps = may_keep(desk.access)
    if keeps and form is None:
        planned = {one.procedure.code for one in found}
        form = PlanForm(choices_of(kept_procedures(desk, with_unit=True), planned), year)
    context = {
        "area_tabs": procedure_tabs("procedure-review"),
        "years": years,
        "year": year,
        "rows": [
            {
                "review": one,
                "name": names.get(one.procedure.code, ""),
                "is_late": is_late(one, desk.today),
                "may_record": desk.access.may(Permission.KEEP_PROCEDURES, one.unit_id),
            }
            for one in found
        ],
        "done": sum(one.reviewed_on is not None for one in found),
        "is_illustrative": any(one.is_illustrative for one in found),
        "feeds": feeds_of(desk, REVIEW),
        "form": form,
        "export_url": f"{reverse('procedure-review-export')}?year={year}",
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "procedures/review.html", context, status=status)


@require_safe
def export_plan(request: HttpRequest) -> HttpResponse:
    """The plan with its findings for Excel."""
    desk = desk_of(request)
    _years, year = _asked(request.GET, desk)
    names = names_by_code(desk, year)
    rows = [
        review_row(one, names.get(one.procedure.code, ""), desk.today)
        for one in reviews_of(desk.access, year)
    ]
    title = _("Plan of review of procedures, %s") % year
    return excel_response(
        f"ra-soat-thu-tuc-{year}.xlsx",
        REVIEW_COLUMNS,
        rows,
        title=title,
        notices=[named(desk.agency)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write_finding(request: HttpRequest, review_id: int) -> HttpResponse:
    """What the review of a procedure found, or why it leaves the plan."""
    desk = desk_of(request)
    found = review(desk.access, review_id)
    if found is None:
        raise Http404
    require(desk.access, Permission.KEEP_PROCEDURES, found.unit_id)
    is_removal = request.method == "POST" and "remove" in request.POST
    removal = RemovalForm(request.POST if is_removal else None)
    sent = request.POST if request.method == "POST" and not is_removal else None
    initial = {"reviewed_on": found.reviewed_on or desk.today, "finding": found.finding}
    form = FindingForm(found.year, desk.today, sent, initial=initial)
    if is_removal and removal.is_valid():
        return _remove(request, desk, found, removal.cleaned_data["reason"])
    if sent is not None and form.is_valid():
        values = form.cleaned_data
        record_finding(desk.access, found, values["reviewed_on"], values["finding"])
        messages.success(request, _("The finding is recorded."), extra_tags=f"finding-{found.pk}")
        return redirect(f"{reverse('procedure-review')}?year={found.year}")
    context = {
        "way": [(_("Plan of review"), f"{reverse('procedure-review')}?year={found.year}")],
        "review": found,
        "name": names_by_code(desk, found.year).get(found.procedure.code, ""),
        "form": form,
        "removal": removal,
        "may_remove": desk.access.may(Permission.KEEP_PROCEDURES) and not found.reviewed_on,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "procedures/finding.html", context, status=status)


def _remove(request: HttpRequest, desk: Desk, found: Review, reason: str) -> HttpResponse:
    try:
        remove_from_plan(desk.access, found, reason)
    except ReviewRefused:
        messages.error(request, _("It was reviewed meanwhile and stays in the plan."))
    else:
        messages.success(request, _("The procedure has left the plan."))
    return redirect(f"{reverse('procedure-review')}?year={found.year}")


def _asked(query: QueryDict, desk: Desk) -> tuple[list[int], int]:
    """The years to choose from, next year's plan too, and the one chosen."""
    this, *before = catalogue_years(desk.access, desk.today)
    years = [this, *before, this + 1]
    return sorted(years, reverse=True), year_asked(query, years) or this
