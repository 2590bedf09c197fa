"""Tables by their ruled lines, as a picture of the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parindex_intake.pages import Word

Mask = NDArray[np.bool_]

# Shares of the page: a shorter line is a stroke of a letter or the rule under a heading.
_SHORTEST_ACROSS = 0.12
_SHORTEST_DOWN = 0.015
# Of a cell's edge, so much has to be ruled for the cell to end there.
_RULED = 0.6
# Broken lines of a scan are one line over so many missing points.
_BRIDGED = 3


@dataclass(frozen=True)
class Grid:
    """A ruled table by the places of its lines, in points of the picture.

    ``open_edges``: (row, line between columns) where no line parts the two cells.
    """

    across: Sequence[int]
    down: Sequence[int]
    open_edges: frozenset[tuple[int, int]]

    @property
    def top(self) -> int:
        return self.across[0]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies within the table."""
        return self.down[0] <= x <= self.down[-1] and self.across[0] <= y <= self.across[-1]

    def rows(self, words: Sequence[Word]) -> Iterator[list[list[Word]]]:
        """The words of each row by its cells; a row without words is left out."""
        placed: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            x, y = word.middle
            place = _band(self.across, y), _band(self.down, x)
            placed.setdefault(place, []).append(word)
        for row in range(len(self.across) - 1):
            cells: list[list[Word]] = []
            for column in range(len(self.down) - 1):
                own = placed.get((row, column), [])
                if column and (row, column) in self.open_edges:
                    cells[-1] = [*cells[-1], *own]
                else:
                    cells.append(own)
            if any(cells):
                yield cells

    def boxes(self) -> Iterator[tuple[int, int, int, int]]:
        """Left, top, right, bottom of each cell, row by row."""
        for row, (top, bottom) in enumerate(pairwise(self.across)):
            left = self.down[0]
            for column, right in enumerate(self.down[1:], start=1):
                if (row, column) not in self.open_edges:
                    yield left, top, right, bottom
                    left = right


def find_grids(dark: Mask) -> list[Grid]:
    """The ruled tables of a page, top to bottom; ``dark`` is True where there is ink."""
    height, width = dark.shape
    across = _runs(dark, max(20, int(width * _SHORTEST_ACROSS)))
    down = _runs(dark.T, max(12, int(height * _SHORTEST_DOWN))).T
    rules = [
        (place, *_extent(_any(across[top:bottom], 0)))
        for place, top, bottom in _bands(_any(across, 1))
    ]
    grids = []
    for group in _groups(rules, down):
        grid = _grid(group, down)
        if grid is not None:
            grids.append(grid)
    return grids


def _runs(dark: Mask, shortest: int) -> Mask:
    """What lies in a run of at least ``shortest`` dark points in its row, small gaps bridged."""
    found = np.zeros_like(dark)
    for row in np.flatnonzero(dark.sum(axis=1) >= shortest * 0.8):
        places = np.flatnonzero(dark[row])
        cuts = np.flatnonzero(np.diff(places) > _BRIDGED)
        starts = places[np.concatenate(([0], cuts + 1))]
        ends = places[np.concatenate((cuts, [len(places) - 1]))] + 1
        for start, end in zip(starts, ends, strict=True):
            if end - start >= shortest:
                found[row, start:end] = True
    return found


def _any(mask: Mask, axis: int) -> Mask:
    return np.asarray(mask.any(axis=axis))


def _bands(marked: Mask) -> Iterator[tuple[int, int, int]]:
    """Each run of marked places as (middle, start, end); a line is some points thick."""
    places = np.flatnonzero(marked)
    if not len(places):
        return
    cuts = np.flatnonzero(np.diff(places) > _BRIDGED)
    starts = places[np.concatenate(([0], cuts + 1))]
    ends = places[np.concatenate((cuts, [len(places) - 1]))] + 1
    for start, end in zip(starts, ends, strict=True):
        yield int(start + end) // 2, int(start), int(end)


def _extent(marked: Mask) -> tuple[int, int]:
    places = np.flatnonzero(marked)
    return int(places[0]), int(places[-1]) + 1


def _groups(rules: Sequence[tuple[int, int, int]], down: Mask) -> Iterator[list[int]]:
    """Lines across that the same lines down join: each group is a table."""
    group: list[tuple[int, int, int]] = []
    for rule in rules:
        if group and not _joined(group[-1], rule, down):
            yield [place for place, _, _ in group]
            group = []
        group.append(rule)
    if group:
        yield [place for place, _, _ in group]


def _joined(above: tuple[int, int, int], below: tuple[int, int, int], down: Mask) -> bool:
    """Whether two lines down lead from one line across to the next."""
    left, right = max(above[1], below[1]) - 4, min(above[2], below[2]) + 4
    if right - left < 20 or below[0] - above[0] < 4:
        return False
    band = down[above[0] : below[0], max(left, 0) : right]
    return len(list(_bands(band.mean(axis=0) >= _RULED))) >= 2


def _grid(across: Sequence[int], down: Mask) -> Grid | None:
    if len(across) < 3:
        return None
    top, bottom = across[0], across[-1]
    ruled = down[top:bottom].mean(axis=0)
    # A line that parts some rows only, such as those under a heading over all columns, is one too.
    places = [middle for middle, _, _ in _bands(ruled >= 0.25)]
    places = _apart(places)
    if len(places) < 3:
        return None
    rows = list(pairwise(_apart(across)))
    open_edges = frozenset(
        (row, line)
        for row, (first, last) in enumerate(rows)
        for line, place in enumerate(places[1:-1], start=1)
        if down[first:last, max(place - 4, 0) : place + 5].any(axis=1).mean() < _RULED
    )
    return Grid([first for first, _ in rows] + [rows[-1][1]], places, open_edges)


def _apart(places: Sequence[int], least: int = 8) -> list[int]:
    """The places without those that are the second edge of one line."""
    kept: list[int] = []
    for place in places:
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return kept


def _band(lines: Sequence[int], place: float) -> int:
    """Between which two lines the place lies."""
    for at in range(len(lines) - 2):
        if place < lines[at + 1]:
            return at
    return len(lines) - 2
