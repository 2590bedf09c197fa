"""One point or row: its text, who must act, by when, to what amount, as which tasks."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from parindex_core.directives.assignees import VERB, Charge, charges, head_start
from parindex_core.directives.collectives import collective_mentions
from parindex_core.directives.conditions import condition_after
from parindex_core.directives.deadlines import DeadlineReader, FoundDeadline
from parindex_core.directives.doubts import doubts_of_charges, doubts_of_deadlines
from parindex_core.directives.items import Point
from parindex_core.directives.markers import HEADINGS
from parindex_core.directives.names import Mention, NameFinder
from parindex_core.directives.pieces import Piece, pieces_of
from parindex_core.directives.reading import Assignee, Doubt, Item, Span, Target, Task
from parindex_core.directives.tables import Column, Row
from parindex_core.directives.targets import FoundTarget, read_targets
from parindex_core.directives.tasks import read_tasks
from parindex_core.directives.transcript import Transcript
from parindex_core.directives.unlisted import kinds_of_bodies, unlisted_mentions
from parindex_core.vietnamese.folding import fold

# “Phòng này”, or “giao Phòng lập danh sách” after the unit was named in full.
_THIS_UNIT = re.compile(
    r"\b(?:phong|don vi|co quan|so|chi cuc|trung tam|van phong|ban) (?:nay|noi tren|neu tren)\b"
    r"|\b(?<=giao )(?:phong|chi cuc|trung tam|van phong|ban|thu vien|bao tang|truong|vien|don vi"
    rf"|thanh tra)(?= {VERB})"
)
_ASKS = re.compile(r"\b(?:yeu cau|de nghi|giao|phan cong)\b[^.;:]*$")
Ranges = Mapping[Column, Sequence[Span]]


@dataclass
class ReadItem:
    """An item, the section that it stands in, and what is doubtful about it."""

    item: Item
    section: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    def with_number(self, number: str) -> Item:
        return replace(self.item, number=number)


class ItemReader:
    """Reads the points and rows of one transcript."""

    def __init__(
        self,
        transcript: Transcript,
        names: NameFinder,
        mentions: Sequence[Mention],
        deadlines: DeadlineReader,
    ) -> None:
        self._transcript = transcript
        self._names = names
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._deadlines = deadlines
        self._kinds = kinds_of_bodies(transcript)

    def told(self, point: Point, end: int) -> ReadItem:
        """The point of a section that tells what was found: nobody is charged by it."""
        item = Item(
            number=_number(point),
            text=self._transcript.original(point.body, end),
            span=self._transcript.span(point.body, end),
        )
        return ReadItem(item, _section(point))

    def read_point(self, point: Point, end: int, above: ReadItem | None) -> ReadItem:
        """The point up to ``end``; one that names nobody belongs to those named above it."""
        start = point.body
        pieces = [self._piece(*at) for at in pieces_of(self._transcript.text, start, end)]
        charged = [charge for piece in pieces for charge in piece.charged]
        deadlines = [deadline for piece in pieces for deadline in piece.deadlines]
        targets = [target for piece in pieces for target in piece.targets]
        assignees, everyone = self._assignees(charged)
        inherited: list[Assignee] = []
        if above is not None and not everyone and not any(a.role == "lead" for a in assignees):
            # Where the point names nobody, whoever joins in the work above joins in this too.
            inherited = [a for a in above.item.assignees if a.role == "lead" or not assignees]
            everyone = above.item.all_units
        tasks: list[Task] = []
        if not point.children or any(c.role == "lead" for c in charged):
            parts = [part for piece in pieces for part in piece.clauses(self._transcript)]
            if (
                not point.children
                or len(parts) > 1
                or (len(parts[0:1]) and _has_work(self._transcript, charged, start, end))
            ):
                owners = list(dict.fromkeys(a.unit for a in inherited if a.role == "lead"))
                tasks = read_tasks(self._transcript, parts, owners, deadlines, targets)
        item = Item(
            number=_number(point),
            text=self._transcript.original(start, end),
            span=self._transcript.span(start, end),
            assignees=(*inherited, *assignees),
            all_units=everyone,
            condition=condition_after(self._transcript, charged, end),
            deadline=deadlines[0].deadline if deadlines else None,
            targets=_targets(targets),
            tasks=tuple(tasks),
        )
        doubts = [
            *doubts_of_charges(self._transcript, charged),
            *doubts_of_deadlines(deadlines),
        ]
        return ReadItem(item, _section(point), doubts)

    def asks_by_day(self, start: int, end: int) -> bool:
        """Whether a day stands in [start, end) that was still to come when the paper was issued."""
        return any(found.deadline.date is not None for found in self._deadlines.read(start, end))

    def _piece(self, start: int, end: int) -> Piece:
        return Piece(
            start,
            end,
            charges(self._transcript, self._mentions_in(start, end), start, end),
            self._deadlines.read(start, end),
            read_targets(self._transcript, start, end),
        )

    def read_lead_in(self, start: int, end: int) -> ReadItem | None:
        """Whom the sentence above a list charges with all of it; None where it charges nobody."""
        flat = self._transcript.flat
        charged = [
            charge
            for charge in charges(self._transcript, self._mentions_in(start, end), start, end)
            if _ASKS.search(flat, start, head_start(flat, charge.mention))
        ]
        assignees, everyone = self._assignees(charged)
        if not assignees and not everyone:
            return None
        span = self._transcript.span(start, end)
        text = self._transcript.original(start, end)
        return ReadItem(Item("", text, span, tuple(assignees), everyone))

    def read_row(self, row: Row, ranges: Ranges) -> ReadItem | None:
        """A row of a plan's table, or None for a row without content."""
        content = list(ranges.get("content", ()))
        if not content:
            return None
        start, end = content[0][0], content[-1][1]
        charged = [*self._cell_charges(ranges, "lead"), *self._cell_charges(ranges, "partner")]
        if not charged:
            charged = charges(self._transcript, self._mentions_in(start, end), start, end)
        deadlines = self._cell_deadlines(ranges, start, end)
        targets = read_targets(self._transcript, start, end)
        for low, high in ranges.get("product", ()):
            targets += [
                t
                for t in read_targets(self._transcript, low, high)
                if t.target not in [known.target for known in targets]
            ]
        assignees, everyone = self._assignees(charged)
        text = self._transcript.original(start, end)
        if row.heads:
            told = zip(row.heads, content, strict=True)
            text = "; ".join(f"{head}: {self._transcript.original(*at)}" for head, at in told)
        product = " ".join(self._transcript.original(*r) for r in ranges.get("product", ())) or None
        units = list(dict.fromkeys(a.unit for a in assignees if a.role == "lead")) or [None]
        span = row.span()
        deadline = deadlines[0].deadline if deadlines else None
        tasks = tuple(
            Task(unit, text, product, deadline, targets[0].target if targets else None, span)
            for unit in units
        )
        item = Item(
            number=row.number,
            text=text,
            span=span,
            assignees=tuple(assignees),
            all_units=everyone,
            deadline=deadline,
            targets=_targets(targets),
            tasks=tasks,
        )
        doubts = [*doubts_of_charges(self._transcript, charged), *doubts_of_deadlines(deadlines)]
        return ReadItem(item, doubts=doubts)

    def _cell_charges(self, ranges: Ranges, column: Column) -> list[Charge]:
        """Everyone named in a cell, whole or broken over lines."""
        pieces = ranges.get(column, ())
        if not pieces:
            return []
        start, end = pieces[0][0], pieces[-1][1]
        role = "lead" if column == "lead" else "partner"
        mentions = self._mentions_in(start, end)
        found = [Charge(mention, role, 0) for mention in mentions]
        if column == "lead":
            # “Chủ trì: A; phối hợp: B” in one cell.
            roles = charges(self._transcript, mentions, start, end)
            partners = {id(c.mention) for c in roles if c.role == "partner"}
            found = [Charge(m, "partner" if id(m) in partners else "lead", 0) for m in mentions]
        return found

    def _cell_deadlines(self, ranges: Ranges, start: int, end: int) -> list[FoundDeadline]:
        found: list[FoundDeadline] = []
        pieces = ranges.get("time", ())
        if pieces:
            found = self._deadlines.read(pieces[0][0], pieces[-1][1], is_cell=True)
        return found or self._deadlines.read(start, end)

    def _mentions_in(self, start: int, end: int) -> list[Mention]:
        """Names, collectives and functions in [start, end), the longer where they overlap."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        found = list(self._mentions[first:last])
        flat = self._transcript.flat
        found += collective_mentions(flat, start, end)
        found += self._names.by_function(flat, start, end)
        found += self._taken_up(flat, start, end)
        named = {mention.start for mention in found if not mention.everyone}
        # “Giám đốc các Sở: Nội vụ, Tư pháp” names them one by one.
        found = [
            m
            for m in found
            if not m.everyone
            or named.isdisjoint((m.end + 1, m.end + 2 if flat[m.end : m.end + 1] == ":" else -1))
        ]
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda m: (m.start, -m.end)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
            elif mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
        places = self._kinds[bisect_left(self._kinds, start) : bisect_left(self._kinds, end)]
        unlisted = unlisted_mentions(self._transcript, self._names, kept, places)
        return sorted([*kept, *unlisted], key=lambda m: m.start)

    def _taken_up(self, flat: str, start: int, end: int) -> list[Mention]:
        """“Phòng này”: the unit named last."""
        found = []
        for match in _THIS_UNIT.finditer(flat, start, end):
            index = bisect_left(self._starts, match.start()) - 1
            if index >= 0 and self._starts[index] >= start:
                last = self._mentions[index]
                kind = match.group().split()[0]
                if last.unit is None or kind not in ("don", "co", fold(last.name).split()[0]):
                    continue
                found.append(replace(last, start=match.start(), end=match.end(), confidence=0.7))
        return found

    def _assignees(self, charged: Sequence[Charge]) -> tuple[list[Assignee], bool]:
        """One assignee a unit, leads before partners; and whether everyone must act."""
        found: dict[str, Assignee] = {}
        everyone = any(c.mention.everyone and c.role == "lead" for c in charged)
        for charge in sorted(charged, key=lambda c: c.role != "lead"):
            mention = charge.mention
            if mention.everyone or (mention.unit is None and mention.confidence == 0.9):
                continue
            found.setdefault(mention.unit or mention.name, self._assignee(charge))
        return sorted(found.values(), key=lambda a: (a.role != "lead", a.span)), everyone

    def _assignee(self, charge: Charge) -> Assignee:
        mention = charge.mention
        start = head_start(self._transcript.flat, mention)
        return Assignee(
            unit=mention.unit,
            name=mention.name,
            matched=mention.matched,
            confidence=mention.confidence,
            span=self._transcript.span(start, mention.end),
            role=charge.role,
        )


def _has_work(transcript: Transcript, charged: Sequence[Charge], start: int, end: int) -> bool:
    """Whether the text above sub-points says more than whom it charges."""
    last = max((c.mention.end for c in charged), default=start)
    return len(transcript.text[last:end].strip(" :,.;\n")) > 40


def _targets(found: Sequence[FoundTarget]) -> tuple[Target, ...]:
    return tuple(f.target for f in found)


def _section(point: Point) -> str:
    """“B.II”: the headings that the point stands under."""
    return ".".join(part.value for part in point.path()[:-1] if part.level in HEADINGS)


def _number(point: Point) -> str:
    """“2.a”, “1.2” (clause 2 of article 1), “1.1”; the section is added only where needed."""
    parts: list[str] = []
    for part in point.path():
        if part.level in HEADINGS and part is not point:
            continue
        if "." in part.value:
            parts = (
                parts[: -1 if parts else None]
                if part.value.startswith(f"{parts[-1]}." if parts else "\0")
                else parts
            )
        parts.append(part.value)
    return ".".join(parts)
