"""Numbered points of a paper: markers at line starts, held to their sequence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parindex_core.directives.dates import number
from parindex_core.directives.markers import (
    ARTICLE,
    DECIMAL,
    HEADINGS,
    LETTER,
    LETTER_AFTER,
    MARKERS,
    MAY_BE_MARKED,
    PART,
    PARTS,
    POINT,
    ROMANS,
    SECTION,
    is_article,
    roman_value,
)
from parindex_core.directives.ocr import look_alike
from parindex_core.directives.paragraphs import (
    LINES_OF_LEAD_IN,
    begins_paragraph,
    closes_paper,
    is_heading,
    leads_in,
)
from parindex_core.directives.transcript import Line, Transcript

MOST_POINTS = 1_500
"""More than any directive has; what is beyond is not read, and said so."""


@dataclass
class Point:
    """An accepted point: its number among its fellows and the ranges of its text."""

    level: int
    value: str
    line: int
    start: int
    body: int
    end: int = 0
    parent: "Point | None" = None
    children: list["Point"] = field(default_factory=list)
    missing_before: int = 0

    def path(self) -> list["Point"]:
        return [*(self.parent.path() if self.parent else []), self]


@dataclass(frozen=True)
class _Candidate:
    line: int
    level: int
    written: str
    value: int
    body: int
    firm: bool
    major: int = 0


class PointReader:
    """Reads the points of [start, end) of a transcript."""

    def __init__(
        self, transcript: Transcript, lines: list[Line], stops: Sequence[int] = ()
    ) -> None:
        """``stops`` are the places where tables begin, in order: a point's text ends there."""
        self._stops = stops
        self._transcript = transcript
        self._lines = lines
        self._candidates = self._find_candidates()
        self._later: dict[int, dict[int, list[int]]] = {}
        for at, candidate in enumerate(self._candidates):
            by_value = self._later.setdefault(candidate.level, {})
            by_value.setdefault(candidate.value, []).append(at)
        self._last: dict[int, int] = {}
        self._run: dict[int, int] = {}
        self._letter = ""
        self._stack: list[Point] = []
        self.points: list[Point] = []

    def _find_candidates(self) -> list[_Candidate]:
        flat, found = self._transcript.flat, []
        for index, line in enumerate(self._lines):
            head = flat[line.start : min(line.end + 40, line.start + 60)].lstrip(" *#>_")
            offset = flat.find(head[:1], line.start) if head else line.start
            if not MAY_BE_MARKED.match(head):
                continue
            firm = begins_paragraph(self._transcript, self._lines, index)
            for level, pattern in MARKERS:
                match = pattern.match(head)
                if match is None:
                    continue
                if level == ARTICLE and not is_article(match):
                    continue
                if level == PART and not self._is_part(line, offset + match.start(1), firm):
                    continue
                candidate = self._candidate(index, level, match, offset, firm)
                if candidate:
                    found.append(candidate)
        return found

    def _candidate(
        self, index: int, level: int, match: re.Match[str], offset: int, firm: bool
    ) -> _Candidate | None:
        body = offset + match.end()
        written, major = match[2 if level == ARTICLE else 1], 0
        if level == SECTION:
            word = self._transcript.word_at(offset + match.start(1))
            if word == len(self._transcript.words):  # “|. –”, below the last word
                return None
            value = roman_value(written, self._transcript.raw_word(word))
        elif level == PART:
            value = 1 + PARTS.index(written.upper())
        elif level == LETTER:
            value = 0
        elif level == DECIMAL:
            major, value = number(match[1]) or 0, number(match[2]) or 0
            if match[3]:
                major, value = 1000 * major + value, number(match[3]) or 0
        else:
            value = number(written) or 0
        if level != LETTER and not 0 < value < 400:
            return None
        return _Candidate(index, level, written, value, body, firm, major)

    def read(self) -> list[Point]:
        """The accepted points in the paper's order, with their ends set."""
        by_line: dict[int, list[int]] = {}
        for at, candidate in enumerate(self._candidates):
            by_line.setdefault(candidate.line, []).append(at)
        for index in sorted(by_line):
            if len(self.points) == MOST_POINTS:
                break
            for at in by_line[index]:
                if self._accept(at):
                    break
        self._set_ends()
        return self.points

    def _accept(self, at: int) -> bool:
        candidate = self._candidates[at]
        if candidate.level == LETTER:
            return self._accept_letter(candidate)
        # “b)” after “a)” is the next letter, not an 8 that follows a 7.
        if self._letter and candidate.written in LETTER_AFTER.get(self._letter, ""):
            return False
        return self._accept_number(at)

    def _accept_number(self, at: int) -> bool:
        candidate = self._candidates[at]
        if not candidate.firm and not self._transcript.capital_at(candidate.body):
            return False
        expected = self._last.get(candidate.level, 0) + 1
        # A count may go on through the sections: “I. … 1. 2. II. … 3. 4.”
        through = self._run.get(candidate.level, 0) + 1
        if candidate.value == through and candidate.level in (ARTICLE, POINT):
            expected = through
        missing = 0
        if candidate.level == DECIMAL and not self._fits_major(candidate):
            return False
        if candidate.value == 1 and expected > 1:
            if not self._restarts(at, expected):
                return False
        elif self._lost_a_stroke(at, expected):
            candidate = replace(candidate, value=expected)
        elif candidate.value != expected:
            missing = candidate.value - expected
            # “b)” is no 8 of which the numbers before were lost.
            if not candidate.written.isdigit():
                return False
            if not (0 < missing <= 3 and candidate.firm and self._skips(at, expected)):
                return False
        elif candidate.value == 1 and not self._begins(at):
            return False
        self._push(candidate, str(candidate.value), missing)
        self._last[candidate.level] = self._run[candidate.level] = candidate.value
        return True

    def _fits_major(self, candidate: _Candidate) -> bool:
        if candidate.major >= 1000:
            point = self._open(DECIMAL)
            return point is not None and candidate.major % 1000 == self._last.get(DECIMAL, 0)
        point = self._open(POINT) or self._open(ARTICLE)
        if point is None:
            return candidate.firm and candidate.value == self._last.get(DECIMAL, 0) + 1
        return number(point.value) == candidate.major

    def _restarts(self, at: int, expected: int) -> bool:
        """A new count from 1: its 2 comes before the old count goes on, under no higher point."""
        candidate = self._candidates[at]
        if candidate.level in (PART, ARTICLE, SECTION) or not candidate.firm:
            return False
        two = self._next_at(candidate.level, 2, at)
        goes_on = self._next_at(candidate.level, expected, at)
        return two is not None and (goes_on is None or two < goes_on)

    def _skips(self, at: int, expected: int) -> bool:
        """The numbers between were lost: none of them comes later, before the count restarts."""
        candidate = self._candidates[at]
        if candidate.level == SECTION and expected == 1:
            return False
        if expected == 1 and candidate.value > 2:
            return False
        restart = self._next_at(candidate.level, 1, at)
        for value in range(expected, candidate.value):
            later = self._next_at(candidate.level, value, at)
            if later is not None and (restart is None or later < restart):
                return False
        return self._transcript.capital_at(candidate.body)

    def _next_at(self, level: int, value: int, after: int) -> int | None:
        places = self._later.get(level, {}).get(value, [])
        index = bisect_right(places, after)
        return places[index] if index < len(places) else None

    def _lost_a_stroke(self, at: int, expected: int) -> bool:
        """A second “II. TỔ CHỨC THỰC HIỆN” in capitals is the “III.” that does not come later."""
        candidate = self._candidates[at]
        return (
            candidate.level == SECTION
            and candidate.firm
            and candidate.value == expected - 1 > 0
            and is_heading(self._transcript, self._lines[candidate.line])
            and self._next_at(SECTION, expected, at) is None
        )

    def _begins(self, at: int) -> bool:
        """Whether a first point begins a count: sections and parts are no count of one."""
        candidate = self._candidates[at]
        if candidate.level == PART:  # and no point is above a part
            return not self._stack and self._next_at(PART, 2, at) is not None
        return candidate.level != SECTION or self._is_section(at)

    def _is_section(self, at: int) -> bool:
        """“I.” begins sections when a “II.” follows; else it is a “1.” read as a letter."""
        candidate = self._candidates[at]
        raw = self._transcript.original(
            self._lines[candidate.line].start, self._lines[candidate.line].start + 1
        )
        if raw in ("1", "l", "|"):
            return False
        return self._next_at(SECTION, 2, at) is not None

    def _is_part(self, line: Line, letter: int, firm: bool) -> bool:
        """“A. CÁC NHIỆM VỤ” in capitals, or a short line that begins so."""
        if not firm or not self._transcript.original(letter, letter + 1).isupper():
            return False
        return (
            is_heading(self._transcript, line)
            or line.end - line.start < 0.7 * self._transcript.width
        )

    def _accept_letter(self, candidate: _Candidate) -> bool:
        if not candidate.firm and not self._transcript.capital_at(candidate.body):
            return False
        written = candidate.written
        owner = (
            self._open(DECIMAL) or self._open(POINT) or self._open(ARTICLE) or self._open(SECTION)
        )
        if owner is None:
            return False
        for letter in LETTER_AFTER.get(self._letter, ""):
            plain = "d" if letter == "đ" else letter
            if look_alike(written) == look_alike(plain):
                self._push(candidate, letter, 0)
                self._letter = letter
                return True
        return False

    def _open(self, level: int) -> Point | None:
        return next((p for p in reversed(self._stack) if p.level == level), None)

    def _push(self, candidate: _Candidate, value: str, missing: int) -> None:
        level = candidate.level
        depth = _depth(level, candidate.major)
        if level == PART:
            value = PARTS[candidate.value - 1]
        if level == SECTION:
            value = ROMANS[candidate.value - 1]
        if level == DECIMAL and candidate.major:
            value = ".".join(
                str(part) for part in (*divmod_major(candidate.major), candidate.value)
            )
        while self._stack and _depth_of(self._stack[-1]) >= depth:
            self._stack.pop()
        parent = self._stack[-1] if self._stack else None
        line = self._lines[candidate.line]
        point = Point(
            level,
            value,
            candidate.line,
            line.start,
            candidate.body,
            parent=parent,
            missing_before=missing,
        )
        if parent:
            parent.children.append(point)
        self._stack.append(point)
        self.points.append(point)
        for deeper in range(level + 1, LETTER + 1):
            self._last.pop(deeper, None)
            if level not in HEADINGS:
                self._run.pop(deeper, None)
        self._letter = ""

    def _set_ends(self) -> None:
        for index, point in enumerate(self.points):
            following = self.points[index + 1] if index + 1 < len(self.points) else None
            point.end = self._end_of(point, following)

    def _end_of(self, point: Point, following: Point | None) -> int:
        """The end of a point's text: the next point, what leads into it, a heading, the closing."""
        limit = following.start if following is not None else self._lines[-1].end
        if following is not None and following.level <= point.level:
            limit = self._before_lead_in(point, limit)
        stop = bisect_right(self._stops, point.start)
        if stop < len(self._stops):
            limit = min(limit, self._stops[stop])
        for index in range(point.line + 1, len(self._lines)):
            line = self._lines[index]
            if line.start >= limit:
                break
            closes = closes_paper(self._transcript.flat, line.start) or is_heading(
                self._transcript, line
            )
            if closes and begins_paragraph(self._transcript, self._lines, index):
                return line.start
        return limit

    def _before_lead_in(self, point: Point, limit: int) -> int:
        """Where the paragraph that leads into the next point begins, if one does: “… như sau:”."""
        last = bisect_left(self._lines, limit, key=lambda line: line.start) - 1
        for index in range(last, max(point.line, last - LINES_OF_LEAD_IN), -1):
            if self._lines[index].after_blank:
                start = self._lines[index].start
                return start if leads_in(self._transcript.text, start, limit) else limit
        return limit


def divmod_major(major: int) -> tuple[int, ...]:
    """“1.2” kept as 1002 taken apart again; (1,) for one number."""
    return divmod(major, 1000) if major >= 1000 else (major,)


def _depth(level: int, major: int) -> int:
    return level * 10 + (5 if level == DECIMAL and major >= 1000 else 0)


def _depth_of(point: Point) -> int:
    return _depth(point.level, 1000 if point.value.count(".") == 2 else 0)
