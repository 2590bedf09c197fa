"""The cells of a table laid one under the other, so that no line is read across two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from parindex_intake.pages import Word

if TYPE_CHECKING:
    from parindex_intake.ruling import Grid

# Points: what is left out of a cell beside its rules, and the paper between two cells.
_INSIDE, _BETWEEN = 6, 40
_SMALLEST = 12
# Points: the program that reads letters takes no side of 32,768.
_TALLEST = 30_000


_Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Laid:
    top: int
    bottom: int
    shift: tuple[int, int]


@dataclass(frozen=True)
class Stack:
    """The picture of the cells, and where each of them came from."""

    picture: Image.Image
    _laid: Sequence[_Laid]

    def back(self, word: Word) -> Word | None:
        """The word where it stands on the page; None where no cell lies."""
        middle = word.middle[1]
        at = bisect_right(self._laid, middle, key=lambda cell: cell.top) - 1
        if at < 0 or middle > self._laid[at].bottom:
            return None
        right, down = self._laid[at].shift
        return Word(
            word.text,
            word.left + right,
            word.top + down,
            word.right + right,
            word.bottom + down,
            word.confidence,
        )


def stacked(page: Image.Image, grid: Grid) -> Iterator[Stack]:
    """The cells of a table of the page, in as many pictures as they need."""
    cells = [
        (left + _INSIDE, top + _INSIDE, right - _INSIDE, bottom - _INSIDE)
        for left, top, right, bottom in grid.boxes()
        if right - left > 2 * _INSIDE + _SMALLEST and bottom - top > 2 * _INSIDE + _SMALLEST
    ]
    part: list[_Box] = []
    height = _BETWEEN
    for box in cells:
        tall = box[3] - box[1] + _BETWEEN
        if part and height + tall > _TALLEST:
            yield _laid_out(page, part)
            part, height = [], _BETWEEN
        part.append(box)
        height += tall
    if part:
        yield _laid_out(page, part)


def _laid_out(page: Image.Image, cells: Sequence[_Box]) -> Stack:
    width = max(right - left for left, _, right, _ in cells) + 2 * _BETWEEN
    height = sum(bottom - top + _BETWEEN for _, top, _, bottom in cells) + _BETWEEN
    picture = Image.new("L", (width, height), 255)
    laid = []
    at = _BETWEEN
    for box in cells:
        picture.paste(page.crop(box), (_BETWEEN, at))
        below = at + box[3] - box[1]
        laid.append(_Laid(at, below, (box[0] - _BETWEEN, box[1] - at)))
        at = below + _BETWEEN
    return Stack(picture, laid)
