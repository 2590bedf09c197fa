"""Pages of a paper as pictures, with the marked phrases where they stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.assignments.models import DirectivePage
    from parindex.web.marked_text import Mark

# Below this the letters of a page were recognised so badly that a person has to look.
_UNSURE = 75
# In heights of a line: words further apart are not under one band.
_APART = 3


@dataclass(frozen=True)
class Band:
    """A run of marked words in one line of a page's picture, in its points."""

    left: int
    top: int
    width: int
    height: int
    mark: Mark

    @property
    def links(self) -> str:
        """Keys of everything that lights up with it, by spaces."""
        return " ".join(self.mark.links)


@dataclass(frozen=True)
class MarkedPage:
    """A page with its bands; ``is_unsure``: much of it could not be recognised well."""

    page: DirectivePage
    bands: Sequence[Band]

    @property
    def is_unsure(self) -> bool:
        confidence = self.page.confidence
        return confidence is not None and confidence < _UNSURE


def marked_pages(pages: Iterable[DirectivePage], marks: Sequence[Mark]) -> list[MarkedPage]:
    """The pages of a paper; a mark's offsets are into the whole text."""
    outer_first = sorted(marks, key=lambda mark: mark.start - mark.end)
    return [
        MarkedPage(page, [band for mark in outer_first for band in _bands(page, mark)])
        for page in pages
    ]


def _bands(page: DirectivePage, mark: Mark) -> Iterable[Band]:
    if mark.end <= page.start or mark.start >= page.end:
        return
    run: list[tuple[int, int, int, int]] = []
    for start, end, *box in page.words:
        if page.start + end <= mark.start or page.start + start >= mark.end:
            continue
        left, top, right, bottom = box
        if run and not _goes_on(run[-1], (left, top, right, bottom)):
            yield _band(run, mark)
            run = []
        run.append((left, top, right, bottom))
    if run:
        yield _band(run, mark)


def _goes_on(before: tuple[int, int, int, int], after: tuple[int, int, int, int]) -> bool:
    """Whether a word stands beside the one before it, in the same line."""
    overlap = min(before[3], after[3]) - max(before[1], after[1])
    lower = max(min(before[3] - before[1], after[3] - after[1]), 1)
    return overlap > lower / 2 and 0 <= after[0] - before[2] + lower <= _APART * lower + lower


def _band(run: Sequence[tuple[int, int, int, int]], mark: Mark) -> Band:
    left, top = min(box[0] for box in run), min(box[1] for box in run)
    right, bottom = max(box[2] for box in run), max(box[3] for box in run)
    return Band(left, top, right - left, bottom - top, mark)
