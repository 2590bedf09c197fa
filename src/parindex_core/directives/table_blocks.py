"""Rows of a table that blank lines part, each with its number in the middle of its height."""

from dataclasses import dataclass

from parindex_core.directives.table_cells import RULE_LINE, Lines, belongs, column_at, row_number

_HIGHEST_ROW = 40


@dataclass(frozen=True)
class Block:
    """Lines up to ``end`` that are one row, whose number stands in the line ``at``."""

    end: int
    at: int
    number: str


def numbered_within(lines: Lines, at: int, starts: list[int]) -> Block | None:
    """A row parted by blank lines whose number stands in the middle of its height."""
    if at > 0 and lines.texts[at - 1].strip() and not RULE_LINE.fullmatch(lines.texts[at - 1]):
        return None
    numbered: list[tuple[int, str]] = []
    end = at
    while end < len(lines.texts) and end - at < _HIGHEST_ROW and lines.texts[end].strip():
        if RULE_LINE.fullmatch(lines.texts[end]) or not belongs(lines.texts[end], "spaces", starts):
            break
        cells = lines.cells(end, "spaces", starts)
        number = row_number(cells[0].text) if cells else None
        if number is not None and column_at(cells[0], lines.starts[end], starts) == 0:
            numbered.append((end, number))
        end += 1
    if len(numbered) != 1 or numbered[0][0] == at:
        return None
    return Block(end, *numbered[0])
