"""The register of accountability: which deduction which unit answers for, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.accounts.queries import access as access_of
from parindex.organisations.queries import units_of
from parindex.rounds.constants import Cause
from parindex.rounds.queries import (
    accountable_years,
    carried_remedies,
    deduction_counts,
    deductions_of,
    participant_of,
)
from parindex.web.accountability_page import (
    COLUMNS,
    asked_for,
    lines_of,
    lost_points,
    table_rows,
    tabs_of,
)
from parindex.web.excel_table import excel_response
from parindex.web.ranking_page import is_illustrative, notices
from parindex.web.views.desk import desk_of, person_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant
    from parindex.web.accountability_page import RegisterLine
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class _Register:
    """The agency's part in the round of a year, with the person's roles in that year."""

    desk: Desk
    years: list[int]
    access: Access
    participant: Participant | None


@require_safe
def list_deductions(request: HttpRequest) -> HttpResponse:
    """The register of a year, narrowed as the address asks."""
    register = _register(request)
    desk, participant = register.desk, register.participant
    context = {"years": register.years, "year": None, "carried": _carried(desk)}
    if participant is not None:
        units = units_of(desk.agency)
        asked = asked_for(request.GET, units)
        counts = deduction_counts(register.access, participant, asked.narrowed)
        found = deductions_of(register.access, participant, asked.narrowed)
        lines = lines_of(found, desk.today)
        context |= {
            "year": participant.round.year,
            "round": participant.round,
            "units": units,
            "causes": Cause.choices,
            "asked": asked,
            "tabs": tabs_of(asked, request.GET, counts),
            "total": counts[""],
            "lines": lines,
            "lost": lost_points(lines),
            "query": request.GET.urlencode(),
            "is_illustrative": is_illustrative(participant.round),
        }
    return render(request, "accountability/list.html", context)


@require_safe
def export_deductions(request: HttpRequest) -> HttpResponse:
    """The same rows for Excel."""
    register = _register(request)
    participant = register.participant
    lines, said, title = [], [], ""
    if participant is not None:
        asked = asked_for(request.GET, units_of(register.desk.agency))
        found = deductions_of(register.access, participant, asked.narrowed)
        lines = lines_of(found, register.desk.today)
        title, said = participant.round.name, notices(participant.round)
    name = f"trach-nhiem-{register.desk.agency.key}.xlsx"
    return excel_response(name, COLUMNS, table_rows(lines), title=title, notices=said)


def _register(request: HttpRequest) -> _Register:
    desk = desk_of(request)
    years = accountable_years(desk.access)
    year = year_asked(request.GET, years)
    if year is None:
        return _Register(desk, years, desk.access, None)
    access = access_of(person_of(request), desk.agency, year)
    return _Register(desk, years, access, participant_of(access, year))


def _carried(desk: Desk) -> list[RegisterLine]:
    """What the year that the agency works on has still to answer for from the one before."""
    return lines_of(carried_remedies(desk.access, desk.year), desk.today)
