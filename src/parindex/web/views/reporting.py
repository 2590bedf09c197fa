"""Periodic reports: the periods with who is late, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.reporting.period_names import period_name
from parindex.reporting.queries.periods import period_line, periods_of, years_with_periods
from parindex.reporting.services.opening import open_due_periods
from parindex.web.feeds import feeds_of
from parindex.web.reporting_tabs import reporting_tabs
from parindex.web.reporting_words import appearance
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from datetime import date

    from parindex.reporting.models import Report
    from parindex.reporting.queries.periods import PeriodLine

COMPONENTS = ("reports_complete", "reports_on_time")


@require_safe
def list_periods(request: HttpRequest) -> HttpResponse:
    """The periods of a year: what came, who is late, how the agency's own report stands."""
    desk = desk_of(request)
    open_due_periods(desk.agency)
    years = years_with_periods(desk.access)
    offered = sorted({desk.year, *years}, reverse=True)
    year = year_asked(request.GET, [desk.year, *offered]) or desk.year
    lines = periods_of(desk.access, year)
    context = {
        "area_tabs": reporting_tabs("reporting"),
        "desk": desk,
        "year": year,
        "years": [one for one in offered if one != year],
        "rows": [_row(line, desk.today) for line in lines],
        "sees_agency": desk.access.may(Permission.VIEW),
        "may_keep": desk.access.may(Permission.KEEP_REPORTS),
        "feeds": feeds_of(desk, COMPONENTS) if year == desk.year else [],
        "is_illustrative": any(line.period.is_illustrative for line in lines),
    }
    return render(request, "reporting/list.html", context)


@require_safe
def show_period(request: HttpRequest, period_id: int) -> HttpResponse:
    """One period with each report of it that the person sees."""
    desk = desk_of(request)
    line = period_line(desk.access, period_id)
    if line is None:
        raise Http404
    context = {
        "way": [(_("Periodic reports"), reverse("reporting"))],
        "title": _title(line),
        "line": line,
        "row": _row(line, desk.today),
        "reports": [_report(one, desk.today) for one in line.of_units],
        "sees_agency": desk.access.may(Permission.VIEW),
        "may_keep": desk.access.may(Permission.KEEP_REPORTS),
    }
    return render(request, "reporting/period.html", context)


def _title(line: PeriodLine) -> str:
    return f"{line.period.obligation.name}: {period_name(line.period)}"


def _row(line: PeriodLine, today: date) -> dict[str, object]:
    return {
        "line": line,
        "name": period_name(line.period),
        "of_agency": _report(line.of_agency, today) if line.of_agency else None,
        "own": [_report(one, today) for one in line.of_units],
    }


def _report(report: Report, today: date) -> dict[str, object]:
    return {
        "report": report,
        "status": appearance(report, today),
        "is_moved": report.due_on != report.cut_off,
    }
