"""What of a paper is shown beneath it in a list: the words that were sought, with some around."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parindex_core.vietnamese.folding import fold, fold_with_offsets

# Characters of the paper before and after the first word found.
_BEFORE, _AFTER = 70, 150


@dataclass(frozen=True)
class Piece:
    """A run of an excerpt; ``is_found``: it is what was sought."""

    text: str
    is_found: bool


def excerpt(text: str, words: str) -> list[Piece]:
    """The text around the first place where a word stands, all words marked in it; [] if none."""
    pattern = _pattern(words)
    if pattern is None:
        return []
    folded = fold(text)
    first = pattern.search(folded)
    if first is None:
        return []
    start, end = max(first.start() - _BEFORE, 0), first.end() + _AFTER
    if len(folded) != len(text):
        # Some sign folds to none or to two: the places differ, and are looked up.
        offsets = fold_with_offsets(text)[1]
        start, end = offsets[start], offsets[min(end, len(folded))]
    return _marked(" ".join(text[start:end].split()), pattern, start > 0, end < len(text))


def _marked(shown: str, pattern: re.Pattern[str], cut: bool, goes_on: bool) -> list[Piece]:
    folded, offsets = fold_with_offsets(shown)
    pieces = [Piece("… ", False)] if cut else []
    at = 0
    for match in pattern.finditer(folded):
        start, end = offsets[match.start()], offsets[match.end()]
        pieces += [Piece(shown[at:start], False), Piece(shown[start:end], True)]
        at = end
    pieces.append(Piece(shown[at:] + (" …" if goes_on else ""), False))
    return [piece for piece in pieces if piece.text]


def _pattern(words: str) -> re.Pattern[str] | None:
    """Each word sought, from a word's start; signs between its parts may be any."""
    parts = []
    for typed in words.split():
        folded = re.findall(r"\w+", fold(typed))
        if folded:
            parts.append(r"\W+".join(map(re.escape, folded)) + r"\w*")
    return re.compile(rf"\b(?:{'|'.join(parts)})") if parts else None
