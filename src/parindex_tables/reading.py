"""A workbook read back into rows, with every problem by cell; nothing is taken by halves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parindex_core.framework import Label
from parindex_tables.cells import Cell, SheetRows
from parindex_tables.columns import Column, Value, compact
from parindex_tables.container import Container
from parindex_tables.problems import Problem, TableRefused, column_letter
from parindex_tables.values import ValueRefused, shown, value_of
from parindex_tables.workbook import sheets_of

# Titles and notices stand above the header; it is looked for in the first rows that hold something.
_ROWS_BEFORE_HEADER = 20


@dataclass(frozen=True)
class Row:
    """A row of the table: its number in Excel, and a value for every column that was described."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class TableReading:
    """What was read. With any problem nothing should be written.

    ``places``: the letter and header of each described column that the file has, by key.
    ``ignored``: headers that no described column has.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def problem(self, row: Row, key: str, value: str, reason: Label, mend: Label) -> Problem:
        """A problem that only the caller can see, at the cell that it stands in."""
        letter, header = self.places.get(key, ("", ""))
        return Problem(row.number, letter, header, value, reason, mend)


@dataclass(frozen=True)
class _Header:
    row: int
    columns: Mapping[int, Column]
    cells: Mapping[int, str]

    def place(self, index: int) -> tuple[str, str]:
        return column_letter(index), self.cells.get(index, "")


def read_table(content: bytes, columns: Sequence[Column]) -> TableReading:
    """Read the first sheet that has the columns; a file that cannot be read is one problem."""
    try:
        container = Container(content)
        for sheet in sheets_of(container):
            header = _header(sheet, columns)
            if header is not None:
                return _read_sheet(sheet, header, columns)
        raise _no_header(columns)
    except TableRefused as refused:
        return TableReading((), (refused.problem,))


def _header(sheet: SheetRows, columns: Sequence[Column]) -> _Header | None:
    by_spelling = {spelling: column for column in columns for spelling in column.spellings}
    best: tuple[int, int] | None = None
    for number in sorted(sheet.rows)[:_ROWS_BEFORE_HEADER]:
        cells = sheet.rows[number].values()
        known = {by_spelling.get(compact(shown(cell))) for cell in cells} - {None}
        if len(known) >= min(2, len(columns)) and (best is None or len(known) > best[0]):
            best = (len(known), number)
    if best is None:
        return None
    cells = {index: " ".join(shown(cell).split()) for index, cell in sheet.rows[best[1]].items()}
    found = {index: by_spelling.get(compact(text)) for index, text in sorted(cells.items())}
    return _Header(best[1], {i: column for i, column in found.items() if column}, cells)


def _read_sheet(sheet: SheetRows, header: _Header, columns: Sequence[Column]) -> TableReading:
    problems = [*_header_problems(header, columns), *_merged_problems(sheet, header)]
    places = {column.key: header.place(index) for index, column in header.columns.items()}
    ignored = tuple(text for index, text in header.cells.items() if index not in header.columns)
    if problems:
        return TableReading((), tuple(problems), places, ignored)
    rows = [
        _row(number, sheet.rows[number], header, columns, problems)
        for number in sorted(sheet.rows)
        if number > header.row and sheet.rows[number].keys() & header.columns.keys()
    ]
    problems += _repeated(rows, places, columns)
    problems.sort(key=lambda problem: (problem.row, len(problem.letter), problem.letter))
    if not rows and not problems:
        problems.append(_no_rows(header))
    return TableReading(tuple(rows), tuple(problems), places, ignored)


def _row(
    number: int,
    cells: Mapping[int, Cell],
    header: _Header,
    columns: Sequence[Column],
    problems: list[Problem],
) -> Row:
    values: dict[str, Value] = dict.fromkeys(column.key for column in columns)
    for index, column in header.columns.items():
        cell = cells.get(index)
        try:
            if cell is not None:
                values[column.key] = value_of(column, cell)
            elif column.required:
                raise ValueRefused(
                    Label("ô trống", "the cell is empty"),
                    Label("Cột này không được để trống.", "This column may not be empty."),
                )
        except ValueRefused as refused:
            text = shown(cell) if cell is not None else ""
            place = header.place(index)
            problems.append(Problem(number, *place, text, refused.reason, refused.mend))
    return Row(number, values)


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


def _header_problems(header: _Header, columns: Sequence[Column]) -> list[Problem]:
    problems = []
    present = list(header.columns.values())
    for column in columns:
        if column.required and column not in present:
            reason = Label(
                f"thiếu cột “{column.header.vi}”", f"the column “{column.header.en}” is missing"
            )
            mend = Label("Thêm cột rồi nạp lại.", "Add the column and load it again.")
            problems.append(Problem(header.row, "", "", "", reason, mend))
    for index, column in header.columns.items():
        earlier = [i for i, other in header.columns.items() if other is column and i < index]
        if earlier:
            letter = column_letter(earlier[0])
            reason = Label(f"trùng với cột {letter}", f"is the same as column {letter}")
            mend = Label("Xóa một trong hai cột.", "Delete one of the two columns.")
            place = header.place(index)
            problems.append(Problem(header.row, *place, header.cells[index], reason, mend))
    return problems


def _merged_problems(sheet: SheetRows, header: _Header) -> list[Problem]:
    problems = []
    for top, left, bottom, right in sheet.merged:
        indexes = [index for index in header.columns if left <= index <= right]
        if bottom < header.row or not indexes:
            continue
        span = f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"
        reason = Label(f"các ô {span} bị gộp", f"the cells {span} are merged")
        mend = Label(
            "Chọn các ô, bỏ gộp ô (Unmerge Cells), ghi giá trị vào từng ô.",
            "Select them, choose Unmerge Cells, write the value into each cell.",
        )
        place = header.place(indexes[0])
        problems.append(Problem(max(top, header.row), *place, "", reason, mend))
    return problems


def _no_header(columns: Sequence[Column]) -> TableRefused:
    wanted = [column for column in columns if column.required] or list(columns[:2])
    return TableRefused(
        Label("không tìm thấy dòng tiêu đề của bảng", "no row with the table's headers was found"),
        Label(
            "Cần một dòng có các cột: " + "; ".join(c.header.vi for c in wanted) + ". Tải tệp mẫu.",
            "One row needs: " + "; ".join(c.header.en for c in wanted) + ". Take the sample file.",
        ),
    )


def _no_rows(header: _Header) -> Problem:
    return Problem(
        header.row, "", "", "",
        Label("dưới dòng tiêu đề không có dòng nào", "no row stands under the headers"),
        Label("Nhập ít nhất một dòng rồi nạp lại.", "Enter at least one row and load it again."),
    )  # fmt: skip
