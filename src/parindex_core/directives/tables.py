"""Tables of plans in plain text: columns by pipes, tabs, runs of spaces, or one cell a line.

Works on the input itself, before words are matched, since a cell that is broken over lines must be
put together before a name in it can be found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from parindex_core.directives.reading import Span
from parindex_core.directives.table_blocks import Block, numbered_within
from parindex_core.directives.table_cells import (
    PAGE_NUMBER,
    RULE_LINE,
    Cell,
    Lines,
    belongs,
    cell_bounds,
    column_at,
    ends_here,
    row_number,
    section_row,
    specks_until_row,
)
from parindex_core.directives.table_columns import (
    Column,
    column_of,
    figure_heads,
    is_plan,
    names_columns,
    with_content,
    with_lead,
)
from parindex_core.vietnamese.folding import fold


@dataclass
class Row:
    """A row: its number as read (“1”, “1.1”, “II”), and the pieces of each column in the input.

    ``heads``: what each piece of the content is, in a table of figures with a column for each.
    ``repeated``: of columns that say what the row above says, where the row itself stands.
    """

    number: str
    cells: dict[Column, list[Span]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    repeated: dict[Column, list[Span]] = field(default_factory=dict)

    def add(self, column: Column, piece: Span) -> None:
        self.cells.setdefault(column, []).append(piece)

    def span(self) -> Span:
        """From the row's first cell in the input to its last."""
        own = [piece for pieces in {**self.cells, **self.repeated}.values() for piece in pieces]
        return min(start for start, _ in own), max(end for _, end in own)


@dataclass
class Table:
    """A table at [start, end) of the input."""

    start: int
    end: int
    rows: list[Row]


_NUMBER_HEADS = ("stt", "tt", "so tt", "s tt", "st t", "so thu tu")
_HEAD_LETTERS = frozenset("SsTt5$")
# “| 1+ | Nội dung | Thời gian |”: what an OCR made of “TT”.
_MISREAD_HEAD = re.compile(r"\|\s{0,9}(?!\d{1,3}\.?\s*\|)[^|\s]{1,3}\s{0,9}\|[^|\d]+\|[^\d]+$")
_HEADING = re.compile(r"[A-H]")
# “-nt-”, “Như trên”: the cell says what the one above says.
_DITTO = re.compile(r'[-–—]?\s*(?:nt|n/t|như trên|["”])\s*[-–—]?', re.IGNORECASE)
# Letters of a cell that other rows say again; a page of text in each of them would fill the memory.
_LONGEST_REPEATED = 300
MOST_ROWS = 1_500
"""More than the table of any plan has."""

_MOST_HEADS = 400
_MOST_HEAD_LINES = 6


def find_tables(source: str) -> list[Table]:
    """Tables whose head names a number column and at least what to do and who or when."""
    lines = Lines(source)
    tables: list[Table] = []
    line = 0
    heads = rows = 0
    while line < len(lines.texts) and rows < MOST_ROWS:
        text = lines.texts[line]
        if heads < _MOST_HEADS and len(text) < 2000 and _may_be_head(text):
            heads += 1
            table, after = _table_at(lines, line)
            if table is not None:
                tables.append(table)
                rows += len(table.rows)
                line = after
                continue
        line += 1
    return tables


def _may_be_head(text: str) -> bool:
    if text.lstrip(" \t|*")[:1] not in _HEAD_LETTERS:
        return _MISREAD_HEAD.match(text) is not None and names_columns(text.split("|")[2:])
    folded = fold(text[:60]).strip(" |\t").replace(".", "")
    first = re.split(r"\s{2,}|[|\t]", folded, maxsplit=1)[0].strip()
    return first in _NUMBER_HEADS or (
        "|" in text and len(first) <= 4 and fuzz.ratio(first, "stt") >= 66
    )


def _kind_of(text: str) -> str | None:
    if text.count("|") >= 2:
        return "pipes"
    if "\t" in text.strip():
        return "tabs"
    if len(cell_bounds(text, "spaces")) >= 3:
        return "spaces"
    return None


