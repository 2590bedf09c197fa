"""The index of decision 766: its groups and components, its history, the facts behind each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parindex.accounts.constants import Permission
from parindex.dossiers.queries.loads import loads
from parindex.dossiers.queries.portal import (
    portal_framework,
    portal_history,
    portal_scores,
    portal_years,
)
from parindex.dossiers.queries.portal_rows import Part, portal_facts, source_of_rows
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.excel_table import excel_response
from parindex.web.page_numbers import found_page
from parindex.web.portal_page import (
    denominator_label,
    group_chart,
    group_views,
    history_chart,
    month_name,
    months_by_group,
    numerator_label,
    period_choice,
)
from parindex.web.portal_table import COLUMNS, table_rows
from parindex.web.templatetags.formats import named, number, spoken, vndate
from parindex.web.views.desk import Desk, desk_of
from parindex_core.framework import Component

if TYPE_CHECKING:
    from parindex.web.portal_page import PeriodChoice

ROWS_ON_A_PAGE = 50


@never_cache
@require_safe
def show_portal(request: HttpRequest) -> HttpResponse:
    """The six groups of a period, and the months of its year."""
    desk = desk_of(request)
    choice = chosen_period(request, desk)
    scores = portal_scores(desk.access, choice.text, desk.today)
    months = portal_history(desk.access, choice.year, desk.today)
    context = {
        "desk": desk,
        "tabs": dossier_tabs("portal"),
        "choice": choice,
        "scores": scores,
        "is_illustrative": _has_synthetic_loads(desk),
        "groups": group_views(scores, choice),
        "group_chart": group_chart(scores),
        "history_chart": history_chart(months) if months else None,
        "month_names": [month_name(month.period) for month in months],
        "months": months,
        "months_by_group": months_by_group(months),
        "may_load": desk.access.may(Permission.LOAD_DOSSIERS),
        "legal_basis": portal_framework().legal_basis,
        "export_url": reverse("portal-export") + choice.query,
        "figures_url": reverse("dossier-figures") + choice.query,
    }
    return render(request, "dossiers/portal.html", context)


@never_cache
@require_safe
def export_portal(request: HttpRequest) -> HttpResponse:
    """The components of the same period as a workbook."""
    desk = desk_of(request)
    choice = chosen_period(request, desk)
    scores = portal_scores(desk.access, choice.text, desk.today)
    notices = [
        _("True of %(period)s, as on %(day)s; %(points)s points")
        % {"period": choice.label, "day": vndate(desk.today), "points": number(scores.points, 2)}
    ]
    if scores.notice:
        notices.append(spoken(scores.notice))
    return excel_response(
        f"chi-so-766-{desk.agency.key}-{choice.text}.xlsx",
        COLUMNS,
        table_rows(group_views(scores, choice)),
        title=_("Index of decision 766: %s") % named(desk.agency),
        notices=notices,
    )


@never_cache
@require_safe
def show_portal_component(request: HttpRequest, code: str) -> HttpResponse:
    """The dossiers or entries that a component counts, and those that it does not."""
    desk = desk_of(request)
    component = next((c for c in portal_framework().components if c.code == code), None)
    if component is None or source_of_rows(code) is None:
        raise Http404
    choice = chosen_period(request, desk)
    return render(
        request, "dossiers/portal_component.html", _facts(request, desk, component, choice)
    )


def chosen_period(request: HttpRequest, desk: Desk) -> PeriodChoice:
    """The period of the address; without one the desk's whole year."""
    asked = request.GET
    years = portal_years(desk.access, desk.today)
    return period_choice(asked.get("year", ""), asked.get("part", ""), years, desk.year, desk.today)


def _has_synthetic_loads(desk: Desk) -> bool:
    return any(line.load.synthetic for line in loads(desk.access))


def _facts(
    request: HttpRequest, desk: Desk, component: Component, choice: PeriodChoice
) -> dict[str, object]:
    code = component.code
    asked = request.GET.get("rows", "")
    part: Part = next((known for known in get_args(Part) if known == asked), "rest")
    find = partial(portal_facts, desk.access, code, choice.text, desk.today, part)
    found, page = found_page(request.GET, ROWS_ON_A_PAGE, lambda start: find(start, ROWS_ON_A_PAGE))
    labels = {
        "rest": _("Not counted yet"),
        "numerator": capfirst(numerator_label(code)),
        "denominator": capfirst(denominator_label(code)),
    }
    address = reverse("portal-component", args=[code]) + choice.query
    return {
        "desk": desk,
        "component": component,
        "choice": choice,
        "found": found,
        "is_illustrative": any(one.is_illustrative for one in (*found.entries, *found.petitions))
        or (bool(found.dossiers) and _has_synthetic_loads(desk)),
        "page": page,
        "way": [(_("Decision 766"), reverse("portal") + choice.query)],
        "tabs": [
            {"label": label, "url": f"{address}&rows={key}", "is_current": key == part}
            for key, label in labels.items()
        ],
    }
