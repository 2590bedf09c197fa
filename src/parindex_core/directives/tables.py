"""Tables of plans in plain text: columns by pipes, tabs, runs of spaces, or one cell a line.

Works on the input itself, before words are matched, since a cell that is broken over lines must be
put together before a name in it can be found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz

from parindex_core.directives.ocr import digits_of
from parindex_core.directives.reading import Span
from parindex_core.vietnamese.folding import fold

Column = Literal["number", "content", "lead", "partner", "time", "product", "other"]


@dataclass
class Row:
    """A row: its number as read (“1”, “1.1”, “II”), and the pieces of each column in the input.

    ``heads``: what each piece of the content is, in a table of figures with a column for each.
    """

    number: str
    cells: dict[Column, list[Span]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def add(self, column: Column, piece: Span) -> None:
        self.cells.setdefault(column, []).append(piece)


@dataclass
class Table:
    """A table at [start, end) of the input."""

    start: int
    end: int
    rows: list[Row]


@dataclass(frozen=True)
class _Cell:
    text: str
    start: int
    end: int


_NUMBER_HEADS = ("stt", "tt", "so tt", "s tt", "st t", "so thu tu")
_HEADS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    ("partner", ("phoi hop",)),
    ("time", ("thoi gian", "thoi han", "tien do", "hoan thanh", "thoi diem", "han hoan")),
    ("product", ("san pham", "ket qua", "dau ra")),
    ("lead", ("chu tri", "thuc hien", "don vi", "co quan", "trach nhiem", "phong", "dau moi",
              "phu trach", "phan cong", "bo phan")),
    ("content", ("noi dung", "nhiem vu", "cong viec", "hoat dong", "muc tieu", "chi tieu",
                 "ten", "giai phap", "tieu chi", "de muc")),
)  # fmt: skip
_HEAD_LETTERS = frozenset("SsTt5$")
_RULE_LINE = re.compile(r"[\s|+:=_\-–—]+")
_ROW_NUMBER = re.compile(r"^\(?([\w|]{1,3}(?:\.[\w|]{1,2}){0,2})[.)]?$")
_ROMAN = re.compile(r"^[IVXLl]{1,5}$")
_PAGE_NUMBER = re.compile(r"\s*+[-–]?\s?\d{1,3}\s?[-–]?\s*+")
MOST_ROWS = 1_500
"""More than the table of any plan has."""

_MOST_HEADS = 400
_LIKENESSES = (84, 78)
_MOST_HEAD_LINES = 6


class _Lines:
    """Lines of the input with their offsets."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.texts = source.split("\n")
        self.starts = [0]
        for text in self.texts:
            self.starts.append(self.starts[-1] + len(text) + 1)

    def cells(self, line: int, kind: str, starts: Sequence[int] = ()) -> list[_Cell]:
        text, base = self.texts[line], self.starts[line]
        return [_Cell(text[a:b], base + a, base + b) for a, b in _cell_bounds(text, kind, starts)]


def _cell_bounds(text: str, kind: str, starts: Sequence[int] = ()) -> list[Span]:
    """Bounds of cells, white space trimmed; for pipes and tabs empty cells are kept."""
    if kind == "spaces":
        bounds, at = [], 0
        for gap in re.finditer(r"[ \t\u00a0]{2,}|$", text):
            # Two spaces may be one that was doubled: they part cells only where a column begins.
            doubled = starts and gap.end() - gap.start() == 2 and gap.start() > 0
            if doubled and min(abs(gap.end() - start) for start in starts) > 3:
                continue
            bounds.append((at, gap.start()))
            at = gap.end()
    else:
        sign = "|" if kind == "pipes" else "\t"
        bounds, at = [], 0
        for piece in text.split(sign):
            bounds.append((at, at + len(piece)))
            at += len(piece) + 1
        if kind == "pipes" and text.strip().startswith("|"):
            bounds = bounds[1:]
        if kind == "pipes" and text.strip().endswith("|"):
            bounds = bounds[:-1]
    trimmed = []
    for a, b in bounds:
        piece = text[a:b]
        lead = len(piece) - len(piece.lstrip())
        tail = len(piece.rstrip())
        if kind == "spaces" and not piece.strip():
            continue
        trimmed.append((a + lead, a + max(lead, tail)))
    return trimmed


