"""Words that stand somewhere on a page put into lines of text; ruled tables become rows of pipes.

The reader of directives knows tables by their pipes, and the two columns of a paper's head by the
wide gap between them.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from parindex_intake.pages import Box, PageText, PlacedWord, Word

if TYPE_CHECKING:
    from parindex_intake.ruling import Grid

# In heights of a word: a wider gap parts columns; a wider one between lines parts paragraphs.
_COLUMN_GAP = 2.6
_PARAGRAPH_PITCH = 1.9
_COLUMNS_APART = "    "


@dataclass
class _Line:
    top: float
    bottom: float
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        """Whether the word stands in the line: they overlap by half of the lower one."""
        overlap = min(self.bottom, word.bottom) - max(self.top, word.top)
        lower = min(self.bottom - self.top, word.height)
        return lower > 0 and overlap > lower / 2

    def add(self, word: Word) -> None:
        # The line's band is what most of its words fill, so that one tall sign moves it little.
        count = len(self.words)
        self.top = (self.top * count + word.top) / (count + 1)
        self.bottom = (self.bottom * count + word.bottom) / (count + 1)
        self.words.append(word)


class _Text:
    """A text that grows, with the places of its words."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.words: list[PlacedWord] = []

    def add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def add_word(self, word: Word) -> None:
        start = self._length
        self.add(unicodedata.normalize("NFC", word.text))
        self.words.append(PlacedWord(start, self._length, _box(word)))

    def page(self) -> PageText:
        return PageText("".join(self._pieces), tuple(self.words))


def compose(words: Iterable[Word], grids: Sequence[Grid] = ()) -> PageText:
    """The page's text from top to bottom; what stands in a grid is a row of it."""
    outside: list[Word] = []
    inside: dict[int, list[Word]] = {}
    for word in words:
        if not word.text.strip():
            continue
        at = next((at for at, grid in enumerate(grids) if grid.holds(*word.middle)), None)
        if at is None:
            outside.append(word)
        else:
            inside.setdefault(at, []).append(word)
    parts: list[tuple[float, list[_Line] | Grid]] = [
        (line.top, [line]) for line in lines_of(outside)
    ]
    parts += [(grids[at].top, grids[at]) for at in inside]
    text = _Text()
    pitch = _pitch([part[0] for _, part in parts if isinstance(part, list)])
    before: _Line | None = None
    for _top, part in sorted(parts, key=lambda each: each[0]):
        if isinstance(part, list):
            (line,) = part
            if before is not None and pitch and line.top - before.top > _PARAGRAPH_PITCH * pitch:
                text.add("\n")
            _add_line(text, line)
            before = line
        else:
            _add_table(text, part, inside[grids.index(part)])
            before = None
    return text.page()


def lines_of(words: Iterable[Word]) -> list[_Line]:
    """Words gathered into lines, from top to bottom, each from left to right."""
    lines: list[_Line] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom) / 2):
        # Lines end where they end: only the last few can still take a word.
        line = next((line for line in reversed(lines[-4:]) if line.holds(word)), None)
        if line is None:
            line = _Line(word.top, word.bottom)
            lines.append(line)
        line.add(word)
    for line in lines:
        line.words.sort(key=lambda each: each.left)
    return sorted(lines, key=lambda line: line.top)


def _add_line(text: _Text, line: _Line) -> None:
    height = statistics.median(word.height for word in line.words)
    before: Word | None = None
    for word in line.words:
        if before is not None:
            wide = word.left - before.right > _COLUMN_GAP * height
            text.add(_COLUMNS_APART if wide else " ")
        text.add_word(word)
        before = word
    text.add("\n")


def _add_table(text: _Text, grid: Grid, words: Sequence[Word]) -> None:
    for row in grid.rows(words):
        text.add("|")
        for cell in row:
            text.add(" ")
            for line in lines_of(cell):
                for word in line.words:
                    # A pipe within a cell would be taken for its end.
                    text.add_word(word if "|" not in word.text else _without_pipes(word))
                    text.add(" ")
            text.add("|")
        text.add("\n")


def _without_pipes(word: Word) -> Word:
    bare = word.text.replace("|", "/")
    return Word(bare, word.left, word.top, word.right, word.bottom, word.confidence)


def _pitch(lines: Sequence[_Line]) -> float:
    """The usual distance between the tops of two lines; 0 where there are too few."""
    tops = sorted(line.top for line in lines)
    steps = [low - high for high, low in pairwise(tops) if low > high]
    return statistics.median(steps) if len(steps) > 2 else 0.0


def _box(word: Word) -> Box:
    return round(word.left), round(word.top), round(word.right), round(word.bottom)
