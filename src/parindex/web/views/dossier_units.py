"""Which of the agency's units each unit of the exports is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parindex.accounts.constants import Permission
from parindex.dossiers.queries.indicators import asked_period, indicator_shares
from parindex.dossiers.queries.records import dossier_units
from parindex.dossiers.queries.shares import ONLINE
from parindex.dossiers.services.units import set_dossier_units
from parindex.organisations.queries import units_of
from parindex.web.dossier_tabs import dossier_tabs
from parindex.web.dossier_tiles import counted_address
from parindex.web.views.desk import Desk, desk_of

_OF_NONE = "none"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def map_units(request: HttpRequest) -> HttpResponse:
    """The units of the exports, each with the agency's own; a POST sets those that differ."""
    desk = desk_of(request)
    if request.method == "POST":
        return _set(request, desk)
    period = asked_period(str(desk.year), desk.today)
    settled = {
        found.place: found.shares[ONLINE].denominator
        for found in indicator_shares(desk.access, period, "unit")
    }
    lines = [
        (
            line,
            settled.get(line.pair.code, 0),
            counted_address(ONLINE, "denominator", period.text, unit=line.pair.code),
        )
        for line in dossier_units(desk.access)
    ]
    context = {
        "way": [(_("Dossiers"), reverse("dossiers"))],
        "tabs": dossier_tabs("dossier-units"),
        "year": desk.year,
        "units": units_of(desk.agency),
        "of_none": _OF_NONE,
        "may_set": desk.access.may(Permission.LOAD_DOSSIERS),
        "unmapped": sum(1 for line, *_others in lines if line.pair.unit_id is None),
        "lines": lines,
    }
    return render(request, "dossiers/units.html", context)


def _set(request: HttpRequest, desk: Desk) -> HttpResponse:
    by_key = {unit.key: unit for unit in units_of(desk.agency)}
    wanted = {}
    lines = dossier_units(desk.access)
    for line in lines:
        chosen = request.POST.get(f"unit-{line.pair.pk}", "")
        if chosen in by_key or chosen == _OF_NONE:
            wanted[line.pair] = by_key.get(chosen)
    changed = set_dossier_units(desk.access, wanted)
    said = ngettext("%d unit of the exports was set.", "%d units of the exports were set.", changed)
    if changed:
        messages.success(request, said % changed, extra_tags=f"dossier-units-{len(lines)}")
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("dossier-units")
