"""The registers of the agency: all of them, the list of one, what it feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parindex.editions.measures import measure_of
from parindex.organisations.queries import units_of
from parindex.registers.constants import WITHDRAWN
from parindex.registers.facts import table_row
from parindex.registers.queries.closings import closings
from parindex.registers.queries.entries import (
    ORDERS,
    EntryFilter,
    count_by_unit,
    entries_of,
    entry_years,
    may_keep,
)
from parindex.web.excel_table import excel_response
from parindex.web.feeds import feeds_of
from parindex.web.registers.owed import owed_of
from parindex.web.registers.table import REGISTER_PAGES, pages_of
from parindex.web.registers.tabs import register_tabs
from parindex.web.templatetags.formats import named, spoken
from parindex.web.views.desk import desk_of
from parindex.web.year_choice import year_asked

if TYPE_CHECKING:
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
    lines = []
    for pages in REGISTER_PAGES:
        counts = count_by_unit(desk.access, pages.register, desk.year)
        owed = owed_of(desk, pages, desk.year)
        lines.append(
            {
                "pages": pages,
                "url": reverse("register", args=[pages.key]),
                "entries": sum(sum(of_unit.values()) for of_unit in counts.values()),
                "owed": [one for one in owed if not one.entries],
                "feeds": feeds_of(desk, _components(pages)),
            }
        )
    return render(request, "registers/index.html", {"desk": desk, "lines": lines})


@require_safe
def list_entries(request: HttpRequest, key: str) -> HttpResponse:
    """The entries of a register, narrowed and sorted as the address asks."""
    desk, pages = desk_of(request), pages_of(key)
    asked = _asked(request, desk, pages)
    found = entries_of(desk.access, pages.register, asked.narrowed, asked.sort)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    year = asked.narrowed.year or desk.year
    context = {
        "area_tabs": register_tabs(pages, "register"),
        "pages": pages,
        "asked": asked,
        "units": units_of(desk.agency),
        "states": [
            *((state, look.label) for state, look in pages.states.items()),
            (WITHDRAWN, _("Taken out")),
        ],
        "page": page,
        "rows": [_row(pages, entry, desk) for entry in page.object_list],
        "is_illustrative": any(entry.is_illustrative for entry in page.object_list),
        "owed": owed_of(desk, pages, year),
        "today": desk.today,
        "may_keep": may_keep(desk.access),
        "export_url": f"{reverse('register-export', args=[key])}?{request.GET.urlencode()}",
    }
    return render(request, "registers/list.html", context)


@require_safe
def export_entries(request: HttpRequest, key: str) -> HttpResponse:
    """The same list, all of its pages, with the columns that an import reads back."""
    desk, pages = desk_of(request), pages_of(key)
    asked = _asked(request, desk, pages)
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


def _asked(request: HttpRequest, desk: Desk, pages: RegisterPages) -> Asked:
    """Reads ``?year=&words=&unit=&state=&sort=``."""
    query = request.GET
    years = entry_years(desk.access, pages.register, desk.today)
    units = {unit.key: unit.pk for unit in units_of(desk.agency)}
    unit, state, sort = query.get("unit", ""), query.get("state", ""), query.get("sort", "")
    sorts = {*ORDERS, "title", *(column.sort for column in pages.columns if column.sort)}
    return Asked(
        years=years,
        unit=unit if unit in units else "",
        sort=sort if sort.removeprefix("-") in sorts else "-code",
        narrowed=EntryFilter(
            year=year_asked(query, years) or desk.today.year,
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
