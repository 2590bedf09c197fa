"""The missions of a year along its days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.registers.missions.register import MISSIONS
from parindex.registers.queries.entries import entry_years
from parindex.web.registers.mission_schedule import schedule_of
from parindex.web.registers.missions import MISSION_PAGES
from parindex.web.registers.tabs import register_tabs
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked


@require_safe
def show_mission_schedule(request: HttpRequest) -> HttpResponse:
    """What is under way, due and late; reads ``?year=``."""
    desk = desk_of(request)
    years = entry_years(desk.access, MISSIONS, desk.today)
    year = year_asked(request.GET, years) or desk.today.year
    context = {
        "pages": MISSION_PAGES,
        "area_tabs": register_tabs(MISSION_PAGES, "mission-schedule"),
        "schedule": schedule_of(desk, year),
        "year": year,
        "years": years,
    }
    return render(request, "registers/missions/schedule.html", context)
