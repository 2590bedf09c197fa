"""The header of a table: which column is which described one, and what a row then says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parindex_core.framework import Label
from parindex_tables.cells import Cell
from parindex_tables.columns import Column, Value, compact
from parindex_tables.problems import Problem, TableRefused, column_letter
from parindex_tables.values import ValueRefused, shown, value_of

# Titles and notices stand above the header; it is looked for in the first rows that hold something.
ROWS_BEFORE_HEADER = 20


@dataclass(frozen=True)
class Header:
    """The row that names the columns: the described ones and all cells, by place from 0.

    ``table`` 0: a workbook's, whose columns have letters; else which of a paper's tables it heads.
    """

    row: int
    columns: Mapping[int, Column]
    cells: Mapping[int, str]
    table: int = 0

    def place(self, index: int) -> tuple[str, str]:
        """A column as the program that shows the table calls it, and what stands above it."""
        name = str(index + 1) if self.table else column_letter(index)
        return name, self.cells.get(index, "")

    @property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """Where each described column stands, by its key."""
        return {column.key: self.place(index) for index, column in self.columns.items()}

    @property
    def ignored(self) -> tuple[str, ...]:
        """What stands above columns that nobody described."""
        return tuple(text for index, text in self.cells.items() if index not in self.columns)

    def problem(
        self, row: int, index: int | None, value: str, reason: Label, mend: Label
    ) -> Problem:
        """What is wrong in a column, without one with the row as a whole."""
        place = ("", "") if index is None else self.place(index)
        return Problem(row, *place, value, reason, mend, self.table)


def find_header(
    rows: Iterable[tuple[int, Mapping[int, Cell]]], columns: Sequence[Column], table: int = 0
) -> Header | None:
    """The first of the rows that name the most columns, two at least; rows by their numbers."""
    by_spelling = {spelling: column for column in columns for spelling in column.spellings}
    best: tuple[int, int, Mapping[int, Cell]] | None = None
    for (number, cells), _ in zip(rows, range(ROWS_BEFORE_HEADER), strict=False):
        known = {by_spelling.get(compact(shown(cell))) for cell in cells.values()} - {None}
        if len(known) >= min(2, len(columns)) and (best is None or len(known) > best[0]):
            best = (len(known), number, cells)
    if best is None:
        return None
    texts = {index: " ".join(shown(cell).split()) for index, cell in best[2].items()}
    found = {index: by_spelling.get(compact(text)) for index, text in sorted(texts.items())}
    described = {index: column for index, column in found.items() if column}
    return Header(best[1], described, texts, table)


def header_problems(header: Header, columns: Sequence[Column]) -> list[Problem]:
    """Columns that are missing, or stand there twice."""
    problems = []
    present = list(header.columns.values())
    for column in columns:
        if column.required and column not in present:
            reason = Label(
                f"thiếu cột “{column.header.vi}”", f"the column “{column.header.en}” is missing"
            )
            mend = Label("Thêm cột rồi nạp lại.", "Add the column and load it again.")
            problems.append(header.problem(header.row, None, "", reason, mend))
    for index, column in header.columns.items():
        earlier = [i for i, other in header.columns.items() if other is column and i < index]
        if earlier:
            letter, _ = header.place(earlier[0])
            reason = Label(f"trùng với cột {letter}", f"is the same as column {letter}")
            mend = Label("Xóa một trong hai cột.", "Delete one of the two columns.")
            text = header.cells[index]
            problems.append(header.problem(header.row, index, text, reason, mend))
    return problems


def values_of(
    number: int,
    cells: Mapping[int, Cell],
    header: Header,
    columns: Sequence[Column],
    problems: list[Problem],
) -> Mapping[str, Value]:
    """What a row says, by the columns' keys; what is wrong goes to ``problems``."""
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
            problems.append(header.problem(number, index, text, refused.reason, refused.mend))
    return values


def no_header(columns: Sequence[Column]) -> TableRefused:
    """What to say of a file without the columns."""
    wanted = [column for column in columns if column.required] or list(columns[:2])
    return TableRefused(
        Label("không tìm thấy dòng tiêu đề của bảng", "no row with the table's headers was found"),
        Label(
            "Cần một dòng có các cột: " + "; ".join(c.header.vi for c in wanted) + ". Tải tệp mẫu.",
            "One row needs: " + "; ".join(c.header.en for c in wanted) + ". Take the sample file.",
        ),
    )


def no_rows(header: Header) -> Problem:
    """What to say of a header that nothing stands under."""
    return header.problem(
        header.row, None, "",
        Label("dưới dòng tiêu đề không có dòng nào", "no row stands under the headers"),
        Label("Nhập ít nhất một dòng rồi nạp lại.", "Enter at least one row and load it again."),
    )  # fmt: skip
