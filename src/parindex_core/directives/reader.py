"""Reads a directive: the parts put together, from text to items, owners, deadlines and targets."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parindex_core.directives.attached import attached_line
from parindex_core.directives.citations import read_citations
from parindex_core.directives.deadlines import DeadlineReader
from parindex_core.directives.doubts import (
    doubts_of_header,
    doubts_of_length,
    doubts_of_orders,
    doubts_of_points,
    doubts_of_words,
)
from parindex_core.directives.header import ReadHeader, read_header
from parindex_core.directives.item_reader import ItemReader, ReadItem
from parindex_core.directives.items import Point, PointReader
from parindex_core.directives.markers import HEADINGS, PARTS
from parindex_core.directives.names import Mention, NameFinder
from parindex_core.directives.paragraphs import LINES_OF_LEAD_IN, leads_in
from parindex_core.directives.reading import Citation, Item, Reading, Span
from parindex_core.directives.recipients import read_recipients, recipients_line
from parindex_core.directives.repair import Lexicon, is_damaged, join_broken_words, repair
from parindex_core.directives.tables import Column, Row, Table, find_tables
from parindex_core.directives.transcript import Line, Transcript
from parindex_core.directives.unit_file import Unit
from parindex_core.directives.unnumbered import order_points

_MOST_LINES = 20_000
# A sentence that charges somebody with a whole list is no longer.
# “I. KẾT QUẢ TUẦN QUA”: a section that tells, whoever is named in it.
_TELLING_HEADING = re.compile(
    r"(?:ve |nhung |mot so )?(?:ket qua|tinh hinh|nhan xet|ton tai|han che|uu diem"
    r"|danh gia (?:chung|ket qua|tinh hinh))\b"
    r"(?![^\n]*\b(?:nhiem vu|giai phap|can dat|muc tieu|chi tieu|khac phuc|yeu cau|xu ly|trien khai"
    r"|huong)\b)"
)
_LONGEST_TITLE = 60
_ORDERS = re.compile(r"(?:^|[.;:,] ?)(?:giao|yeu cau|de nghi|phan cong)\b")
_GIVES = re.compile(r"(?:giao|yeu cau|de nghi|phan cong)\b")
APPENDIX = "PL"
"""Section of rows that stand in an appendix (phụ lục)."""


@dataclass(frozen=True)
class _Layout:
    """The input cut into segments, and which of them are cells of which rows."""

    segments: list[Span]
    rows: list[tuple[Row, dict[Column, list[int]]]]


def read_directive(text: str, units: Sequence[Unit] = ()) -> Reading:
    """Reads a paper's text, clean or as an OCR left it; never raises on any text.

    ``units`` are those that the paper may charge; spans in the result are offsets into ``text``.
    """
    layout = _lay_out(text, find_tables(text))
    transcript = Transcript(text, layout.segments)
    names = NameFinder(units)
    damaged = is_damaged(transcript)
    lexicon = Lexicon(names.words(), damaged=damaged)
    if damaged:
        join_broken_words(transcript)
    spots = names.spots(transcript, lexicon.candidates)
    changed = repair(transcript, lexicon.candidates, spots, damaged=damaged)
    mentions = names.mentions(transcript, lexicon.candidates, spots, changed)
    in_table = _ranges_of_rows(transcript, layout)
    lines = [line for line in transcript.lines() if not _within(line.start, in_table)]
    if not lines and not layout.rows:
        return Reading(read_header(transcript, []).header)
    return _Reader(transcript, lines, layout, names, mentions).read()


def _lay_out(text: str, tables: Sequence[Table]) -> _Layout:
    """Cells one after another, each row's together, so that broken cells can be read whole."""
    segments: list[Span] = []
    rows: list[tuple[Row, dict[Column, list[int]]]] = []
    at = 0
    for table in tables:
        segments.append((at, table.start))
        for row in table.rows:
            places: dict[Column, list[int]] = {}
            for column, pieces in row.cells.items():
                for piece in pieces:
                    places.setdefault(column, []).append(len(segments))
                    segments.append(piece)
            rows.append((row, places))
        at = table.end
    segments.append((at, len(text)))
    return _Layout(segments, rows)


