"""Words that lost the space between them: “vanphong”, “ngay15”, “SNVngay”."""

import re
from functools import lru_cache

from parindex_core.directives.ocr import NUMBER
from parindex_core.directives.phrases import set_phrases
from parindex_core.directives.syllables import is_syllable
from parindex_core.vietnamese.folding import fold

_KNOWN = frozenset(
    word for phrase in set_phrases() for word in fold(phrase).split() if word != fold(NUMBER)
)
_LETTERS_THEN_DIGITS = re.compile(r"(ngay|thang|nam|quy|so|dieu|truoc|dat|tren|tu|den)(?=\d)")
_DIGITS_THEN_LETTERS = re.compile(r"\d+(?=(?:thang|nam|cua|ve|ngay|tro|va|sang|quy|tthc|hoso)$)")
_SHORTEST, _LONGEST = 4, 21


@lru_cache(maxsize=4096)
def split_glued(word: str) -> tuple[int, ...]:
    """Where to cut a word into words; empty when it is one word or cannot be told."""
    folded = fold(word)
    if len(folded) != len(word) or not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    if not folded.isalpha():
        cut = _LETTERS_THEN_DIGITS.match(folded) or _DIGITS_THEN_LETTERS.match(folded)
        return (cut.end(),) if cut else ()
    if is_syllable(folded) or word.isupper() or not folded.isascii():
        return ()
    return _cuts(folded, word, 0, 3) or ()


def _cuts(folded: str, word: str, start: int, pieces: int) -> tuple[int, ...] | None:
    """Cuts of ``folded[start:]`` into at most ``pieces`` words that papers use."""
    rest = folded[start:]
    if start and (rest in _KNOWN or (is_syllable(rest) and len(rest) > 2)):
        return ()
    if pieces == 1:
        return None
    for cut in range(min(len(rest) - 2, 7), 1, -1):
        piece = rest[:cut]
        if piece in _KNOWN or (is_syllable(piece) and len(piece) > 2):
            after = _cuts(folded, word, start + cut, pieces - 1)
            if after is not None:
                return (start + cut, *after)
    return None
