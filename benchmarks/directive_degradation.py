"""Damage a clean paper the way that scanners, OCR and text exports damage it.

Every function is a pure function of its text and seed, so that a miss can be seen again. The table
of confusions is taken from the true errors of the OCR text of 664/KL-SKHCN beside its reading.
"""

import random
import re
import textwrap
import unicodedata

CONFUSIONS: dict[str, tuple[str, ...]] = {
    # vowels: the diacritic is lost, or a digit or another letter stands for it
    "á": ("a", "4", "é"),
    "à": ("a",),
    "ả": ("a",),
    "ã": ("a", "3"),
    "ạ": ("a",),
    "ă": ("a", "d", "i"),
    "ắ": ("a", "d"),
    "ằ": ("a", "d"),
    "ẳ": ("a",),
    "ẵ": ("a",),
    "ặ": ("a",),
    "â": ("a", "4"),
    "ấ": ("a", "4", "i"),
    "ầ": ("a", "d"),
    "ẩ": ("a", "4"),
    "ẫ": ("a",),
    "ậ": ("a", "4"),
    "é": ("e",),
    "è": ("e",),
    "ẻ": ("e",),
    "ẽ": ("e",),
    "ẹ": ("e",),
    "ê": ("é", "e"),
    "ế": ("é", "e"),
    "ề": ("é", "e"),
    "ể": ("é", "e"),
    "ễ": ("é", "e"),
    "ệ": ("é", "e", "ê"),
    "í": ("i",),
    "ì": ("i",),
    "ỉ": ("i",),
    "ĩ": ("i",),
    "ị": ("i", "j"),
    "ó": ("6", "o"),
    "ò": ("o",),
    "ỏ": ("o",),
    "õ": ("o", "ö"),
    "ọ": ("o",),
    "ô": ("6", "o", "é"),
    "ố": ("6", "b", "ô"),
    "ồ": ("6", "d", "o"),
    "ổ": ("6", "o"),
    "ỗ": ("6", "o"),
    "ộ": ("6", "0", "o"),
    "ơ": ("o",),
    "ớ": ("o", "6"),
    "ờ": ("o",),
    "ở": ("o", "6", "¢", "é"),
    "ỡ": ("o",),
    "ợ": ("o", "g"),
    "ú": ("u", "i"),
    "ù": ("u",),
    "ủ": ("u", "i", "a"),
    "ũ": ("u", "ü"),
    "ụ": ("u", "y"),
    "ư": ("u", "w"),
    "ứ": ("u", "i"),
    "ừ": ("u",),
    "ử": ("u",),
    "ữ": ("u",),
    "ự": ("u", "y", "w"),
    "ý": ("y",),
    "ỳ": ("y",),
    "ỷ": ("y",),
    "ỹ": ("y",),
    "ỵ": ("y",),
    "đ": ("d",),
    "Đ": ("D", "D", "D", "D", "B"),
    "Ộ": ("O", "Q"),
    # letters and digits of one shape
    "o": ("0",),
    "O": ("0",),
    "l": ("1", "I"),
    "I": ("l", "1"),
    "s": ("5",),
    "S": ("5",),
    "m": ("rn",),
    "e": ("c",),
    "c": ("e",),
    "0": ("O", "o"),
    "1": ("l", "I"),
    "5": ("S", "s"),
    " ": ("", "  "),
}
WHOLE_WORDS: dict[str, tuple[str, ...]] = {
    "các": ("07", "c4c", "cdc", "cac", "céc"),
    "của": ("cia", "cua", "caa", "ciia"),
    "được": ("dugc", "duoc", "dugc"),
    "số": ("s6", "sb", "sô"),
    "năm": ("nim", "nam", "ndm"),
}
# An OCR seldom mistakes plain letters and digits, and more seldom loses a space.
_PLAIN_WEIGHT, _SPACE_WEIGHT = 0.2, 0.08

_MARKER = re.compile(r"^\s*(\d+(\.\d+)*[.)]|[a-zđ][.)]|[-+•*–]|Điều \d|[IVX]+\.|\||[A-ZĐ ]{6,}$)")
_LAYOUT = re.compile(r"\t|\S {3,}\S|^\s*\||^ {20,}\S")
_PAGE_LINES = 26


def strip_diacritics(text: str) -> str:
    """The text as typed on a machine without Vietnamese letters."""
    bare = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(bare).replace("đ", "d").replace("Đ", "D")


def confuse(text: str, rate: float, seed: int) -> str:
    """Misread `rate` of the characters of `text`, as an OCR would.

    The number of damaged characters is exactly `rate` of all, rounded down; line ends stay.
    """
    chance = random.Random(f"{seed}:{rate}")
    budget = int(len(text) * rate)
    pieces = list(text)
    budget -= _confuse_words(text, pieces, rate, chance)
    places = _places(text, pieces)
    for place in _weighted_order(places, chance)[: max(budget, 0)]:
        pieces[place] = _misread(text, place, chance)
    return "".join(pieces)


def rewrap(text: str, width: int = 64) -> str:
    """Break the running text at another width and drop page numbers into it.

    Lines that hold columns (runs of spaces, tabs, pipes) keep their shape.
    """
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        broken = [paragraph] if _LAYOUT.search(paragraph) else textwrap.wrap(paragraph, width)
        lines.extend(broken or [""])
    pages: list[str] = []
    for index, line in enumerate(lines):
        if index and index % _PAGE_LINES == 0:
            pages.extend(["", str(index // _PAGE_LINES + 1), ""])
        pages.append(line)
    return "\n".join(pages) + "\n"


def _confuse_words(text: str, pieces: list[str], rate: float, chance: random.Random) -> int:
    damaged = 0
    for match in re.finditer(r"\w+", text):
        readings = WHOLE_WORDS.get(match.group())
        if readings and chance.random() < rate:
            pieces[match.start()] = chance.choice(readings)
            for place in range(match.start() + 1, match.end()):
                pieces[place] = ""
            damaged += 2
    return damaged


def _places(text: str, pieces: list[str]) -> dict[int, float]:
    """Offsets that may be misread, with their weights."""
    places: dict[int, float] = {}
    for place, char in enumerate(text):
        if pieces[place] != char:
            continue
        if char == " ":
            if 0 < place < len(text) - 1 and (text[place - 1] + text[place + 1]).isalnum():
                places[place] = _SPACE_WEIGHT
        elif char in CONFUSIONS or char.lower() in CONFUSIONS:
            places[place] = _PLAIN_WEIGHT if char.isascii() else 1.0
    return places


def _weighted_order(places: dict[int, float], chance: random.Random) -> list[int]:
    keys = {place: chance.random() ** (1 / weight) for place, weight in places.items()}
    return sorted(keys, key=lambda place: -keys[place])


def _misread(text: str, place: int, chance: random.Random) -> str:
    char = text[place]
    if char in CONFUSIONS:
        return chance.choice(CONFUSIONS[char])
    return chance.choice(CONFUSIONS[char.lower()]).upper()


def _paragraphs(text: str) -> list[str]:
    """Join lines that only the page's width had broken."""
    paragraphs: list[str] = []
    length_before = 0
    for line in text.split("\n"):
        continues = (
            length_before >= 64
            and line.strip()
            and not _MARKER.search(line)
            and not _LAYOUT.search(line)
            and not _LAYOUT.search(paragraphs[-1])
        )
        if continues:
            paragraphs[-1] += " " + line.strip()
        else:
            paragraphs.append(line)
        length_before = len(line)
    return paragraphs
