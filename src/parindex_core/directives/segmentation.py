"""Words that lost the space between them: “vanphong”, “ngay15”, “SNVngay”."""

import re
from functools import lru_cache

from parindex_core.directives.ocr import NUMBER, look_alike
from parindex_core.directives.phrases import set_phrases
from parindex_core.directives.syllables import FREQUENT_SYLLABLES, is_syllable
from parindex_core.vietnamese.folding import fold

_KNOWN = frozenset(
    word for phrase in set_phrases() for word in fold(phrase).split() if word != fold(NUMBER)
)
_SHAPES = frozenset(look_alike(word) for word in _KNOWN | FREQUENT_SYLLABLES)
_LETTERS_THEN_DIGITS = re.compile(r"([a-z]{2,7}?)(?=(?:\d[\doil]*|[oil]\d[\doil]*)$)")
_DIGITS_THEN_LETTERS = re.compile(r"\d+(?=[a-z]{3,}$)")
# Digits that an OCR puts for letters, one for one, so that the cut falls at the same place.
_AS_LETTERS = str.maketrans("0156349", "olsoaag")
_SHORTEST, _LONGEST = 4, 21


_LETTER_SIGNS = str.maketrans("¢€&", "oco")


@lru_cache(maxsize=8192)
def split_glued(word: str) -> tuple[int, ...]:
    """Where to cut a word into words; empty when it is one word or cannot be told."""
    folded = fold(word).translate(_LETTER_SIGNS)
    if len(folded) != len(word) or not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    if not folded.isascii() or not folded.isalnum() or folded.isdigit() or word.isupper():
        return ()
    letters = folded.translate(_AS_LETTERS)
    if is_syllable(letters) or look_alike(folded) in _SHAPES:
        return ()
    digits = sum(c.isdigit() for c in folded)
    if digits > 1 or (digits and not folded[-1].isalpha()):
        cut = _number_cut(folded)
        if cut:
            return cut
    # A short word is sooner one word misread than two.
    if len(word) <= 5 and not digits and word[1:].islower():
        return ()
    cuts = _cuts(letters, 0, 3, known_only=True) or _cuts(letters, 0, 2, known_only=False)
    if cuts is None and folded.endswith("ngay") and word[:2].isupper():
        return (len(word) - 4,)
    return cuts or (_number_cut(folded) if digits else ())


def _number_cut(folded: str) -> tuple[int, ...]:
    """The cut between a word and a number: “nhat95”, “15thang”."""
    before = _LETTERS_THEN_DIGITS.match(folded)
    if before and is_syllable(before[1]):
        return (before.end(),)
    after = _DIGITS_THEN_LETTERS.match(folded)
    if after and is_syllable(folded[after.end() :]):
        return (after.end(),)
    return ()


def _cuts(folded: str, start: int, pieces: int, *, known_only: bool) -> tuple[int, ...] | None:
    """Cuts of ``folded[start:]`` into at most ``pieces`` words that papers use."""
    rest = folded[start:]
    if start and _is_word(rest, known_only):
        return ()
    if pieces == 1:
        return None
    for cut in range(min(len(rest) - 2, 7), 1, -1):
        if _is_word(rest[:cut], known_only):
            after = _cuts(folded, start + cut, pieces - 1, known_only=known_only)
            if after is not None:
                return (start + cut, *after)
    return None


def _is_word(piece: str, known_only: bool) -> bool:
    if known_only:
        return piece in _KNOWN or piece in FREQUENT_SYLLABLES
    return len(piece) > 2 and is_syllable(piece)
