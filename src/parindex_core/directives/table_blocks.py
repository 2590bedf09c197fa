"""Rows of a table that blank lines part, each with its number in the middle of its height."""

from dataclasses import dataclass

from parindex_core.directives.table_cells import (
    PAGE_NUMBER,
    RULE_LINE,
    Lines,
    belongs,
    column_at,
    row_number,
    section_row,
)

_HIGHEST_ROW = 40


@dataclass(frozen=True)
class Block:
    """Lines up to ``end`` that are one row, whose number stands in the line ``at``."""

    end: int
    at: int
    number: str


def numbered_within(lines: Lines, at: int, starts: list[int]) -> Block | None:
    """A row parted by blank lines whose number stands in the middle of its height."""
    if not _begins_anew(lines, at):
        return None
    numbered: list[tuple[int, str]] = []
    end = at
    while end < len(lines.texts) and end - at < _HIGHEST_ROW and lines.texts[end].strip():
        if RULE_LINE.fullmatch(lines.texts[end]) or not belongs(lines.texts[end], "spaces", starts):
            break
        cells = lines.cells(end, "spaces", starts)
        if cells and column_at(cells[0], lines.starts[end], starts) == 0:
            number = row_number(cells[0].text)
            if number is None or section_row(lines.texts[end]):
                return None
            numbered.append((end, number))
        end += 1
    if len(numbered) != 1:
        return None
    above, below = numbered[0][0] - at, end - numbered[0][0] - 1
    # In the middle: as many lines stand above the number as below it, or one more or less.
    return Block(end, *numbered[0]) if above and below and abs(above - below) <= 1 else None


def _begins_anew(lines: Lines, at: int) -> bool:
    """Whether a blank line or a rule parts the line from what stands above, and no page's end."""
    before = at - 1
    if before >= 0 and lines.texts[before].strip() and not RULE_LINE.fullmatch(lines.texts[before]):
        return False
    while before >= 0 and not lines.texts[before].strip() and at - before < _HIGHEST_ROW:
        before -= 1
    return before < 0 or PAGE_NUMBER.fullmatch(lines.texts[before]) is None
