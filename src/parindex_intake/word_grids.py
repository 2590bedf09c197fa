"""A table of a Word file as it looks: each cell with the width that it takes, merged ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GridCell:
    """A cell from ``left`` to ``right``, in the units that the table's columns are measured in.

    A cell that is merged into the one above has that one's text.
    """

    left: int
    right: int
    text: str


@dataclass(frozen=True)
class WordGrid:
    """The rows of one table, each with its cells from left to right."""

    rows: tuple[tuple[GridCell, ...], ...]

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> WordGrid:
        """From what ``word_tables`` printed, where a text of null goes on from above."""
        above: dict[tuple[int, int], str] = {}
        rows = []
        for row in found["rows"]:
            cells = [_cell(cell, above) for cell in row]
            above = {(cell.left, cell.right): cell.text for cell in cells}
            rows.append(tuple(cells))
        return cls(tuple(rows))


def _cell(found: Sequence[Any], above: Mapping[tuple[int, int], str]) -> GridCell:
    left, right, text = found
    return GridCell(left, right, above.get((left, right), "") if text is None else text)
