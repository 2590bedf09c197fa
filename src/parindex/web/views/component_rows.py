"""The facts behind a component: each row with the figures that count it, or why none does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.assessments.queries import facts_behind
from parindex.web.page_numbers import found_page
from parindex.web.scoring_address import scoring_address
from parindex.web.templatetags.formats import spoken
from parindex.web.views.desk import year_desk_of

if TYPE_CHECKING:
    from parindex.editions.measures import MeasureRows

PAGE_SIZE = 50


@never_cache
@require_GET
def show_component_rows(request: HttpRequest, key: str) -> HttpResponse:
    desk = year_desk_of(request)
    if desk.assessment is None or desk.framework is None:
        raise Http404
    try:
        component = desk.framework.component(key)
    except KeyError as error:
        raise Http404 from error
    labels = {variable.name: spoken(variable.label) for variable in component.variables}
    variable = request.GET.get("variable", "")
    if variable not in labels:
        variable = ""
    behind = partial(facts_behind, desk.access, desk.assessment, component.key, variable)

    def find(start: int) -> MeasureRows:
        found = behind(start, PAGE_SIZE)
        if found is None:
            raise Http404
        return found

    found, page = found_page(request.GET, PAGE_SIZE, find)
    address = partial(scoring_address, "component-rows", component.key, year=desk.asked_year)
    context = {
        "back_url": scoring_address("component", component.key, year=desk.asked_year),
        "component": component,
        "rows": [(row, [labels.get(name, name) for name in row.counted_in]) for row in found.rows],
        "page": page,
        "is_illustrative": found.is_illustrative,
        "tabs": [
            {
                "label": capfirst(labels[name]) if name else _("All facts"),
                "url": address(variable=name) if name else address(),
                "is_current": name == variable,
            }
            for name in ("", *labels)
        ],
    }
    return render(request, "scoring/rows.html", context)
