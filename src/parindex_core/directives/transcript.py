"""The paper as matched: folded words with their places in the input, page furniture left out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from parindex_core.directives.reading import Span
from parindex_core.directives.segmentation import split_glued
from parindex_core.vietnamese.folding import fold

# Combining marks belong to words (decomposed input), and so do signs that an OCR puts for letters.
_WORD = re.compile(r"([\w\u0300-\u036f¢€£@$&°’]+)")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")
_BREAK = re.compile(r" ?\n\s*+")
_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "‐": "-",
     "‑": "-", "•": "-", "●": "-", "·": "-", "▪": "-", "◦": "-", "\uf0b7": "-", "…": ".",
     "⁄": "/", "∕": "/",
     "\u200b": "", "\ufeff": "", "\xad": ""}
)  # fmt: skip
# A line that holds nothing but a page number: “2”, “- 2 -”, “Trang 2/5”.
_PAGE_NUMBER = re.compile(
    r"^[ \t\f]*+(?:[-–—][ \t]{0,3}\d{1,3}[ \t]{0,3}[-–—]|\d{1,3}"
    r"|[Tt]rang[ \t]{1,3}\d{1,3}(?:[ \t]{0,2}/[ \t]{0,2}\d{1,3})?)[ \t\f\r]*+$",
    re.MULTILINE,
)
# More different words than a directive has are not looked at for lost spaces.
_MOST_DIFFERENT = 30_000


@dataclass(frozen=True)
class Line:
    """A line of the transcript: [start, end) in it, and whether a blank line stands before."""

    start: int
    end: int
    after_blank: bool


class Transcript:
    """Words of the input, folded, in one text that rules can search; every place leads back.

    ``text`` has the words of the input, or what they were repaired to, one space between words and
    one newline between lines. ``flat`` is the same with newlines as spaces. ``segments`` are the
    parts of the input in reading order, so that the cells of a table follow one another.
    """

    def __init__(self, source: str, segments: Sequence[Span] | None = None) -> None:
        self.source = source
        self.segments = list(segments) if segments is not None else [(0, len(source))]
        self.removed: list[Span] = []
        self._page_words: list[int] = []
        self._cuts: dict[str, tuple[int, ...]] = {}
        # Gaps at even places, words at odd ones; an empty word parts two segments.
        self._raw: list[str] = []
        self._starts: list[int] = []
        self._firsts: list[int] = []
        for start, end in self.segments:
            self._take(start, end)
        raw_words = self._raw[1::2]
        folded = {part: _fold_word(part) for part in set(raw_words)}
        self.words = [folded[part] for part in raw_words]
        gaps = {part: _fold_gap(part) for part in set(self._raw[0::2])}
        self._gaps = [gaps[part] for part in self._raw[0::2]]
        blank = {part for part in gaps if part.count("\n") > 1 and _BLANK_LINE.search(part)}
        self._blank_gaps = [at for at, part in enumerate(self._raw[0::2]) if part in blank]
        for first in self._firsts[1:]:
            self._gaps[first // 2] = "\n" + self._gaps[first // 2].lstrip("\n ")
            if not self._raw[first - 2]:
                self._gaps[first // 2 - 1] = ""
        self._clear_removed()
        self.assemble()
        lengths = sorted(map(len, self.text.split("\n")))
        # How long lines are where the page breaks them; a much shorter line ends a paragraph.
        self.width = max(20, lengths[len(lengths) * 4 // 5])

    def _take(self, start: int, end: int) -> None:
        """Cuts a segment into gaps and words and appends them."""
        text = self.source[start:end]
        parts = _parts(text, self._cuts)
        if self._firsts:
            self._raw.append("")
            self._starts.append(start)
        self._firsts.append(len(self._raw))
        self._raw += parts
        offsets = list(accumulate(map(len, parts), initial=start))[:-1]
        if len(self.segments) == 1 or "\n" in text:
            for match in _PAGE_NUMBER.finditer(text):
                if match.end() > match.start():
                    self._remove(match.start() + start, match.end() + start, offsets)
        self._starts += offsets

    def _remove(self, first: int, last: int, offsets: Sequence[int]) -> None:
        """Marks the words of a page number at [first, last) of the input to be left out."""
        self.removed.append((first, last))
        base = len(self._starts)
        low, high = bisect_left(offsets, first), bisect_left(offsets, last)
        self._page_words += [(base + part) // 2 for part in range(low, high) if (base + part) % 2]

    def _clear_removed(self) -> None:
        """Takes page numbers out of the words."""
        self.removed.sort()
        for at in self._page_words:
            self.words[at] = ""
            if self._gaps[at].endswith("\n"):
                self._gaps[at + 1] = self._gaps[at + 1].lstrip("\n")

    def assemble(self) -> None:
        """Builds the text anew from the words; called after words were repaired."""
        parts: list[str] = [""] * len(self._raw)
        parts[1::2] = self.words
        parts[0::2] = self._gaps
        self._at = list(accumulate(map(len, parts), initial=0))
        self.text = "".join(parts)
        self.flat = self.text.replace("\n", " ")

    def segment_range(self, segment: int) -> tuple[int, int]:
        """Where a segment lies in the text."""
        first = self._firsts[segment]
        last = self._firsts[segment + 1] - 1 if segment + 1 < len(self._firsts) else len(self._raw)
        return self._at[first], self._at[last]

    def word_start(self, word: int) -> int:
        """Where the word begins in the text."""
        return self._at[2 * word + 1]

    def word_end(self, word: int) -> int:
        """Where the word ends in the text."""
        return self._at[2 * word + 2]

    def source_offset(self, at: int, *, end: bool = False) -> int:
        """The offset in the input of a place in the text; ``end`` for the end of a span."""
        probe = at - 1 if end and at > 0 else at
        part = bisect_right(self._at, probe) - 1
        if part >= len(self._raw):
            return self.segments[-1][1]
        within = probe - self._at[part] + (1 if end and at > 0 else 0)
        width, raw = self._at[part + 1] - self._at[part], self._raw[part]
        if end and within >= width:
            within = len(raw)
        return self._starts[part] + min(within, len(raw))

    def span(self, start: int, end: int) -> Span:
        """The span in the input of [start, end) in the text, without white space at its ends."""
        first = self.source_offset(start)
        last = max(first, self.source_offset(end, end=True))
        while first < last and self.source[first].isspace():
            first += 1
        while last > first and self.source[last - 1].isspace():
            last -= 1
        return first, last

    def original(self, start: int, end: int) -> str:
        """The words of the input for [start, end) of the text, broken lines put together."""
        if len(self._firsts) == 1:
            return self._readable(*self.span(start, end))
        first = bisect_right(self._at, start) - 1
        last = bisect_right(self._at, max(start, end - 1)) - 1
        from_segment = bisect_right(self._firsts, first) - 1
        to_segment = bisect_right(self._firsts, last) - 1
        if from_segment == to_segment:
            return self._readable(*self.span(start, end))
        pieces = []
        for segment in range(from_segment, to_segment + 1):
            low, high = self.segment_range(segment)
            pieces.append(self._readable(*self.span(max(low, start), min(high, end))))
        return " ".join(piece for piece in pieces if piece)

    def _readable(self, first: int, last: int) -> str:
        """Input text [first, last) on one line, without the page numbers amid it."""
        pieces, at = [], first
        for index in range(bisect_right(self.removed, (first, first)), len(self.removed)):
            start, stop = self.removed[index]
            if start >= last:
                break
            pieces.append(self.source[at:start])
            at = min(stop, last)
        pieces.append(self.source[at:last])
        return " ".join(" ".join(pieces).split())

    def raw_word(self, word: int) -> str:
        """The word as the input has it."""
        return self._raw[2 * word + 1]

    def gap_before(self, word: int) -> str:
        """The signs between the word and the one before it, folded."""
        return self._gaps[word]

    def in_symbol(self, word: int) -> bool:
        """Whether the word is part of a number's symbol: “QĐ” and “TTg” of “766/QĐ-TTg”."""
        gap = self._raw[2 * word]
        return gap in ("/", "-") and not self.raw_word(word).isdecimal()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each word as folded and as the input has it."""
        return zip(self.words, self._raw[1::2], strict=True)

    def word_at(self, at: int) -> int:
        """The index of the word that holds the place in the text, or of the next one."""
        return (bisect_right(self._at, at) - 1) // 2

    def capital_at(self, at: int) -> bool:
        """Whether the next word from the place on begins with a capital in the input."""
        word = self.word_at(at)
        return word < len(self.words) and self.raw_word(word)[:1].isupper()

    def capitalised(self, words: frozenset[str]) -> list[int]:
        """Where those of the words begin that the input writes with a capital."""
        return [
            self._at[2 * at + 1]
            for at, word in enumerate(self.words)
            if word in words and self._raw[2 * at + 1][0].isupper()
        ]

    def lines(self) -> Sequence[Line]:
        """The lines that hold anything."""
        lines, start = [], 0
        blanks = {self._at[2 * gap + 1] for gap in self._blank_gaps}
        for piece in self.text.split("\n"):
            end = start + len(piece)
            if piece.strip():
                lead = len(piece) - len(piece.lstrip(' -+*"('))
                lines.append(Line(start, end, start + lead in blanks))
            start = end + 1
        return lines

    def line_breaks(self) -> list[int]:
        """Indexes of words that only a line break or a hyphen parts from the one before."""
        return [
            at for at, gap in enumerate(self._gaps) if 0 < at < len(self.words) and gap in _BREAKS
        ]

    def join(self, word: int) -> None:
        """Makes the word the end of the one before it."""
        self.words[word - 1] += self.words[word]
        self.words[word] = ""
        self._gaps[word] = ""


_BREAKS = frozenset(("\n", "-\n"))


def _parts(text: str, known_cuts: dict[str, tuple[int, ...]]) -> list[str]:
    """Gaps and words in turn, words that lost the space between them cut apart."""
    parts = _WORD.split(text)
    words = set(parts[1::2])
    for word in words.difference(known_cuts):
        looked_at = len(word) > 3 and len(known_cuts) < _MOST_DIFFERENT
        known_cuts[word] = split_glued(word) if looked_at else ()
    glued = {word for word in words if known_cuts[word]}
    if not glued:
        return parts
    cut_parts: list[str] = []
    done = 0
    for place in (at for at, word in enumerate(parts[1::2]) if word in glued):
        at, start = 2 * place + 1, 0
        cut_parts += parts[done:at]
        for cut in known_cuts[parts[at]]:
            cut_parts += [parts[at][start:cut], ""]
            start = cut
        cut_parts.append(parts[at][start:])
        done = at + 1
    return cut_parts + parts[done:]


def words_of(phrase: str) -> list[str]:
    """The folded words of a phrase, cut as the words of a transcript are."""
    return [folded for word in _WORD.findall(phrase) if (folded := _fold_word(word))]


def _fold_word(word: str) -> str:
    return fold(word).strip("’°")


def _fold_gap(gap: str) -> str:
    if gap == " ":
        return gap
    signs = _SPACES.sub(" ", gap.translate(_SIGNS))
    if not signs:
        return " "
    if "\n" in signs:
        signs = _BREAK.sub("\n", signs)
    return signs