def _ranges_of_rows(transcript: Transcript, layout: _Layout) -> list[Span]:
    return sorted(
        transcript.segment_range(segment)
        for _, places in layout.rows
        for segments in places.values()
        for segment in segments
    )


def _within(at: int, ranges: Sequence[Span]) -> bool:
    index = bisect_left(ranges, (at + 1, 0)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]


class _Reader:
    """Reads one transcript."""

    def __init__(
        self,
        transcript: Transcript,
        lines: list[Line],
        layout: _Layout,
        names: NameFinder,
        mentions: list[Mention],
    ) -> None:
        self._transcript = transcript
        self._lines = lines
        self._layout = layout
        self._names = names
        self._mentions = mentions

    def read(self) -> Reading:
        head = read_header(self._transcript, self._lines)
        closing = recipients_line(self._transcript, self._lines)
        end = self._lines[closing].start if closing is not None else len(self._transcript.text)
        body = [line for line in self._lines if head.body <= line.start < end][:_MOST_LINES]
        citations = self._citations(head)
        deadlines = DeadlineReader(
            self._transcript, head.header.issued_on, [c.span for c in citations]
        )
        reader = ItemReader(self._transcript, self._names, self._mentions, deadlines)
        points = PointReader(self._transcript, body, self._table_starts()).read() if body else []
        unnumbered = self._is_unnumbered(points, body)
        orders = order_points(self._transcript, body, self._mentions) if unnumbered else []
        points = points or orders
        attached = self._attached_points(closing)
        read = [
            *self._from_points(points, reader),
            *self._from_points(attached, reader, APPENDIX),
            *self._from_rows([*points, *attached], reader, end),
        ]
        read.sort(key=lambda pair: pair[0])
        items = [item for _, item in read]
        doubts = [
            *doubts_of_header(head.header, self._transcript.source),
            *doubts_of_points(self._transcript, [*points, *attached]),
            *doubts_of_orders(self._transcript, orders),
            *doubts_of_length(self._transcript, points, len(self._layout.rows), body),
            *(doubt for item in items for doubt in item.doubts),
            *doubts_of_words(self._transcript, head.body, end),
        ]
        recipients = (
            read_recipients(self._transcript, self._lines, closing) if closing is not None else ()
        )
        return Reading(
            header=head.header,
            citations=tuple(citations),
            items=tuple(_numbered(items)),
            recipients=recipients,
            doubts=tuple(sorted(doubts, key=lambda doubt: doubt.span)),
        )

    def _is_unnumbered(self, points: Sequence[Point], body: Sequence[Line]) -> bool:
        return bool(body) and not points and not self._layout.rows

    def _attached_points(self, closing: int | None) -> list[Point]:
        """Points of what was issued with the paper, below its recipients."""
        if closing is None:
            return []
        first = attached_line(self._transcript, self._lines, closing)
        lines = [] if first is None else self._lines[first : first + _MOST_LINES]
        return PointReader(self._transcript, lines, self._table_starts()).read() if lines else []

    def _table_starts(self) -> list[int]:
        return [start for start, _ in _ranges_of_rows(self._transcript, self._layout)]

    def _citations(self, head: ReadHeader) -> list[Citation]:
        start = head.number_at[1] if head.number_at else 0
        end = len(self._transcript.text)
        return read_citations(self._transcript, start, end, [head.header.number])

    def _from_points(
        self, points: Sequence[Point], reader: ItemReader, section: str = ""
    ) -> Iterator[tuple[int, ReadItem]]:
        """Items of points; those under no section of their own stand in ``section``."""
        only_sections = all(point.level in HEADINGS for point in points)
        read: dict[int, ReadItem] = {}
        charged: ReadItem | None = None
        before = 0
        for point in points:
            end = point.children[0].start if point.children else point.end
            if point.level not in HEADINGS and point.parent is None:
                lead_in = self._lead_in(before, point.start)
                charged = reader.read_lead_in(*lead_in) if lead_in else charged
            before = point.end
            above = read.get(id(point.parent)) if point.parent else None
            if above is None or not (above.item.assignees or above.item.all_units):
                above = self._under_lead_in(point, charged) or above
            told = self._is_told(point, end, reader)
            item = reader.told(point, end) if told else reader.read_point(point, end, above)
            read[id(point)] = item
            item.section = item.section or (section if point.level not in HEADINGS else "")
            names_nobody = not (item.item.assignees or item.item.all_units)
            is_heading = point.level in HEADINGS and bool(point.children or not only_sections)
            if is_heading and (point.children or names_nobody):
                continue
            yield point.start, item

    def _is_told(self, point: Point, end: int, reader: ItemReader) -> bool:
        """Whether the point's section tells what was found, and the point orders nothing."""
        text, flat = self._transcript.text, self._transcript.flat
        headings = (p for p in point.path() if p.level in HEADINGS or _is_title(text, p))
        if not any(_TELLING_HEADING.match(text, part.body) for part in headings):
            return False
        return not (_ORDERS.search(flat[point.body : end]) or reader.asks_by_day(point.body, end))

    def _under_lead_in(self, point: Point, charged: ReadItem | None) -> ReadItem | None:
        """Whom the sentence above the list charges with a point that gives nobody else work."""
        if point.level in HEADINGS or point.children:
            return None
        return None if _GIVES.match(self._transcript.flat, point.body) else charged

    def _lead_in(self, start: int, end: int) -> Span | None:
        """The last sentence before a point, when it ends with a colon."""
        text = self._transcript.text
        at = end
        for _ in range(LINES_OF_LEAD_IN):
            at = max(start, text.rfind("\n", start, at - 1) + 1)
            if at == start or text.endswith((".\n", ":\n", ";\n"), start, at):
                break
        if not leads_in(text, at, end):
            return None
        sentence = max(text.rfind(sign, at, end) for sign in (". ", "; "))
        return max(at, sentence + 1), end

    def _from_rows(
        self, points: Sequence[Point], reader: ItemReader, body_end: int
    ) -> Iterator[tuple[int, ReadItem]]:
        sections = [point for point in points if point.level in HEADINGS]
        counts = Counter(row.number for row, _ in self._layout.rows if not row.number.isalpha())
        restarts = any(count > 1 for count in counts.values())
        heading = ""
        for row, places in self._layout.rows:
            ranges: dict[Column, list[Span]] = {
                column: [self._transcript.segment_range(segment) for segment in segments]
                for column, segments in places.items()
            }
            if row.number.isalpha() and row.number.isupper():
                heading = row.number
                continue
            item = reader.read_row(row, ranges)
            if item is None:
                continue
            start = min(r[0][0] for r in ranges.values())
            above = [point.value for point in sections if point.start < start]
            if start >= body_end:
                item.section = f"{APPENDIX}.{heading}" if restarts and heading else APPENDIX
            else:
                parts = [*above[-1:], *([heading] if restarts and heading else [])]
                item.section = ".".join(parts)
            yield start, item


