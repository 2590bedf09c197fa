"""What numbers the points of a paper: “Điều 1.”, “II.”, “2)”, “1.1.”, “a)”, “A.”."""

import re

from rapidfuzz.distance import OSA

from parindex_core.directives.dates import DIGIT
from parindex_core.directives.ocr import look_alike

PART, ARTICLE, SECTION, POINT, DECIMAL, LETTER = range(6)
HEADINGS = (PART, SECTION)
"""What other points stand under without being part of their work: “A.”, “II.”."""

LETTER_AFTER = {
    "": "a", "a": "b", "b": "c", "c": "d", "d": "đe", "đ": "e", "e": "gf", "f": "g", "g": "h",
    "h": "ik", "i": "kj", "j": "k", "k": "l", "l": "m", "m": "n", "n": "o", "o": "p", "p": "q",
    "q": "r", "r": "s", "s": "t", "t": "u", "u": "v", "v": "x", "x": "y",
}  # fmt: skip
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
           "XV")  # fmt: skip
_ROMAN_VALUES = {roman.lower(): at for at, roman in enumerate(ROMANS, start=1)}
# A number of a marker; of letters only those that stand for a digit on their own.
_COUNT = rf"(?:\d{DIGIT}{{0,2}}|[oilsb]\d{DIGIT}?|[ilsb|]|[il|][ilo|s])"
_WORDS_BEGIN = r"[^\W\d]|[\"(]|\d[^\W\d]"
PARTS = "ABCDEGH"
"""Letters that number the parts of a paper."""

MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(r"(?:phan )?([a-egh]) ?[.:/)\-] ?(?=[^\W\d])")),
    (ARTICLE, re.compile(rf"(?:dieu|(?P<like>[a-z0-9]{{3,5}})) ({_COUNT}) ?[.:,;)] ?(?=\S)")),
    (SECTION, re.compile(r"(?:phan )?([ivxulh1|!jt]{1,5}) ?[.,:/)\-] ?(?=\S)")),
    (DECIMAL, re.compile(
        rf"({_COUNT})[.,] ?({_COUNT})(?:[.,]({_COUNT}))?(?: ?[.,):/])? (?=[^\W\d]|[\"(]"
        rf"|\d[^\W\d])")),
    (POINT, re.compile(rf"\(?({_COUNT}) ?[.,):;] ?(?={_WORDS_BEGIN})")),
    (POINT, re.compile(rf"\(?({_COUNT}) ?[.):] (?=\d{{1,3}}(?:,\d+)? ?%)")),
    (POINT, re.compile(rf"({_COUNT}) ?- ?(?=[^\W\d])")),
    (POINT, re.compile(rf"({_COUNT})/ (?={_WORDS_BEGIN})")),
    (LETTER, re.compile(r"\(?([a-z0-9@]) ?[)] ?(?=\S)")),
    (LETTER, re.compile(r"([a-z]) ?[.] ?(?=[^\W\d])")),
    (LETTER, re.compile(r"([a-z])/ (?=[^\W\d])")),
)  # fmt: skip
# What any marker begins with; most lines have none, and this one look tells.
MAY_BE_MARKED = re.compile(r"\(?(?:phan |[a-z0-9]{3,5} )?[\w|!@]{1,5} ?[.,:;/)\-]")


def is_article(match: re.Match[str]) -> bool:
    """“Điều”, or a word that an OCR made of it (“Biều”, “Diéu”)."""
    like = match["like"]
    return like is None or OSA.distance(look_alike(like), look_alike("dieu"), score_cutoff=1) <= 1


def roman_value(written: str, raw: str) -> int:
    if raw.isdecimal() and raw != "1" and raw != "11" and raw != "111":
        return 0
    shape = (
        written.translate(str.maketrans("l1|!jt", "iiiiii")).replace("u", "ii").replace("h", "ii")
    )
    return _ROMAN_VALUES.get(shape, 0)
