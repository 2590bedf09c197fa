"""The scoring tree as the screen and the exported table show it: narrowed, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from parindex.web.statuses import score_status
from parindex.web.templatetags.formats import named, spoken
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from parindex.assessments.queries import TreeRow
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class TreeFilter:
    """What the tree is narrowed to: words (folded), the owner's unit, points still to secure."""

    words: str = ""
    unit_key: str = ""
    only_at_risk: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> TreeFilter:
        return cls(
            words=query.get("q", "").strip(),
            unit_key=query.get("unit", ""),
            only_at_risk=query.get("at_risk") == "1",
        )

    @property
    def is_active(self) -> bool:
        return bool(self.words or self.unit_key or self.only_at_risk)

    @property
    def query(self) -> str:
        """“?q=…” for links that keep the filter; empty without one."""
        return self.query_with({})

    def query_with(self, more: Mapping[str, str]) -> str:
        """The filter's query with further parameters of the page."""
        given = {
            "q": self.words,
            "unit": self.unit_key,
            "at_risk": "1" if self.only_at_risk else "",
            **more,
        }
        kept = {name: value for name, value in given.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class TreeLine:
    """A row of the tree with what its cells say; ``ancestors`` are keys, by spaces.

    ``evidence``: documents asked for; ``attached``: pieces there in the year's round, None outside
    one.
    """

    row: TreeRow
    ancestors: str
    status: str
    evidence: int
    tasks: int
    attached: int | None = None

    @property
    def has_children(self) -> bool:
        return bool(self.row.node.children)


def tree_lines(
    rows: Sequence[TreeRow],
    task_counts: Mapping[str, int],
    narrowed: TreeFilter,
    attached: Mapping[str, int] | None = None,
) -> list[TreeLine]:
    """The rows that the filter keeps; the areas and criteria above a kept component stay.

    ``attached``: pieces of evidence by component key, None outside a round.
    """
    kept = _kept_keys(rows, narrowed)
    lines: list[TreeLine] = []
    path: list[str] = []
    for row in rows:
        del path[row.depth :]
        if row.node.key in kept:
            line = _line(row, path, task_counts)
            if attached is not None:
                line = replace(line, attached=attached.get(row.node.key, 0))
            lines.append(line)
        path.append(row.node.key)
    return lines


def owners_in(rows: Iterable[TreeRow]) -> list[Unit]:
    """The units that answer for a component of the tree, in their order."""
    units = {row.owner.pk: row.owner for row in rows if row.owner is not None}
    return sorted(units.values(), key=lambda unit: (unit.position, unit.pk))


def _line(row: TreeRow, path: Sequence[str], task_counts: Mapping[str, int]) -> TreeLine:
    leaves = list(row.node.components())
    status = ""
    if row.is_scored and row.standing.status is not None:
        points = row.standing.so_far
        status = score_status(row.standing.status, points, row.standing.maximum)
    return TreeLine(
        row=row,
        ancestors=" ".join(path),
        status=status,
        evidence=sum(len(leaf.evidence) for leaf in leaves),
        tasks=task_counts.get(row.node.key, 0) if row.is_scored else 0,
    )


def _kept_keys(rows: Sequence[TreeRow], narrowed: TreeFilter) -> set[str]:
    paths: list[tuple[TreeRow, ...]] = []
    path: list[TreeRow] = []
    for row in rows:
        path = [*path[: row.depth], row]
        if row.is_scored and _is_asked_for(row, narrowed):
            paths.append(tuple(path))
    return {above.node.key for found in _with_words(paths, narrowed.words) for above in found}


def _is_asked_for(row: TreeRow, narrowed: TreeFilter) -> bool:
    if narrowed.only_at_risk and row.standing.at_risk <= 0:
        return False
    return not narrowed.unit_key or (row.owner is not None and row.owner.key == narrowed.unit_key)


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
