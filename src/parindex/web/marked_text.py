"""Cut a paper's text along its marked spans, which may nest and overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """`start` and `end` are character offsets, end not included.

    `kind` is one of item, unit, deadline, target, citation, doubt. `links` are the keys of the
    elements (their `data-mark-key`) that light up together with this mark. `title` says in words
    what was read here. `anchor` is the id by which an address leads to the mark's beginning.
    """

    start: int
    end: int
    kind: str
    links: tuple[str, ...] = ()
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Segment:
    """A run of text under the same marks, the innermost last."""

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...] = ()

    @property
    def innermost(self) -> Mark | None:
        return self.marks[-1] if self.marks else None

    @property
    def links(self) -> str:
        """Keys of everything that lights up with this run, by spaces."""
        return " ".join(dict.fromkeys(key for mark in self.marks for key in mark.links))


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """The whole text in order; joined, the runs give back the text."""
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    outer_first = sorted(kept, key=lambda mark: (mark.start, -mark.end))
    cuts = sorted({0, len(text)} | {mark.start for mark in kept} | {mark.end for mark in kept})
    runs = []
    opened: list[Mark] = []
    following = iter(outer_first)
    upcoming = next(following, None)
    for start, end in pairwise(cuts):
        opened = [mark for mark in opened if mark.end > start]
        anchors = []
        while upcoming is not None and upcoming.start == start:
            opened.append(upcoming)
            if upcoming.anchor:
                anchors.append(upcoming.anchor)
            upcoming = next(following, None)
        inner_last = sorted(opened, key=lambda mark: mark.start - mark.end)
        runs.append(Segment(text[start:end], tuple(inner_last), tuple(anchors)))
    return runs