def find_tables(source: str) -> list[Table]:
    """Tables whose head names a number column and at least what to do and who or when."""
    lines = _Lines(source)
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
        return False
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
    if len(_cell_bounds(text, "spaces")) >= 3:
        return "spaces"
    return None


def _table_at(lines: _Lines, line: int) -> tuple[Table | None, int]:
    kind = _kind_of(lines.texts[line])
    if kind is None:
        return _upright_table(lines, line)
    heads = [(c.text, c.start - lines.starts[line]) for c in lines.cells(line, kind)]
    columns, names, at = _read_head(lines, line, kind, heads)
    if not _is_plan(columns):
        return None, line
    figures = _figures(columns, names)
    starts = [position for _, position in heads]
    rows: list[Row] = []
    last = at
    while at < len(lines.texts):
        text = lines.texts[at]
        if not text.strip() or _RULE_LINE.fullmatch(text) or _PAGE_NUMBER.fullmatch(text):
            if _ends_here(lines, at, kind, starts):
                break
            at += 1
            continue
        if not _belongs(text, kind, starts):
            break
        if len(rows) == MOST_ROWS:
            break
        _take_line(rows, lines, at, kind, columns, starts)
        at += 1
        last = at
    for row in rows if figures else ():
        pieces = row.cells.get("content", ())
        row.heads = figures if len(pieces) == len(figures) else []
    if not rows:
        return None, line
    _put_in_sequence(rows)
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


def _read_head(
    lines: _Lines, line: int, kind: str, heads: list[tuple[str, int]]
) -> tuple[list[Column], list[str], int]:
    """Columns by their heads, which may go over several lines; and the line of the first row."""
    texts = [text for text, _ in heads]
    starts = [position for _, position in heads]
    at = line + 1
    for following in range(line + 1, min(line + _MOST_HEAD_LINES, len(lines.texts))):
        text = lines.texts[following]
        if _RULE_LINE.fullmatch(text) or not text.strip():
            at = following + 1
            continue
        cells = lines.cells(following, kind, starts)
        if not cells or _row_number(cells[0].text) or not _belongs(text, kind, starts):
            break
        if kind != "spaces" and cells[0].text.strip():
            break
        for index, cell in enumerate(cells):
            column = index
            if kind == "spaces":
                column = _column_at(cell, lines.starts[following], starts)
            if column < len(texts):
                texts[column] += " " + cell.text
        at = following + 1
    return _with_lead([_column_of(index, text) for index, text in enumerate(texts)]), texts, at


def _figures(columns: list[Column], heads: Sequence[str]) -> list[str]:
    """Makes the content of a table that gives each unit its figures; the heads of their columns."""
    if "content" in columns or "lead" not in columns:
        return []
    places = [index for index, column in enumerate(columns) if column == "other"]
    for index in places:
        columns[index] = "content"
    return [" ".join(heads[index].split()) for index in places]


def _with_lead(columns: list[Column]) -> list[Column]:
    """A column whose head cannot be read, just before the partners', says who leads."""
    if "lead" not in columns and "content" in columns and "partner" in columns:
        before = columns.index("partner") - 1
        if columns[before] == "other":
            columns[before] = "lead"
    return columns


def _column_of(index: int, head: str) -> Column:
    folded = " ".join(fold(head).split())
    if index == 0:
        return "number"
    for column, words in _HEADS:
        if any(word in folded for word in words):
            return column
    for likeness in _LIKENESSES:
        for column, words in _HEADS:
            if any(fuzz.partial_ratio(w, folded) >= likeness for w in words if len(w) > 4):
                return column
    return "other"


def _is_plan(columns: list[Column]) -> bool:
    return len(columns) >= 3 and bool({"lead", "time", "partner", "product"} & set(columns))


