"""An agency's own result of its round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.accounts.queries import access as access_of
from parindex.rounds.queries import accountable_years, participant_of
from parindex.web.ranking_page import is_illustrative
from parindex.web.scoring_address import scoring_address
from parindex.web.separation_page import standing_of
from parindex.web.views.desk import desk_of, person_of
from parindex.web.year_choice import year_asked


@require_safe
def show_round_result(request: HttpRequest) -> HttpResponse:
    """Place, class, what separates it from a better place, change; of the year asked for."""
    desk = desk_of(request)
    years = accountable_years(desk.access)
    year = year_asked(request.GET, years)
    participant = standing = None
    if year is not None:
        access = access_of(person_of(request), desk.agency, year)
        participant = participant_of(access, year)
        standing = participant and standing_of(access, participant, request.GET)
    scoring_year = None if year == desk.year else year
    context = {
        "way": [(_("Scoring"), scoring_address("scoring", year=scoring_year))],
        "sees_scoring": True,
        "scoring_year": scoring_year,
        "years": years,
        "year": year,
        "participant": participant,
        "standing": standing,
        "is_illustrative": participant is not None and is_illustrative(participant.round),
    }
    return render(request, "ranking/own.html", context)