def _table_at(lines: Lines, line: int) -> tuple[Table | None, int]:
    kind = _kind_of(lines.texts[line])
    if kind is None:
        return _upright_table(lines, line)
    heads = [(c.text, c.start - lines.starts[line]) for c in lines.cells(line, kind)]
    columns, names, at = _read_head(lines, line, kind, heads)
    if not is_plan(columns):
        return None, line
    figures = figure_heads(columns, names)
    starts = [position for _, position in heads]
    rows: list[Row] = []
    last = at
    while at < len(lines.texts):
        text = lines.texts[at]
        if not text.strip() or RULE_LINE.fullmatch(text) or PAGE_NUMBER.fullmatch(text):
            if ends_here(lines, at, kind, starts):
                break
            at += 1
            continue
        if kind == "pipes" and specks_until_row(lines, at, len(heads)):
            at += 1
            continue
        if not belongs(text, kind, starts):
            break
        if len(rows) == MOST_ROWS:
            break
        block = numbered_within(lines, at, starts) if kind == "spaces" else None
        if block is not None:
            rows.append(_row_of_block(lines, at, block, columns, starts))
            at = last = block.end
            continue
        _take_line(rows, lines, at, kind, columns, starts)
        at += 1
        last = at
    if not rows:
        return None, line
    _put_in_sequence(rows)
    _repeat(rows, lines.source)
    for row in rows if figures else ():
        pieces = row.cells.get("content", ())
        row.heads = figures if len(pieces) == len(figures) else []
    return Table(lines.starts[line], min(lines.starts[last], len(lines.source)), rows), last


def _put_in_sequence(rows: list[Row]) -> None:
    """Tells section rows whose “I”, “II” was read as “1”, “11” from rows of the count."""
    expected = 1
    for index, row in enumerate(rows):
        if not row.number.isdecimal():
            continue
        following = rows[index + 1].number if index + 1 < len(rows) else ""
        misread = set(row.number) == {"1"} and (
            int(row.number) != expected or following == row.number
        )
        if misread and len(row.number) <= 3 and not set(row.cells) & {"lead", "partner", "time"}:
            row.number = "I" * len(row.number)
            continue
        expected = int(row.number) + 1


def _repeat(rows: Sequence[Row], source: str) -> None:
    """Puts what the row above says where a cell says “the same”, unless that is a long text."""
    for above, row in pairwise(rows):
        for column, pieces in row.cells.items():
            if len(pieces) == 1 and column in above.cells:
                start, end = pieces[0]
                same = above.cells[column]
                if (
                    _DITTO.fullmatch(source, start, end)
                    and sum(stop - at for at, stop in same) <= _LONGEST_REPEATED
                ):
                    row.repeated[column], row.cells[column] = pieces, same


def _read_head(
    lines: Lines, line: int, kind: str, heads: list[tuple[str, int]]
) -> tuple[list[Column], list[str], int]:
    """Columns by their heads, which may go over several lines; and the line of the first row."""
    texts = [text for text, _ in heads]
    starts = [position for _, position in heads]
    at = line + 1
    for following in range(line + 1, min(line + _MOST_HEAD_LINES, len(lines.texts))):
        text = lines.texts[following]
        if RULE_LINE.fullmatch(text) or not text.strip():
            at = following + 1
            continue
        cells = lines.cells(following, kind, starts)
        if not cells or row_number(cells[0].text) or not belongs(text, kind, starts):
            break
        if kind == "spaces" and numbered_within(lines, following, starts):
            break
        if kind != "spaces" and cells[0].text.strip():
            break
        for index, cell in enumerate(cells):
            column = index
            if kind == "spaces":
                column = column_at(cell, lines.starts[following], starts)
            if column < len(texts):
                texts[column] += " " + cell.text
        at = following + 1
    columns: list[Column] = [column_of(index, text) for index, text in enumerate(texts)]
    return with_content(with_lead(columns), texts), texts, at


