"""The tables of a paper read by their headers, one on after the other, merged cells and all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parindex_tables.cells import Cell
from parindex_tables.columns import Column, compact
from parindex_tables.header import (
    Header,
    find_header,
    header_problems,
    no_header,
    no_rows,
    values_of,
)
from parindex_tables.problems import Problem
from parindex_tables.reading import Row, TableReading


class PlacedCell(NamedTuple):
    """A cell between two edges that are measured alike in all rows of its table."""

    left: int
    right: int
    text: str


class _Table(NamedTuple):
    """A table with the header that its rows are read by, and the cells of that header's row."""

    rows: Sequence[Sequence[PlacedCell]]
    header: Header
    heads: Sequence[PlacedCell]


def read_paper_tables(
    tables: Sequence[Sequence[Sequence[PlacedCell]]],
    columns: Sequence[Column],
    telling: frozenset[str],
) -> TableReading:
    """Read the tables whose header has the ``telling`` columns, by key, and what goes on from them.

    A table without a header goes on from the one before when it is as many columns wide. Others are
    left out and counted. A cell that is merged over several columns says what the required one of
    them, else the first, asks for.
    """
    read, left_out = _tables(tables, columns, telling)
    if not read:
        wanted = [column for column in columns if column.key in telling]
        return TableReading((), (no_header(wanted).problem,), left_out=left_out)
    problems: list[Problem] = []
    for table in read:
        problems += header_problems(table.header, columns) if table.header.row else ()
    if problems:
        return TableReading((), tuple(problems))
    rows = [row for table in read for row in _rows(table, columns, problems)]
    if not rows and not problems:
        problems.append(no_rows(read[0].header))
    return TableReading(tuple(rows), tuple(problems), left_out=left_out)


def _tables(
    tables: Sequence[Sequence[Sequence[PlacedCell]]],
    columns: Sequence[Column],
    telling: frozenset[str],
) -> tuple[list[_Table], int]:
    read: list[_Table] = []
    left_out = 0
    before: _Table | None = None
    for number, rows in enumerate(tables, start=1):
        found = find_header(enumerate(map(_cells, rows), start=1), columns, number)
        if found is not None and telling <= found.places.keys():
            before = _Table(rows, found, rows[found.row - 1])
        elif before is not None and found is None and _is_as_wide(rows, before):
            # Row 0: every row of this table stands under that header.
            header = Header(0, before.header.columns, before.header.cells, number)
            before = _Table(rows, header, before.heads)
        else:
            before = None
            left_out += 1
            continue
        read.append(before)
    return read, left_out


def _is_as_wide(rows: Sequence[Sequence[PlacedCell]], before: _Table) -> bool:
    return max(map(len, rows), default=0) == len(before.heads)


def _rows(table: _Table, columns: Sequence[Column], problems: list[Problem]) -> Iterator[Row]:
    header = table.header
    head = [compact(text) for text in header.cells.values()]
    for number, row in enumerate(table.rows, start=1):
        if number <= header.row:
            continue
        cells = _under(header, table.heads, row)
        texts = [compact(cell.text) for cell in row]
        # The header once more on a new page, and the numbers of the columns under it.
        is_header = texts == head or texts == [str(place + 1) for place in range(len(head))]
        if is_header or not cells.keys() & header.columns.keys():
            continue
        values = values_of(number, cells, header, columns, problems)
        yield Row(number, values, header.table, header.places)


def _under(
    header: Header, heads: Sequence[PlacedCell], row: Sequence[PlacedCell]
) -> Mapping[int, Cell]:
    """A row's cells by the column of the header that each says something of."""
    if len(row) == len(heads):
        return _cells(row)
    placed: dict[int, Cell] = {}
    for cell in row:
        if cell.text.strip():
            index = _column(header, heads, cell)
            text = cell.text if index not in placed else f"{placed[index].text}\n{cell.text}"
            placed[index] = Cell("text", text)
    return placed


def _column(header: Header, heads: Sequence[PlacedCell], cell: PlacedCell) -> int:
    shared = [min(cell.right, head.right) - max(cell.left, head.left) for head in heads]
    # More than half of a column: a border that was moved a little in one row makes no other cell.
    covered = [
        index
        for index, (head, width) in enumerate(zip(heads, shared, strict=True))
        if 2 * width > head.right - head.left
    ]
    if not covered:
        return max(range(len(heads)), key=shared.__getitem__)
    described = [index for index in covered if index in header.columns]
    required = [index for index in described if header.columns[index].required]
    return (required or described or covered)[0]


def _cells(row: Sequence[PlacedCell]) -> Mapping[int, Cell]:
    return {index: Cell("text", cell.text) for index, cell in enumerate(row) if cell.text.strip()}
