"""Merged cells of a sheet read as a reader of the printed form reads them, or told by their cells.

A cell merged downwards says the same in each of its rows; one merged across says what the required
column under it asks for, such as the heading that goes over a whole row. What could be read in two
ways is a problem.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parindex_core.framework import Label
from parindex_tables.cells import Cell, SheetRows
from parindex_tables.columns import compact
from parindex_tables.header import ROWS_BEFORE_HEADER, Header
from parindex_tables.problems import Problem, TableRefused, column_letter
from parindex_tables.values import shown

Span = tuple[int, int, int, int]


def rows_for_header(sheet: SheetRows) -> Mapping[int, Mapping[int, Cell]]:
    """The first rows that hold something, with what is merged down into each of them.

    :raises TableRefused: when more is merged than any table has.
    """
    if sheet.merged_left_out:
        raise TableRefused(
            Label("trang tính có quá nhiều ô gộp", "the sheet has too many merged cells"),
            Label("Bỏ gộp ô (Unmerge Cells) rồi nạp lại.", "Unmerge the cells and load it again."),
        )
    numbers = sorted(sheet.rows)[:ROWS_BEFORE_HEADER]
    rows = {number: dict(sheet.rows[number]) for number in numbers}
    for top, left, bottom, _right in sheet.merged:
        cell = sheet.rows.get(top, {}).get(left)
        if cell is not None:
            for number in _between(numbers, top, bottom):
                rows[number].setdefault(left, cell)
    return rows


def merged_problem(header: Header, span: Span) -> Problem:
    """What to say of cells that are merged where they may not be, at a column of the table."""
    top, left, bottom, right = span
    name = f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"
    reason = Label(f"các ô {name} bị gộp", f"the cells {name} are merged")
    mend = Label(
        "Chọn các ô, bỏ gộp ô (Unmerge Cells), ghi giá trị vào từng ô.",
        "Select them, choose Unmerge Cells, write the value into each cell.",
    )
    index = next(index for index in header.columns if left <= index <= right)
    return header.problem(max(top, header.row), index, "", reason, mend)


@dataclass
class Unfolding:
    """The rows under a header as if nothing were merged: ``rows``; else ``problems``."""

    sheet: SheetRows
    header: Header
    problems: list[Problem] = field(default_factory=list)
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = [number for number in sorted(self.sheet.rows) if number > self.header.row]
        self.rows = {number: self.sheet.rows[number] for number in self._numbers}
        self._claimed: set[tuple[int, int]] = set()
        self._filled = {index for number in self._numbers for index in self.sheet.rows[number]}
        for span in self.sheet.merged:
            described = [i for i in self.header.columns if span[1] <= i <= span[3]]
            if described and span[2] >= self.header.row and not self._is_read(span, described):
                self.problems.append(merged_problem(self.header, span))
        for number in self._numbers:
            if self._is_header_again(number):
                del self.rows[number]

    def _is_read(self, span: Span, described: Sequence[int]) -> bool:
        top, left, bottom, right = span
        if top <= self.header.row:
            return bottom == self.header.row and self._is_one_column(left, right)
        numbers = _between(self._numbers, top, bottom)
        cell = self.sheet.rows.get(top, {}).get(left)
        if not self._claims(span, numbers, described):
            return False
        required = [i for i in described if self.header.columns[i].required]
        if cell is None:
            return True
        if not required and len(described) > 1:
            return False
        self._say(numbers, left, (required or described)[0], cell)
        return True

    def _claims(self, span: Span, numbers: Sequence[int], described: Sequence[int]) -> bool:
        """Whether nothing else stands, or is merged, where the range says something.

        Ranges that honest files have never overlap: what is looked at is no more than the table.
        """
        first = span[0], span[1]
        for number in numbers:
            for index in described:
                place = number, index
                if place in self._claimed:
                    return False
                self._claimed.add(place)
                if place != first and index in self.sheet.rows[number]:
                    return False
        return True

    def _say(self, numbers: Sequence[int], left: int, target: int, cell: Cell) -> None:
        for at, number in enumerate(numbers):
            own = self.sheet.rows[number]
            # A row that holds nothing of its own is no row of the table.
            if at and not own.keys() & self.header.columns.keys():
                continue
            row = self.rows[number]
            self.rows[number] = {i: one for i, one in row.items() if at or i != left}
            self.rows[number][target] = cell

    def _is_one_column(self, left: int, right: int) -> bool:
        """Whether under a heading over several columns only the first holds something."""
        return not any(left < index <= right for index in self._filled)

    def _is_header_again(self, number: int) -> bool:
        """The header once more on a new page, or the numbers of the columns under it."""
        said = {index: compact(shown(cell)) for index, cell in self.rows[number].items()}
        head = {index: compact(text) for index, text in self.header.cells.items()}
        places = {index: str(place) for place, index in enumerate(sorted(head), start=1)}
        return said == head or (len(said) > 1 and said == places)


def _between(numbers: Sequence[int], top: int, bottom: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
