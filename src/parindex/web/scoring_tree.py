"""The scoring tree as the screen and the exported table show it: narrowed, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from parindex.web.statuses import score_status
from parindex.web.templatetags.formats import named, spoken
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.assessments.queries import TreeRow
    from parindex.organisations.models import Unit
    from parindex.rounds.queries import AgencyPoints, PointsLine


@dataclass(frozen=True)
class TreeFilter:
    """What the tree is narrowed to: words (folded), the owner's unit, points still to secure.

    ``year``: of which it is, where the address alone would mean another one.
    """

    words: str = ""
    unit_key: str = ""
    only_at_risk: bool = False
    year: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str], year: int | None = None) -> TreeFilter:
        return cls(
            words=query.get("q", "").strip(),
            unit_key=query.get("unit", ""),
            only_at_risk=query.get("at_risk") == "1",
            year=year,
        )

    @property
    def is_active(self) -> bool:
        return bool(self.words or self.unit_key or self.only_at_risk)

    @property
    def query(self) -> str:
        """“?q=…” for links that keep the filter and the year; empty without both."""
        return self.query_with({})

    @property
    def year_query(self) -> str:
        """“?year=…” for links to the year without the filter; empty where it is understood."""
        return TreeFilter(year=self.year).query

    def query_with(self, more: Mapping[str, str]) -> str:
        """The filter's query with further parameters of the page."""
        given = {
            "q": self.words,
            "unit": self.unit_key,
            "at_risk": "1" if self.only_at_risk else "",
            "year": str(self.year or ""),
            **more,
        }
        kept = {name: value for name, value in given.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class TreeLine:
    """A row of the tree with what its cells say; ``ancestors`` are keys, by spaces.

    ``evidence``: documents asked for; ``attached``: pieces there in the year's round, None outside
    one; ``points``: what became of the self score, None before it is submitted.
    """

    row: TreeRow
    ancestors: str
    status: str
    evidence: int
    tasks: int
    attached: int | None = None
    points: PointsLine | None = None

    @property
    def has_children(self) -> bool:
        return bool(self.row.node.children)


@dataclass(frozen=True)
class InRound:
    """What the year's round adds to the tree.

    ``attached``: pieces of evidence by component key; ``points``: None before the submission.
    """

    attached: Mapping[str, int]
    points: AgencyPoints | None


def tree_lines(
    rows: Sequence[TreeRow],
    task_counts: Mapping[str, int],
    narrowed: TreeFilter,
    in_round: InRound | None = None,
) -> list[TreeLine]:
    """The rows that the filter keeps; the areas and criteria above a kept component stay."""
    kept = _kept_keys(rows, narrowed, in_round)
    lines: list[TreeLine] = []
    path: list[str] = []
    for row in rows:
        del path[row.depth :]
        if row.node.key in kept:
            lines.append(_line(row, path, task_counts, in_round))
        path.append(row.node.key)
    return lines


def owners_in(rows: Iterable[TreeRow]) -> list[Unit]:
    """The units that answer for a component of the tree, in their order."""
    units = {row.owner.pk: row.owner for row in rows if row.owner is not None}
    return sorted(units.values(), key=lambda unit: (unit.position, unit.pk))


def _line(
    row: TreeRow, path: Sequence[str], task_counts: Mapping[str, int], in_round: InRound | None
) -> TreeLine:
    leaves = list(row.node.components())
    points = in_round.points if in_round else None
    return TreeLine(
        row=row,
        ancestors=" ".join(path),
        status=_status(row, points) if row.is_scored else "",
        evidence=sum(len(leaf.evidence) for leaf in leaves),
        tasks=task_counts.get(row.node.key, 0) if row.is_scored else 0,
        attached=in_round.attached.get(row.node.key, 0) if in_round else None,
        points=points.of(leaf.key for leaf in leaves) if points else None,
    )


def _status(row: TreeRow, points: AgencyPoints | None) -> str:
    """By the points that stand: the council's once they may be seen, before that the agency's."""
    standing, key = row.standing, row.node.key
    if points is None:
        if standing.status is None:
            return ""
        return score_status(standing.status, standing.so_far, standing.maximum)
    counting = points.standing(key)
    status = "scored" if counting is not None else points.status.get(key, "missing")
    return score_status(status, counting, standing.maximum)


def _kept_keys(rows: Sequence[TreeRow], narrowed: TreeFilter, in_round: InRound | None) -> set[str]:
    paths: list[tuple[TreeRow, ...]] = []
    path: list[TreeRow] = []
    points = in_round.points if in_round else None
    for row in rows:
        path = [*path[: row.depth], row]
        if row.is_scored and _is_asked_for(row, narrowed, points):
            paths.append(tuple(path))
    return {above.node.key for found in _with_words(paths, narrowed.words) for above in found}


def _is_asked_for(row: TreeRow, narrowed: TreeFilter, points: AgencyPoints | None) -> bool:
    if narrowed.only_at_risk and _secured(row, points):
        return False
    return not narrowed.unit_key or (row.owner is not None and row.owner.key == narrowed.unit_key)


def _secured(row: TreeRow, points: AgencyPoints | None) -> bool:
    """Whether no points are at risk; after the submission: whether none are lost."""
    if points is None:
        return row.standing.at_risk <= 0
    return _status(row, points) in ("full", "not_applicable")


def _with_words(paths: Sequence[tuple[TreeRow, ...]], words: str) -> Iterable[tuple[TreeRow, ...]]:
    """Paths that say the words: as a phrase where any does, otherwise each word somewhere.

    “ho so” is “hồ sơ” first: its syllables alone stand in nearly every line.
    """
    wanted = " ".join(fold(words).split())
    texts = [(path, fold(_said(path))) for path in paths]
    as_phrase = [path for path, text in texts if wanted in text]
    if as_phrase:
        return as_phrase
    return [path for path, text in texts if all(word in text for word in wanted.split())]


def _said(path: tuple[TreeRow, ...]) -> str:
    """The component, the area and criterion above it, and its owner."""
    labels = [f"{row.node.code} {spoken(row.node.label)}" for row in path]
    return " ".join([*labels, named(path[-1].owner)])