def _is_title(text: str, point: Point) -> bool:
    """Whether the point's first line is a heading of its own: “1. Đánh giá chung”."""
    line, _, below = text[point.body : min(point.end, point.body + 400)].partition("\n")
    line = line.rstrip()
    is_short = len(line) <= _LONGEST_TITLE and line[-1:].isalnum()
    return is_short and bool(point.children or below.strip())


def _numbered(items: Sequence[ReadItem]) -> Iterator[Item]:
    """Items with their section before the number where numbers repeat."""
    counts = Counter(item.item.number for item in items)
    repeating = {item.section for item in items if counts[item.item.number] > 1}
    # The “II” of “B.II” is enough where no other part has one with the same numbers.
    near = Counter((_nearest(item.section), item.item.number) for item in items)
    ambiguous = {
        item.section for item in items if near[_nearest(item.section), item.item.number] > 1
    }
    for item in items:
        if item.section and item.section in repeating:
            section = item.section if item.section in ambiguous else _nearest(item.section)
            yield item.with_number(f"{section}.{item.item.number}")
        else:
            yield item.item


def _nearest(section: str) -> str:
    """The section without the part that it stands in: “B.II” → “II”."""
    part, dot, rest = section.partition(".")
    return rest if dot and len(part) == 1 and part in PARTS else section
