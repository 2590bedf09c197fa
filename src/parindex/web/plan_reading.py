"""The year's plan as the rows of a table: what each says, every problem by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.constants import DEEPEST
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.planning import PlanLine
from parindex.web.plan_columns import (
    COMPONENTS,
    LEAD,
    NUMBER,
    PARTNERS,
    PLAN_COLUMNS,
    PRODUCT,
    TEXT,
    TIME,
)
from parindex.web.suggestions import components_by_words
from parindex.web.templatetags.formats import page_language
from parindex_core.directives.collectives import collective_mentions
from parindex_core.directives.deadline_cell import deadline_of_cell
from parindex_core.framework import Label
from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.folding import fold
from parindex_tables.columns import compact
from parindex_tables.reading import TableReading, read_table

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex_core.framework import Framework
    from parindex_tables.reading import Row

_ROMAN = re.compile(r"^[IVX]+$|^[A-ZĐ]$")
# What stands before the words of a goal whose cell is merged over the whole row.
_NUMBERED = re.compile(
    r"(\d{1,2}(?:\.\d{1,2})+|[IVX]+(?=\W)|(?:[A-ZĐ]|\d{1,2})(?=\s*[.)/:-]))"
    r"\s*[.)/:-]?\s*([^\W\d].*)"
)
_SHOWN = 60  # characters of a value that a problem quotes


@dataclass(frozen=True)
class PlacedProblem:
    """What to mend and how; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


@dataclass(frozen=True)
class PlanReading:
    """What a plan says. With any problem nothing should be written.

    ``left_out``: tables of a paper that are no plan.
    """

    lines: Sequence[PlanLine]
    problems: Sequence[PlacedProblem]
    left_out: int = 0


class _Reader:
    """Reads the rows of one plan."""

    def __init__(
        self, table: TableReading, units: Sequence[Unit], framework: Framework | None, year: int
    ) -> None:
        self._table = table
        self._units = units
        self._framework = framework
        self._year = year
        self._known = {compact(name): unit for unit in units for name in _names(unit)}
        self.problems: list[PlacedProblem] = []

    def line(self, row: Row) -> PlanLine:
        said = row.values
        number, text = _said(said, NUMBER).rstrip(" .)"), _said(said, TEXT)
        if not any(_said(said, key) for key in (PRODUCT, LEAD, PARTNERS, TIME)):
            written = None if number else _NUMBERED.match(text)
            if written:
                number, text = written[1], written[2]
            return PlanLine(number[:20], text[:500], _depth(number))
        lead = self._unit(row, LEAD, _said(said, LEAD))
        if lead is None and not _said(said, LEAD):
            self._problem(row, LEAD, _("A task needs its unit in charge."))
        partners = self._partners(row)
        deadline, deadline_text, recurrence, day = self._time(row)
        task = NewTask(
            action=text,
            unit=lead,
            item_number=number[:20],
            partners=[unit for unit in dict.fromkeys(partners) if unit != lead],
            product=_said(said, PRODUCT),
            deadline=deadline,
            deadline_text=deadline_text,
            recurrence=recurrence,
            day=day,
            component_keys=self._components(row, text),
        )
        return PlanLine(number[:20], text, task=task)

    def _unit(self, row: Row, key: str, name: str) -> Unit | None:
        if not name:
            return None
        unit = self._known.get(compact(name))
        if unit is None:
            names = "; ".join(one.name for one in self._units)
            words = _("No unit of the agency is called so. Write one of: %(names)s.")
            self._problem(row, key, words % {"names": names})
        return unit

    def _partners(self, row: Row) -> Sequence[Unit]:
        found: list[Unit] = []
        for name in re.split(r"[;\n]", str(row.values.get(PARTNERS) or "")):
            parts = [part for part in re.split(r",|\bvà\b", name) if part.strip()]
            if _names_everyone(name):
                found += self._units
            # A comma parts units, unless it stands in the name of one.
            elif compact(name) not in self._known and all(
                compact(part) in self._known for part in parts
            ):
                found += [self._known[compact(part)] for part in parts]
            elif name.strip() and (unit := self._unit(row, PARTNERS, name.strip())) is not None:
                found.append(unit)
        return found

    def _time(self, row: Row) -> tuple[date | None, str, str, int | None]:
        text = _said(row.values, TIME)
        if not text:
            return None, "", "", None
        found = _deadline(text, self._year)
        if found is None:
            words = _("This is no time. Write a day such as 30/6/2021, “Quý III”, “Tháng 6”.")
            self._problem(row, TIME, words)
            return None, "", "", None
        day, recurrence, of_month = found
        is_plain = day is not None and compact(format_date(day)) == compact(text)
        return self._within(row, day), "" if is_plain else text, recurrence, of_month

    def _within(self, row: Row, day: date | None) -> date | None:
        if day is not None and day.year != self._year:
            words = _("The deadline has to be in %(year)d.") % {"year": self._year}
            self._problem(row, TIME, words)
        return day

    def _components(self, row: Row, text: str) -> Sequence[str]:
        if self._framework is None:
            return ()
        named = re.split(r"[;,\s]+", _said(row.values, COMPONENTS))
        codes = [code for code in named if code]
        if not codes:
            return components_by_words(self._framework, text)
        by_code = {leaf.code: leaf.key for leaf in self._framework.components}
        for code in codes:
            if code not in by_code:
                words = _("The year's set of criteria has no component %(code)s.")
                self._problem(row, COMPONENTS, words % {"code": code})
        return list(dict.fromkeys(by_code[code] for code in codes if code in by_code))

    def _problem(self, row: Row, key: str, words: str) -> None:
        nothing = Label("", "")
        place = self._table.problem(row, key, "", nothing, nothing).place(page_language())
        self.problems.append(PlacedProblem(place, _said(row.values, key)[:_SHOWN], words))


