"""Folding: text without case and diacritics, so that “quang ngai” finds “Quảng Ngãi”."""

import unicodedata
from functools import lru_cache

# đ and Đ have no decomposition in Unicode, unlike every other Vietnamese letter.
_STROKED_D = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}


def _fold_character(character: str) -> str:
    """The folded form of one character: none, one or (for ligatures) several characters."""
    if character in _STROKED_D:
        return "d"
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed.lower() if not unicodedata.combining(c))


class _FoldTable(dict[int, str]):
    """A table for ``str.translate`` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLD_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d; composed and decomposed input fold alike."""
    return text.translate(_FOLD_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in ``text`` it came from.

    The list has one more entry than the folded text has characters: ``len(text)``, so that a
    match ``[start, end)`` in the folded text lies at ``[offsets[start], offsets[end])``.
    """
    folded = text.translate(_FOLD_TABLE)
    pieces = [_FOLD_TABLE[ord(character)] for character in text]
    offsets = [at for at, piece in enumerate(pieces) for _ in piece]
    offsets.append(len(text))
    return folded, offsets


def vietnamese_sort_key(text: str) -> tuple[list[tuple[int, int]], str]:
    """Sort key of the Vietnamese alphabet: a ă â b c d đ e ê …, then by tone."""
    keys: list[tuple[int, int]] = []
    for character in unicodedata.normalize("NFC", text).lower():
        base, tone = _letter_and_tone(character)
        keys.append((_ALPHABET.get(base, 1000 + ord(base)), tone))
    # Letters decide before tones, as in a Vietnamese dictionary.
    return [(letter, 0) for letter, _ in keys] + [(-1, tone) for _, tone in keys], text


_ALPHABET = {letter: at for at, letter in enumerate(" 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


@lru_cache(maxsize=2048)
def _letter_and_tone(character: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", character)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), 0)
    letter = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return letter[:1] or character, tone
