"""Lines of a table in plain text, cut into cells by pipes, tabs or runs of spaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parindex_core.directives.ocr import digits_of
from parindex_core.directives.reading import Span
from parindex_core.vietnamese.folding import fold

RULE_LINE = re.compile(r"[\s|+:=_\-–—]+")
_ROW_NUMBER = re.compile(r"^\(?([\w|]{1,3}(?:\.[\w|]{1,2}){0,2})[.)]?$")
# “III CÔNG CHỨC VÀ CÔNG VỤ”: a row that heads others, its number parted by one space.
_SECTION_ROW = re.compile(r"\s*([IVX]{1,5}) +(?=[^\W\d_])")
_ROMAN = re.compile(r"^[IVXLl]{1,5}$")
PAGE_NUMBER = re.compile(r"\s*+[-–]?\s?\d{1,3}\s?[-–]?\s*+")


@dataclass(frozen=True)
class Cell:
    text: str
    start: int
    end: int


class Lines:
    """Lines of the input with their offsets."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.texts = source.split("\n")
        self.starts = [0]
        for text in self.texts:
            self.starts.append(self.starts[-1] + len(text) + 1)

    def cells(self, line: int, kind: str, starts: Sequence[int] = ()) -> list[Cell]:
        text, base = self.texts[line], self.starts[line]
        return [Cell(text[a:b], base + a, base + b) for a, b in cell_bounds(text, kind, starts)]


# “III. TỔ CHỨC THỰC HIỆN”, and below it “1. Trưởng các phòng …”: the text goes on.
_NEXT_SECTION = re.compile(r"\s*[IVX]{1,5}\. +[^\W\d_]{2,}")
_PARAGRAPH = re.compile(r"\s*\d{1,2}\. \S")
_MOST_SPECKS, _LONGEST_SPECK = 3, 12
# Letters by which a cell may reach beyond its column.
_SPILLS = 8


def cell_bounds(text: str, kind: str, starts: Sequence[int] = ()) -> list[Span]:
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


def belongs(text: str, kind: str, starts: list[int]) -> bool:
    if kind == "pipes":
        return "|" in text
    if kind == "tabs":
        return "\t" in text
    if section_row(text):
        return True
    bounds = cell_bounds(text, "spaces")
    if len(bounds) >= 3:
        return True
    second = starts[1] if len(starts) > 1 else 0
    # A line of words through the columns is none of them.
    if len(bounds) == 1 and len(starts) > 2:
        first, last = bounds[0]
        if first < starts[2] - _SPILLS and last > starts[2] + _SPILLS:
            return False
    return bool(bounds) and (
        bounds[0][0] >= second - 2
        or (len(bounds) == 2 and row_number(text[slice(*bounds[0])]) is not None)
    )


def section_row(text: str) -> re.Match[str] | None:
    """The number of a line in capitals that heads the rows below it."""
    match = _SECTION_ROW.match(text)
    return match if match and text[match.end() :].isupper() else None


def ends_here(lines: Lines, at: int, kind: str, starts: list[int]) -> bool:
    """Whether what follows a blank line, a rule or a page number is no row any more."""
    rows = [
        text
        for text in lines.texts[at : at + 6]
        if text.strip() and not PAGE_NUMBER.fullmatch(text) and not RULE_LINE.fullmatch(text)
    ]
    if kind == "spaces" and len(rows) > 1 and _NEXT_SECTION.match(rows[0]):
        return _PARAGRAPH.match(rows[1]) is not None
    return not (rows and belongs(rows[0], kind, starts))


def column_at(cell: Cell, base: int, starts: list[int]) -> int:
    """The column of a cell by where it stands on the line."""
    first, last = cell.start - base, cell.end - base
    best, most = 0, -1
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else 1 << 30
        shared = min(last, stop - 1) - max(first, start - 2)
        if shared > most:
            best, most = index, shared
    return best


def specks_until_row(lines: Lines, at: int, columns: int) -> bool:
    """Whether only what an OCR made of specks stands before the next row: “409A”, “Si: hộ”."""
    for place in range(at, min(at + _MOST_SPECKS + 1, len(lines.texts))):
        text = lines.texts[place].strip()
        if text.count("|") >= columns:
            return place > at
        if "|" in text or len(text) > _LONGEST_SPECK:
            return False
    return False


def row_number(text: str) -> str | None:
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
