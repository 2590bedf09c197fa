"""The facts behind a component: each row with the figures that count it, or why none does."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from parindex.assessments.queries import facts_behind
from parindex.web.templatetags.formats import spoken
from parindex.web.views.desk import desk_of

PAGE_SIZE = 50
_MOST_DIGITS = 6


@never_cache
@require_GET
def show_component_rows(request: HttpRequest, key: str) -> HttpResponse:
    desk = desk_of(request)
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
    number = request.GET.get("page", "1")
    asked = (
        int(number) if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS else 1
    )
    behind = partial(facts_behind, desk.access, desk.assessment, component.key, variable)
    found = behind((max(asked, 1) - 1) * PAGE_SIZE, PAGE_SIZE)
    if found is None:
        raise Http404
    page = Paginator(range(found.total), PAGE_SIZE).get_page(asked)
    if page.number != asked:
        # Beyond the last page stands the last.
        found = behind((page.number - 1) * PAGE_SIZE, PAGE_SIZE) or found
    address = reverse("component-rows", args=[component.key])
    context = {
        "desk": desk,
        "component": component,
        "rows": [(row, [labels.get(name, name) for name in row.counted_in]) for row in found.rows],
        "page": page,
        "is_illustrative": found.is_illustrative,
        "tabs": [
            {
                "label": capfirst(labels[name]) if name else _("All facts"),
                "url": f"{address}?variable={name}" if name else address,
                "is_current": name == variable,
            }
            for name in ("", *labels)
        ],
    }
    return render(request, "scoring/rows.html", context)
