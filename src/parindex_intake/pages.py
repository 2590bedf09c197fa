"""A page as it was read: its text, and where each word of it stands on the page's picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in points of the page's picture."""


@dataclass(frozen=True)
class Word:
    """A word where it stands; ``confidence`` in per cent, 100 where nothing was guessed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 100.0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def scaled(self, factor: float) -> "Word":
        """The same word on a picture of another size."""
        left, top, right, bottom = (
            edge * factor for edge in (self.left, self.top, self.right, self.bottom)
        )
        return Word(self.text, left, top, right, bottom, self.confidence)


@dataclass(frozen=True)
class PlacedWord:
    """The word at [start, end) of a page's text, and its box on the picture."""

    start: int
    end: int
    box: Box

    def scaled(self, factor: float) -> "PlacedWord":
        """The same word on a picture of another size."""
        left, top, right, bottom = (round(edge * factor) for edge in self.box)
        return PlacedWord(self.start, self.end, (left, top, right, bottom))


@dataclass(frozen=True)
class PageText:
    """What a page says. ``words`` is empty where nobody knows where they stand."""

    text: str
    words: Sequence[PlacedWord] = field(default_factory=tuple)


@dataclass(frozen=True)
class Looked:
    """How many pages a file has, and of how many the letters have to be recognised."""

    pages: int
    scanned: int


@dataclass(frozen=True)
class ReadPage:
    """A page of a paper.

    ``picture``: the name of its picture in the folder that was read into, "" without one;
    ``width`` and ``height`` its size in points. ``confidence``: of the recognition, in per cent;
    None where the page had its text with it.
    """

    number: int
    text: str
    words: Sequence[PlacedWord] = ()
    picture: str = ""
    width: int = 0
    height: int = 0
    confidence: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "words": [[word.start, word.end, *word.box] for word in self.words],
            "picture": self.picture,
            "width": self.width,
            "height": self.height,
            "confidence": self.confidence,
        }

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "ReadPage":
        words = tuple(
            PlacedWord(start, end, (left, top, right, bottom))
            for start, end, left, top, right, bottom in found["words"]
        )
        return cls(**{**found, "words": words})