def _take_line(
    rows: list[Row], lines: Lines, at: int, kind: str, columns: list[Column], starts: list[int]
) -> None:
    heading = section_row(lines.texts[at]) if kind == "spaces" else None
    if heading is not None and "content" in columns:
        rows.append(Row(heading[1]))
        start = lines.starts[at]
        rows[-1].add("content", (start + heading.end(), start + len(lines.texts[at].rstrip())))
        return
    cells = lines.cells(at, kind, starts)
    first = cells[0] if cells else None
    number = row_number(first.text) if first else None
    if kind == "spaces" and first and column_at(first, lines.starts[at], starts) != 0:
        number = None
    if number is not None:
        # “B | CÔNG VỤ | | |”: the letter of a heading, though an OCR makes such of an 8.
        alone = first is not None and _HEADING.fullmatch(first.text.strip()) is not None
        if alone and first and sum(cell.end > cell.start for cell in cells) <= 2:
            number = first.text.strip()
        rows.append(Row(number))
        cells = cells[1:]
    elif kind != "spaces":
        cells = cells[1:]
        lost = _lost_number(rows, cells, columns)
        if lost is not None:
            rows.append(Row(lost))
    if rows:
        _add_cells(
            rows[-1], cells, columns, (lines.starts[at], starts) if kind == "spaces" else None
        )


def _add_cells(
    row: Row,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    by_place: tuple[int, list[int]] | None,
) -> None:
    """Adds a line's cells to the columns in their order, or by where they stand in the line."""
    for index, cell in enumerate(cells, start=1):
        if cell.start == cell.end:
            continue
        column = max(1, column_at(cell, *by_place)) if by_place else index
        if column < len(columns):
            row.add(columns[column], (cell.start, cell.end))


def _row_of_block(
    lines: Lines, first: int, block: Block, columns: Sequence[Column], starts: list[int]
) -> Row:
    row = Row(block.number)
    for at in range(first, block.end):
        cells = lines.cells(at, "spaces", starts)
        _add_cells(row, cells[at == block.at :], columns, (lines.starts[at], starts))
    return row


def _lost_number(
    rows: Sequence[Row], cells: Sequence[Cell], columns: Sequence[Column]
) -> str | None:
    """The number that an OCR did not see, of a line that has all that a row has."""
    filled = {
        column for column, cell in zip(columns[1:], cells, strict=False) if cell.end > cell.start
    }
    last = next((row.number for row in reversed(rows) if row.number.isdecimal()), None)
    whole = {"content", "lead", "time"} & set(columns)
    return str(int(last) + 1) if last and len(whole) == 3 and whole <= filled else None


def _upright_table(lines: Lines, line: int) -> tuple[Table | None, int]:
    """A table whose cells stand each on its own line, as copied out of a word processor."""
    filled = [at for at in range(line, min(line + 16, len(lines.texts))) if lines.texts[at].strip()]
    first_row = next((at for at in filled[1:] if row_number(lines.texts[at]) == "1"), None)
    if first_row is None:
        return None, line
    heads = [lines.texts[at] for at in filled if at < first_row]
    columns: list[Column] = [column_of(index, head) for index, head in enumerate(heads)]
    if not is_plan(columns):
        return None, line
    rows: list[Row] = []
    at = first_row
    while at < len(lines.texts):
        number = row_number(lines.texts[at])
        if number is None or number != str(len(rows) + 1):
            break
        rows.append(Row(number))
        at = _take_upright(rows[-1], lines, at + 1, columns, str(len(rows) + 1))
    return Table(lines.starts[line], min(lines.starts[at], len(lines.source)), rows), at


def _take_upright(row: Row, lines: Lines, at: int, columns: list[Column], following: str) -> int:
    """Takes the cells of a row up to the next number; returns the line after them."""
    taken: list[int] = []
    while at < len(lines.texts):
        text = lines.texts[at]
        if len(taken) >= len(columns) - 2 and row_number(text) == following:
            break
        if len(taken) >= len(columns) - 1:
            break
        if text.strip():
            taken.append(at)
        elif len(taken) >= len(columns) - 2:
            break
        at += 1
    for column, place in zip(columns[1:], taken, strict=False):
        text, start = lines.texts[place], lines.starts[place]
        lead = len(text) - len(text.lstrip())
        row.add(column, (start + lead, start + len(text.rstrip())))
    while at < len(lines.texts) and not lines.texts[at].strip():
        at += 1
    return at