def read_plan(
    content: bytes, units: Sequence[Unit], framework: Framework | None, year: int
) -> PlanReading:
    """Read a plan's workbook by ``PLAN_COLUMNS``, merged cells as its printed form has them."""
    return lines_of(read_table(content, PLAN_COLUMNS, takes_merged=True), units, framework, year)


def lines_of(
    table: TableReading, units: Sequence[Unit], framework: Framework | None, year: int
) -> PlanReading:
    """What the rows of a table by ``PLAN_COLUMNS`` say."""
    language = page_language()
    problems = [
        PlacedProblem(
            one.place(language),
            one.value[:_SHOWN],
            f"{_capital(one.reason.in_language(language))}. {one.mend.in_language(language)}",
        )
        for one in table.problems
    ]
    if problems:
        return PlanReading((), problems)
    reader = _Reader(table, units, framework, year)
    lines = [reader.line(row) for row in table.rows]
    return PlanReading(lines, reader.problems, table.left_out)


@lru_cache(maxsize=2048)
def _deadline(text: str, year: int) -> tuple[date | None, str, int | None] | None:
    found = deadline_of_cell(text, date(year, 1, 1))
    return None if found is None else (found.date, found.recurrence or "", found.day)


def _said(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return "" if value is None else " ".join(str(value).split())


def _depth(number: str) -> int:
    """How deep a heading of that number stands: “II” or “A” outermost, “1” in it, “1.1” deeper."""
    bare = number.strip(" .)")
    if not bare or _ROMAN.match(bare):
        return 0
    return min(1 + bare.count("."), DEEPEST)


def _names_everyone(name: str) -> bool:
    flat = fold(name).strip()
    found = collective_mentions(flat, 0, len(flat))
    return any(one.everyone and (one.start, one.end) == (0, len(flat)) for one in found)


def _names(unit: Unit) -> list[str]:
    return [unit.key, unit.name, unit.name_en, *unit.aliases]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
