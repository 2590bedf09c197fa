"""The tables of a Word file (.docx): their cells as they lie, with the numbers that Word counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parindex_intake.numbering import Numbering, W
from parindex_intake.refusals import PaperRefused, Reason
from parindex_intake.word_file import (
    CONTAINERS,
    MOST_TEXT,
    opened_word_file,
    sets_side_by_side,
    text_of_paragraph,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_ROWS = 20_000
# Word itself makes no more columns than 63.
_MOST_COLUMNS, _WIDEST = 200, 1_000_000
# No column of any table takes so much; what is cut off is refused all the same.
_LONGEST_CELL = 10_000


def tables_of_word_file(path: Path) -> Iterator[dict[str, Any]]:
    """Each table in the file's order: ``rows`` of ``[left, right, text]``.

    A text of None goes on from the row above. Tables that only set the head and the foot of a
    paper side by side are left out, and so are rows and words that were deleted.

    :raises PaperRefused: when the file is broken, or holds more than any plan.
    """
    body, numbering = opened_word_file(path)
    rows = length = 0
    for table in _tables(body, numbering):
        rows += len(table)
        length += sum(len(text or "") for row in table for _left, _right, text in row)
        if rows > MOST_ROWS or length > MOST_TEXT:
            raise PaperRefused(Reason.TOO_LONG, most=MOST_TEXT)
        if not sets_side_by_side([[text or "" for *_place, text in row] for row in table]):
            yield {"rows": table}


def _tables(holder: Element, numbering: Numbering) -> Iterator[list[list[Any]]]:
    for block in holder:
        if block.tag == f"{W}p":
            # Its number counts for those that follow in the tables.
            numbering.before(block)
        elif block.tag == f"{W}tbl":
            yield _table(block, numbering)
        elif block.tag in CONTAINERS:
            yield from _tables(block, numbering)


def _table(table: Element, numbering: Numbering) -> list[list[Any]]:
    widths = [_number(column, "w") or 1 for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    edges = [0, *accumulate(widths[:_MOST_COLUMNS])]
    rows = []
    for row in _within(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            rows.append(list(_cells(row, edges, numbering)))
    return rows


def _cells(row: Element, edges: list[int], numbering: Numbering) -> Iterator[list[Any]]:
    place = _setting(row, "trPr", "gridBefore")
    for cell in _within(row, f"{W}tc"):
        end = place + max(_setting(cell, "tcPr", "gridSpan"), 1)
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        text = _text(cell, numbering)
        yield [_edge(edges, place), _edge(edges, end), None if goes_on else text]
        place = end


def _edge(edges: list[int], place: int) -> int:
    """Where a column begins; those that the table forgot to measure are one wide."""
    if place > _MOST_COLUMNS:
        raise PaperRefused(Reason.BROKEN)
    return edges[place] if place < len(edges) else edges[-1] + place - len(edges) + 1


def _within(holder: Element, tag: str) -> Iterator[Element]:
    for one in holder:
        if one.tag == tag:
            yield one
        elif one.tag in CONTAINERS:
            yield from _within(one, tag)


def _text(cell: Element, numbering: Numbering) -> str:
    lines = (" ".join(line.split()) for line in _lines(cell, numbering))
    text = "\n".join(line for line in lines if line)[:_LONGEST_CELL]
    return unicodedata.normalize("NFC", text)


def _lines(holder: Element, numbering: Numbering) -> Iterator[str]:
    for one in holder:
        if one.tag == f"{W}p":
            # A number that stands alone in its cell is what the cell shows.
            number, *words = numbering.before(one), *text_of_paragraph(one).split("\n")
            yield f"{number} {words[0]}"
            yield from words[1:]
        elif one.tag in (f"{W}tbl", f"{W}tr", f"{W}tc") or one.tag in CONTAINERS:
            yield from _lines(one, numbering)


def _setting(holder: Element, group: str, name: str) -> int:
    found = holder.find(f"{W}{group}/{W}{name}")
    return 0 if found is None else _number(found, "val")


def _number(holder: Element, name: str) -> int:
    said = holder.get(f"{W}{name}", "")
    return min(int(said), _WIDEST) if said.isascii() and said.isdigit() and len(said) < 10 else 0
