"""Walking the chain of audit events: is every record there, and as it was written?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.db import connection
from django.db.models import Max

from parindex.audit.guards import missing_guards
from parindex.audit.links import BEGINNING, link_of
from parindex.audit.models import AuditEvent, ChainHead

BATCH = 1000


class Fault(Enum):
    """What can be wrong with the chain."""

    CHANGED = "changed"  # the record, or its link, is not what was linked
    MISSING = "missing"  # a position without a record
    HEAD_GONE = "head_gone"
    HEAD_DIFFERS = "head_differs"  # the head is not the last record's link
    EXPECTED_NOT_FOUND = "expected_not_found"  # the link noted before is no longer in the chain
    GUARD_MISSING = "guard_missing"  # a trigger of the database was taken away


@dataclass(frozen=True)
class Break:
    """A fault: at which position, in which event; ``detail`` names a guard or a link."""

    fault: Fault
    position: int | None = None
    event_id: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Verification:
    """The outcome; ``head`` is what to note in a signed paper, ``waiting`` events have no link yet.

    ``expected_position``: where the link noted before was found.
    """

    events: int
    waiting: int
    head: str
    expected_position: int | None
    breaks: tuple[Break, ...]

    @property
    def is_whole(self) -> bool:
        return not self.breaks


def verify_chain(
    expected: str = "", report: Callable[[int, int], None] = lambda done, total: None
) -> Verification:
    """Walk the chain from its beginning to the head that stood when the walk began.

    ``expected``: a link noted before, which has to be there still. ``report`` is told how many
    records of how many are done.
    """
    # Read in this order: whoever links meanwhile moves both on together, the head never less.
    last = AuditEvent.objects.aggregate(last=Max("position"))["last"] or 0
    head = ChainHead.objects.filter(pk=1).first()
    position = head.position if head else last
    walk = _Walk(position, expected)
    for done in walk.batches():
        report(done, position)
    breaks = [*walk.breaks, *_faults_of_head(head, last, walk.link)]
    expected_position = 0 if expected == BEGINNING else walk.expected_position
    if expected and expected_position is None:
        breaks.append(Break(Fault.EXPECTED_NOT_FOUND, detail=expected))
    breaks.extend(Break(Fault.GUARD_MISSING, detail=name) for name in missing_guards(connection))
    return Verification(
        events=walk.events,
        waiting=AuditEvent.objects.filter(link="").count(),
        head=head.link if head else walk.link,
        expected_position=expected_position,
        breaks=tuple(breaks),
    )


def _faults_of_head(head: ChainHead | None, last: int, link: str) -> Iterator[Break]:
    if head is None:
        if last:
            yield Break(Fault.HEAD_GONE)
    elif head.link != link or head.position < last:
        yield Break(Fault.HEAD_DIFFERS, head.position, detail=head.link)


class _Walk:
    """Goes on after a fault from the link that is stored, so that each fault is told once."""

    def __init__(self, last: int, expected: str) -> None:
        self.link = BEGINNING
        self.events = 0
        self.expected_position: int | None = None
        self.breaks: list[Break] = []
        self._last = last
        self._expected = expected
        self._position = 0

    def batches(self) -> Iterator[int]:
        """Yields the position reached after each batch."""
        while self._position < self._last:
            found = AuditEvent.objects.filter(
                position__gt=self._position, position__lte=self._last
            ).order_by("position")[:BATCH]
            events = list(found)
            for event in events:
                self._check(event, event.position or 0)
            if not events:
                self._miss_until(self._last + 1)
            yield self._position

    def _check(self, event: AuditEvent, position: int) -> None:
        if position > self._position + 1:
            # What the record is bound to is gone, so its own content cannot be judged.
            self._miss_until(position)
        elif event.link != link_of(self.link, event, position):
            self.breaks.append(Break(Fault.CHANGED, position, event.pk))
        if event.link == self._expected:
            self.expected_position = position
        self.link = event.link
        self.events += 1
        self._position = position

    def _miss_until(self, position: int) -> None:
        for missing in range(self._position + 1, position):
            self.breaks.append(Break(Fault.MISSING, missing))
        self._position = position - 1