def _belongs(text: str, kind: str, starts: list[int]) -> bool:
    if kind == "pipes":
        return "|" in text
    if kind == "tabs":
        return "\t" in text
    bounds = _cell_bounds(text, "spaces")
    if len(bounds) >= 3:
        return True
    second = starts[1] if len(starts) > 1 else 0
    return bool(bounds) and (
        bounds[0][0] >= second - 2
        or (len(bounds) == 2 and _row_number(text[slice(*bounds[0])]) is not None)
    )


def _ends_here(lines: _Lines, at: int, kind: str, starts: list[int]) -> bool:
    """Whether what follows a blank line, a rule or a page number is no row any more."""
    following = next(
        (
            text
            for text in lines.texts[at : at + 6]
            if text.strip() and not _PAGE_NUMBER.fullmatch(text) and not _RULE_LINE.fullmatch(text)
        ),
        "",
    )
    return not _belongs(following, kind, starts)


def _column_at(cell: _Cell, base: int, starts: list[int]) -> int:
    """The column of a cell by where it stands on the line."""
    first, last = cell.start - base, cell.end - base
    best, most = 0, -1
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else 1 << 30
        shared = min(last, stop - 1) - max(first, start - 2)
        if shared > most:
            best, most = index, shared
    return best


def _row_number(text: str) -> str | None:
    """The number of a row, letters read for digits put right; None when it is no number."""
    match = _ROW_NUMBER.match(text.strip())
    if match is None:
        return None
    if _ROMAN.match(match[1]) and not match[1].startswith("l"):
        return match[1] if match[1] != "I" else "I"
    digits = [digits_of(fold(part)) for part in match[1].split(".")]
    if all(digits):
        return ".".join(str(int(d)) for d in digits if d)
    return match[1] if len(match[1]) == 1 and match[1].isalpha() else None


def _take_line(
    rows: list[Row], lines: _Lines, at: int, kind: str, columns: list[Column], starts: list[int]
) -> None:
    cells = lines.cells(at, kind, starts)
    first = cells[0] if cells else None
    number = _row_number(first.text) if first else None
    if kind == "spaces" and first and _column_at(first, lines.starts[at], starts) != 0:
        number = None
    if number is not None:
        rows.append(Row(number))
        cells = cells[1:]
    elif kind != "spaces":
        cells = cells[1:]
    if not rows:
        return
    for index, cell in enumerate(cells, start=1):
        if cell.start == cell.end:
            continue
        column = index
        if kind == "spaces":
            column = max(1, _column_at(cell, lines.starts[at], starts))
        if column < len(columns):
            rows[-1].add(columns[column], (cell.start, cell.end))


def _upright_table(lines: _Lines, line: int) -> tuple[Table | None, int]:
    """A table whose cells stand each on its own line, as copied out of a word processor."""
    filled = [at for at in range(line, min(line + 16, len(lines.texts))) if lines.texts[at].strip()]
    first_row = next((at for at in filled[1:] if _row_number(lines.texts[at]) == "1"), None)
    if first_row is None:
        return None, line
    heads = [lines.texts[at] for at in filled if at < first_row]
    columns: list[Column] = [_column_of(index, head) for index, head in enumerate(heads)]
    if not _is_plan(columns):
        return None, line
    rows: list[Row] = []
    at = first_row
    while at < len(lines.texts):
        number = _row_number(lines.texts[at])
        if number is None or number != str(len(rows) + 1):
            break
        rows.append(Row(number))
        at = _take_upright(rows[-1], lines, at + 1, columns, str(len(rows) + 1))
    return Table(lines.starts[line], min(lines.starts[at], len(lines.source)), rows), at


def _take_upright(row: Row, lines: _Lines, at: int, columns: list[Column], following: str) -> int:
    """Takes the cells of a row up to the next number; returns the line after them."""
    taken: list[int] = []
    while at < len(lines.texts):
        text = lines.texts[at]
        if len(taken) >= len(columns) - 2 and _row_number(text) == following:
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
