"""The registers of the agency: all of them, the list of one, what it feeds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.editions.measures import measure_of
from parindex.registers.constants import WITHDRAWN
from parindex.registers.facts import table_row
from parindex.registers.queries.closings import closings
from parindex.registers.queries.entries import (
    ORDERS,
    EntryFilter,
    entries_of,
    may_keep,
    page_of_entries,
    shape_of,
)
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of, standings_of
from parindex.web.page_numbers import found_page
from parindex.web.registers.owed import owed_of
from parindex.web.registers.table import REGISTER_PAGES, pages_of
from parindex.web.registers.tabs import register_tabs
from parindex.web.templatetags.formats import named, spoken
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
    from parindex.registers.queries.entries import Shape
    from parindex.web.registers.pages import RegisterPages
    from parindex.web.views.desk import Desk

ROWS_ON_A_PAGE = 50
ROWS_LEFT_OUT = 50
_LONGEST_WORDS = 200


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list; what it does not know is as if it were not there."""

    years: list[int]
    unit: str
    sort: str
    narrowed: EntryFilter

    @property
    def is_narrowed(self) -> bool:
        return self.narrowed != EntryFilter(year=self.narrowed.year)


@require_safe
def list_registers(request: HttpRequest) -> HttpResponse:
    """Every register with what it feeds, its entries of the year, what is owed."""
    desk = desk_of(request)
    gained = standings_of(desk)
    lines = []
    for pages in REGISTER_PAGES:
        shape = shape_of(desk.access, pages.register, desk.today)
        owed = owed_of(desk, pages, desk.year, shape)
        lines.append(
            {
                "pages": pages,
                "url": reverse("register", args=[pages.key]),
                "entries": shape.of_year(desk.year),
                "owed": [one for one in owed if not one.entries],
                "feeds": [gained[key] for key in _components(pages) if key in gained],
            }
        )
    return render(request, "registers/index.html", {"desk": desk, "lines": lines})


@require_safe
def list_entries(request: HttpRequest, key: str) -> HttpResponse:
    """The entries of a register, narrowed and sorted as the address asks."""
    desk, pages = desk_of(request), pages_of(key)
    shape = shape_of(desk.access, pages.register, desk.today)
    asked = _asked(request, desk, pages, shape)
    find = partial(page_of_entries, desk.access, pages.register, asked.narrowed, asked.sort)
    found, page = found_page(request.GET, ROWS_ON_A_PAGE, lambda at: find(at, ROWS_ON_A_PAGE))
    year = asked.narrowed.year or desk.year
    context = {
        "area_tabs": register_tabs(pages, "register"),
        "pages": pages,
        "asked": asked,
        "units": shape.units,
        "states": [
            *((state, look.label) for state, look in pages.states.items()),
            (WITHDRAWN, _("Taken out")),
        ],
        "page": page,
        "rows": [_row(pages, entry, desk) for entry in found.entries],
        "is_illustrative": any(entry.is_illustrative for entry in found.entries),
        "owed": owed_of(desk, pages, year, shape),
        "today": desk.today,
        "may_keep": may_keep(desk.access),
        "export_url": f"{reverse('register-export', args=[key])}?{request.GET.urlencode()}",
    }
    return render(request, "registers/list.html", context)


@require_safe
def export_entries(request: HttpRequest, key: str) -> HttpResponse:
    """The same list, all of its pages, with the columns that an import reads back."""
    desk, pages = desk_of(request), pages_of(key)
    asked = _asked(request, desk, pages, shape_of(desk.access, pages.register, desk.today))
    found = list(entries_of(desk.access, pages.register, asked.narrowed, asked.sort))
    notices = [f"{named(desk.agency)} · {asked.narrowed.year}"]
    if any(entry.is_illustrative for entry in found):
        notices.append(_("Illustrative figures"))
    return excel_response(
        f"{key}-{asked.narrowed.year}.xlsx",
        pages.register.columns,
        (table_row(pages.register, entry) for entry in found),
        title=str(pages.register.label),
        notices=notices,
    )


@require_safe
def show_feeds(request: HttpRequest, key: str) -> HttpResponse:
    """The components that a register feeds: what is counted in, what is left out and why."""
    desk, pages = desk_of(request), pages_of(key)
    parts = []
    for feed in feeds_of(desk, _components(pages)):
        measure = measure_of(feed.component.key)
        if measure is None:
            continue
        labels = {one.name: spoken(one.label) for one in feed.component.variables}
        found = measure.rows(desk.agency, desk.year, desk.today, "", 0, ROWS_LEFT_OUT)
        parts.append(
            {
                "feed": feed,
                "rows": [
                    (row, [labels.get(name, name) for name in row.counted_in]) for row in found.rows
                ],
                "total": found.total,
                "all_url": reverse("component-rows", args=[feed.component.key]),
            }
        )
    context = {
        "desk": desk,
        "pages": pages,
        "area_tabs": register_tabs(pages, "register-feeds"),
        "parts": parts,
        "closings": closings(desk.access, pages.register),
    }
    return render(request, "registers/feeds.html", context)


def _components(pages: RegisterPages) -> list[str]:
    return [measure.component_key for measure in pages.register.measures]


def _asked(request: HttpRequest, desk: Desk, pages: RegisterPages, shape: Shape) -> Asked:
    """Reads ``?year=&words=&unit=&state=&sort=``."""
    query = request.GET
    units = {unit.key: unit.pk for unit in shape.units}
    unit, state, sort = query.get("unit", ""), query.get("state", ""), query.get("sort", "")
    sorts = {*ORDERS, "title", *(column.sort for column in pages.columns if column.sort)}
    return Asked(
        years=shape.years,
        unit=unit if unit in units else "",
        sort=sort if sort.removeprefix("-") in sorts else "-code",
        narrowed=EntryFilter(
            year=year_asked(query, shape.years) or desk.today.year,
            unit_id=units.get(unit),
            state=state if state in {*pages.states, WITHDRAWN} else "",
            words=query.get("words", "").strip()[:_LONGEST_WORDS],
        ),
    )


def _row(pages: RegisterPages, entry: Any, desk: Desk) -> dict[str, Any]:
    return {
        "entry": entry,
        "url": reverse("register-entry", args=[pages.key, entry.pk]),
        "cells": [(column, column.value(entry, desk.today)) for column in pages.columns],
        "state": pages.appearance(entry.state),
    }
