"""Survey points as one sheet: typed, or read from a workbook into the same sheet to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.rounds.queries import SurveyLine, survey_lines, surveyed_components
from parindex.rounds.services import SurveyRow
from parindex.web.templatetags.formats import named, page_language, points
from parindex_core.framework import Label
from parindex_core.vietnamese.numbers import parse_number
from parindex_tables.columns import Column, Kind, Value
from parindex_tables.reading import read_table

if TYPE_CHECKING:
    from parindex.web.council_place import CouncilPlace
    from parindex_core.framework import Component
    from parindex_tables.problems import Problem
    from parindex_tables.reading import Row, TableReading

AGENCY = "agency"


@dataclass(frozen=True)
class SurveyCell:
    """A component of an agency: what is stored, what is typed now, what is wrong with it."""

    component: Component
    name: str
    label: str
    stored: str
    typed: str
    source: str
    problem: str = ""

    @property
    def is_changed(self) -> bool:
        return self.typed != self.stored


@dataclass(frozen=True)
class SurveyLineView:
    """An agency with its cells."""

    line: SurveyLine
    cells: Sequence[SurveyCell]


@dataclass(frozen=True)
class SurveySheet:
    """The sheet; ``is_preview``: filled from a file or sent back, nothing is saved yet."""

    components: Sequence[Component]
    lines: Sequence[SurveyLineView]
    is_preview: bool = False

    @property
    def cells(self) -> Iterator[SurveyCell]:
        for line in self.lines:
            yield from line.cells

    @property
    def seen_text(self) -> str:
        """What the page shows as stored, for the form to carry."""
        return json.dumps({cell.name: cell.stored for cell in self.cells})

    @property
    def changes(self) -> int:
        return sum(1 for cell in self.cells if cell.is_changed)

    @property
    def has_problems(self) -> bool:
        return any(cell.problem for cell in self.cells)


def survey_sheet(
    place: CouncilPlace,
    typed: Mapping[str, str] | None = None,
    seen: Mapping[str, str] | None = None,
) -> SurveySheet:
    """The sheet with what is stored, or with what was ``typed`` in its place.

    ``seen``: what the person had before them; only what differs from that is a change.
    """
    components = surveyed_components(place.round)
    lines = [
        SurveyLineView(one, [_cell(one, component, typed, seen or {}) for component in components])
        for one in survey_lines(place.access, place.round)
    ]
    return SurveySheet(components, lines, is_preview=typed is not None)


def changed_rows(sheet: SurveySheet) -> list[SurveyRow]:
    """What a sheet without problems changes."""
    return [
        SurveyRow(line.line.participant.agency.key, cell.component.key, _number(cell.typed))
        for line in sheet.lines
        for cell in line.cells
        if cell.is_changed
    ]


def survey_columns(place: CouncilPlace) -> list[Column]:
    """The columns of the workbook that is exported and read back."""
    return [
        Column(
            AGENCY,
            Label("Mã cơ quan", "Agency code"),
            required=True,
            unique=True,
            note=Label("Giữ nguyên mã đã xuất.", "Keep the code as exported."),
            width=18,
        ),
        Column("name", Label("Cơ quan", "Agency"), width=40),
        *(
            Column(
                one.key,
                Label(f"{one.code} {one.label.vi}", f"{one.code} {one.label.en}"),
                Kind.DECIMAL,
                also_called=(one.code,),
                least=0,
                most=one.max,
                note=Label(
                    f"Điểm điều tra, từ 0 đến {one.max}; để trống là không đổi.",
                    f"Points of the survey, 0 to {one.max}; empty changes nothing.",
                ),
            )
            for one in surveyed_components(place.round)
        ),
    ]


def survey_rows(place: CouncilPlace) -> Iterator[Mapping[str, Value]]:
    """The agencies with what is stored."""
    for one in survey_lines(place.access, place.round):
        yield {
            AGENCY: one.participant.agency.key,
            "name": named(one.participant.agency),
            **{key: found.points for key, found in one.points.items()},
        }


def read_survey(place: CouncilPlace, content: bytes) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """A workbook as typed cells, or everything that is wrong with it, by row and column."""
    reading = read_table(content, survey_columns(place))
    lines = {one.participant.agency.key: one for one in survey_lines(place.access, place.round)}
    problems = list(reading.problems)
    typed: dict[str, str] = {}
    for row in reading.rows:
        line = lines.get(str(row.values[AGENCY]))
        problems += _row_problems(reading, row, line)
        if line is None:
            continue
        for component in surveyed_components(place.round):
            value = row.values.get(component.key)
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                typed[cell_name(line, component)] = points(value)
                problems += _decimal_problems(reading, row, component, Decimal(value))
    return typed, problems


def cell_name(line: SurveyLine, component: Component) -> str:
    """The name of a cell's field."""
    return f"points-{line.participant.pk}-{component.key}"


def _cell(
    line: SurveyLine,
    component: Component,
    typed: Mapping[str, str] | None,
    seen: Mapping[str, str],
) -> SurveyCell:
    name = cell_name(line, component)
    present = line.points.get(component.key)
    stored = points(present.points) if present else ""
    before = seen.get(name, stored)
    now = stored if typed is None else typed.get(name, before).strip()
    if now == before:
        # Untouched: a colleague's points are not put back to what this page showed.
        now = stored
    problem = _problem(component, now) if now != stored else ""
    if not problem and now != stored and stored != before:
        problem = _("A colleague saved %(points)s meanwhile. Save again to put yours there.") % {
            "points": stored
        }
    return SurveyCell(
        component=component,
        name=name,
        label=f"{named(line.participant.agency)}, {component.code}",
        stored=stored,
        typed=now,
        source=present.source if present else "",
        problem=problem,
    )


def _problem(component: Component, typed: str) -> str:
    if not typed:
        return _("Points that were entered can be changed, not taken away.")
    try:
        number = _number(typed)
    except ValueError:
        return _("Write a number, such as 1,25.")
    if not 0 <= number <= component.max or number != round(number, 2):
        return _("0 to %(maximum)s, at most two decimals.") % {"maximum": points(component.max)}
    return ""


def _number(typed: str) -> Decimal:
    return parse_number(typed, page_language())


def _row_problems(reading: TableReading, row: Row, line: SurveyLine | None) -> list[Problem]:
    said = str(row.values[AGENCY] or "")
    if line is None:
        reason = Label("không có trong đợt đánh giá", "is not in the round")
        mend = Label("Ghi mã như tệp đã xuất.", "Write the code as exported.")
        return [reading.problem(row, AGENCY, said, reason, mend)]
    if not line.is_open and any(
        value is not None for key, value in row.values.items() if key not in (AGENCY, "name")
    ):
        reason = Label("chưa nộp hoặc đã kết luận", "has not submitted, or is concluded")
        mend = Label("Để trống điểm của cơ quan này.", "Leave the points of this agency empty.")
        return [reading.problem(row, AGENCY, said, reason, mend)]
    return []


def _decimal_problems(
    reading: TableReading, row: Row, component: Component, value: Decimal
) -> list[Problem]:
    if value == round(value, 2):
        return []
    reason = Label("có hơn hai chữ số thập phân", "has more than two decimals")
    mend = Label("Làm tròn đến hai chữ số.", "Round it to two decimals.")
    return [reading.problem(row, component.key, str(value), reason, mend)]
