"""A workbook read back into rows, with every problem by cell; nothing is taken by halves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parindex_core.framework import Label
from parindex_tables.cells import Cell, SheetRows
from parindex_tables.columns import Column, Value
from parindex_tables.container import Container
from parindex_tables.header import (
    Header,
    find_header,
    header_problems,
    no_header,
    no_rows,
    values_of,
)
from parindex_tables.merging import Unfolding, merged_problem, rows_for_header
from parindex_tables.problems import Problem, TableRefused
from parindex_tables.workbook import sheets_of


@dataclass(frozen=True)
class Row:
    """A row of the table: its number in Excel, and a value for every column that was described.

    Of a paper with several tables: which of them, and where its columns stand.
    """

    number: int
    values: Mapping[str, Value]
    table: int = 0
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TableReading:
    """What was read. With any problem nothing should be written.

    ``places``: the letter and header of each described column that the file has, by key.
    ``ignored``: headers that no described column has. ``left_out``: how many tables of a paper have
    other headers, or none.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    left_out: int = 0

    def problem(self, row: Row, key: str, value: str, reason: Label, mend: Label) -> Problem:
        """A problem that only the caller can see, at the cell that it stands in."""
        letter, header = (row.places or self.places).get(key, ("", ""))
        return Problem(row.number, letter, header, value, reason, mend, row.table)


def read_table(
    content: bytes, columns: Sequence[Column], *, takes_merged: bool = False
) -> TableReading:
    """Read the first sheet that has the columns; a file that cannot be read is one problem.

    Merged cells are problems, by their cells; with ``takes_merged`` only those that can be read in
    two ways, as ``merging`` has it.
    """
    try:
        container = Container(content)
        for sheet in sheets_of(container):
            rows = rows_for_header(sheet) if takes_merged else sheet.rows
            header = find_header(((n, rows[n]) for n in sorted(rows)), columns)
            if header is not None:
                return _read_sheet(sheet, header, columns, takes_merged)
        raise no_header(columns)
    except TableRefused as refused:
        return TableReading((), (refused.problem,))


def _read_sheet(
    sheet: SheetRows, header: Header, columns: Sequence[Column], takes_merged: bool
) -> TableReading:
    problems = header_problems(header, columns)
    under: Mapping[int, Mapping[int, Cell]] = sheet.rows
    if takes_merged:
        unfolded = Unfolding(sheet, header)
        under = unfolded.rows
        problems += unfolded.problems
    else:
        problems += _merged_problems(sheet, header)
    places, ignored = header.places, header.ignored
    if problems:
        return TableReading((), tuple(problems), places, ignored)
    rows = [
        Row(number, values_of(number, under[number], header, columns, problems))
        for number in sorted(under)
        if number > header.row and under[number].keys() & header.columns.keys()
    ]
    problems += _repeated(rows, places, columns)
    problems.sort(key=lambda problem: (problem.row, len(problem.letter), problem.letter))
    if not rows and not problems:
        problems.append(no_rows(header))
    return TableReading(tuple(rows), tuple(problems), places, ignored)


def _repeated(
    rows: Sequence[Row], places: Mapping[str, tuple[str, str]], columns: Sequence[Column]
) -> list[Problem]:
    problems = []
    for column in columns:
        first: dict[Value, int] = {}
        for row in rows if column.unique else ():
            value = row.values[column.key]
            if value is None:
                continue
            at = first.setdefault(value, row.number)
            if at != row.number:
                reason = Label(f"đã có ở dòng {at}", f"stands in row {at} already")
                mend = Label("Giữ một dòng, xóa dòng kia.", "Keep one row, delete the other.")
                place = places[column.key]
                problems.append(Problem(row.number, *place, str(value), reason, mend))
    return problems


def _merged_problems(sheet: SheetRows, header: Header) -> list[Problem]:
    return [
        merged_problem(header, span)
        for span in sheet.merged
        if span[2] >= header.row and any(span[1] <= index <= span[3] for index in header.columns)
    ]
