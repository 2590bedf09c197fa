"""The year's plan as a workbook: what each row says, every problem by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.planning import PlanLine
from parindex.web.suggestions import components_by_words
from parindex.web.templatetags.formats import page_language
from parindex_core.directives.deadline_cell import deadline_of_cell
from parindex_core.framework import Label
from parindex_core.vietnamese.dates import format_date
from parindex_tables.columns import Column, compact
from parindex_tables.reading import TableReading, read_table

if TYPE_CHECKING:
    from parindex.organisations.models import Unit
    from parindex_core.framework import Framework
    from parindex_tables.reading import Row

NUMBER, TEXT, PRODUCT, LEAD, PARTNERS, TIME, COMPONENTS = (
    "number", "text", "product", "lead", "partners", "time", "components",
)  # fmt: skip
PLAN_COLUMNS = (
    Column(
        NUMBER,
        Label("STT", "No."),
        also_called=("TT", "Số thứ tự"),
        width=8,
        note=Label(
            "I, II cho mục tiêu; 1, 2 cho nhóm; 1.1 cho nhiệm vụ. Có thể để trống.",
            "I, II for goals; 1, 2 for groups; 1.1 for tasks. May be empty.",
        ),
    ),
    Column(
        TEXT,
        Label("Nội dung", "What is to be done"),
        required=True,
        also_called=("Nhiệm vụ", "Nội dung công việc", "Nội dung nhiệm vụ", "Mục tiêu, nhiệm vụ"),
        width=60,
        note=Label(
            "Dòng không có đơn vị, sản phẩm, thời hạn là mục tiêu của các dòng dưới.",
            "A row without unit, product and deadline is the goal of the rows below it.",
        ),
    ),
    Column(
        PRODUCT,
        Label("Sản phẩm", "Product"),
        also_called=("Kết quả", "Sản phẩm, kết quả"),
        longest=300,
        width=24,
    ),
    Column(
        LEAD,
        Label("Đơn vị chủ trì", "Unit in charge"),
        also_called=("Chủ trì", "Cơ quan chủ trì", "Đơn vị thực hiện"),
        width=28,
    ),
    Column(
        PARTNERS,
        Label("Đơn vị phối hợp", "Units taking part"),
        also_called=("Phối hợp", "Cơ quan phối hợp"),
        width=28,
        note=Label("Nhiều đơn vị cách nhau bằng dấu ;", "Several units are parted by ;"),
    ),
    Column(
        TIME,
        Label("Thời hạn", "Deadline"),
        also_called=("Thời gian", "Thời gian hoàn thành", "Thời hạn hoàn thành", "Tiến độ"),
        width=20,
        note=Label(
            "Ngày như 30/6/2021, hoặc “Quý III”, “Tháng 6”, “Hằng tháng, trước ngày 20”.",
            "A day such as 30/6/2021, or “Quý III”, “Tháng 6”, “Hằng tháng, trước ngày 20”.",
        ),
    ),
    Column(
        COMPONENTS,
        Label("Tiêu chí", "Components"),
        also_called=("Mã tiêu chí",),
        width=14,
        note=Label(
            "Mã như 1.1.3; 3.4.1. Để trống thì phần mềm gợi ý theo lời.",
            "Codes such as 1.1.3; 3.4.1. Empty: suggested by the words.",
        ),
    ),
)
_ROMAN = re.compile(r"^[IVX]+$|^[A-ZĐ]$")
_SHOWN = 60  # characters of a value that a problem quotes


@dataclass(frozen=True)
class PlacedProblem:
    """What to mend and how; ``place`` "": the file as a whole."""

    place: str
    value: str
    words: str


@dataclass(frozen=True)
class PlanReading:
    """What a workbook says. With any problem nothing should be written."""

    lines: Sequence[PlanLine]
    problems: Sequence[PlacedProblem]


class _Reader:
    """Reads the rows of one workbook."""

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
        number, text = _said(said, NUMBER), _said(said, TEXT)
        if not any(_said(said, key) for key in (PRODUCT, LEAD, PARTNERS, TIME)):
            return PlanLine(number[:20], text[:500], _depth(number))
        lead = self._unit(row, LEAD, _said(said, LEAD))
        if lead is None and not _said(said, LEAD):
            self._problem(row, LEAD, _("A task needs its unit in charge."))
        partners = [
            unit
            for name in re.split(r"[;\n]", _said(said, PARTNERS))
            if name.strip() and (unit := self._unit(row, PARTNERS, name.strip())) is not None
        ]
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
    """Read a plan's workbook by ``PLAN_COLUMNS``."""
    table = read_table(content, PLAN_COLUMNS)
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
    return PlanReading(lines, reader.problems)


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
    return 1 + bare.count(".")


def _names(unit: Unit) -> list[str]:
    return [unit.key, unit.name, unit.name_en, *unit.aliases]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
