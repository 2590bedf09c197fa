"""A point in pieces: one as long as a book takes work that grows with its length only."""

from collections.abc import Sequence
from dataclasses import dataclass

from parindex_core.directives.assignees import Charge
from parindex_core.directives.deadlines import FoundDeadline
from parindex_core.directives.reading import Span
from parindex_core.directives.targets import FoundTarget
from parindex_core.directives.tasks import Clause, clauses
from parindex_core.directives.transcript import Transcript

_LONGEST_PIECE = 40_000


@dataclass(frozen=True)
class Piece:
    """A part of a point with who must act in it, by when, to what amount."""

    start: int
    end: int
    charged: Sequence[Charge]
    deadlines: Sequence[FoundDeadline]
    targets: Sequence[FoundTarget]

    def clauses(self, transcript: Transcript) -> list[Clause]:
        return clauses(transcript, self.start, self.end, self.charged, self.deadlines, self.targets)


def pieces_of(text: str, start: int, end: int) -> list[Span]:
    """The range in pieces that end with a line or a sentence, where there is one."""
    pieces: list[Span] = []
    while end - start > _LONGEST_PIECE:
        high = start + _LONGEST_PIECE
        cut = max(text.rfind("\n", start, high), text.rfind(". ", start, high)) + 1
        cut = cut if cut > start else high
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
