"""The council's matrix on the screen and in Excel: agencies by components, narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from parindex.editions.queries import framework_of
from parindex.rounds.constants import State
from parindex.rounds.queries import MatrixCell, MatrixRow, council_matrix, fields_of
from parindex.web.council_words import AGENCY_STATES
from parindex.web.templatetags.formats import named, points
from parindex_core.framework import Label
from parindex_core.vietnamese.folding import fold
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.rounds.models import AppraisalField, Cluster
    from parindex.web.council_place import CouncilPlace
    from parindex.web.statuses import Appearance
    from parindex_core.framework import Component, Node


@dataclass(frozen=True)
class MatrixFilter:
    """What the address asks for; empty: everything."""

    cluster: str
    field: str
    state: str
    words: str

    @property
    def is_active(self) -> bool:
        return bool(self.cluster or self.field or self.state or self.words)


@dataclass(frozen=True)
class MatrixLine:
    """An agency; ``cells``: its table cells, ready; empty before it submits."""

    row: MatrixRow
    appearance: Appearance
    own: str
    cells: SafeString


@dataclass(frozen=True)
class MatrixPage:
    """``areas``: each with how many of the columns are its."""

    asked: MatrixFilter
    components: Sequence[Component]
    areas: Sequence[tuple[Node, int]]
    lines: Sequence[MatrixLine]
    clusters: Sequence[Cluster]
    fields: Sequence[AppraisalField]
    states: Sequence[State]


def matrix_page(place: CouncilPlace, query: QueryDict) -> MatrixPage:
    """Reads ``?cluster=&field=&state=&q=``; a member sees the own fields only."""
    asked = _asked(query)
    components, rows, fields, whole = _narrowed(place, asked)
    address = reverse("council-agency", args=[place.round.pk, 0]).removesuffix("0/")
    words = _Words()
    in_columns = {one.key for one in components}
    areas = [
        (area, sum(1 for leaf in area.components() if leaf.key in in_columns))
        for area in framework_of(place.round.edition).areas
    ]
    clusters = {row.participant.cluster.key: row.participant.cluster for row in whole}
    return MatrixPage(
        asked=asked,
        components=components,
        areas=[(area, count) for area, count in areas if count],
        lines=[_line(row, components, address, words) for row in rows],
        clusters=list(clusters.values()),
        fields=fields,
        states=[one for one in State if any(row.participant.state == one for row in whole)],
    )


def export_columns(place: CouncilPlace, query: QueryDict) -> list[Column]:
    """The columns of the workbook: the agency, its sums, the components that are shown."""
    components = _narrowed(place, _asked(query))[0]
    return [
        Column("agency", Label("Cơ quan", "Agency"), width=40),
        Column("cluster", Label("Khối", "Cluster"), width=20),
        Column("state", Label("Trạng thái", "State"), width=24),
        Column("own", Label("Tự chấm", "Self score"), Kind.DECIMAL),
        Column("appraised", Label("Số tiêu chí đã chấm", "Criteria scored"), Kind.INTEGER),
        *(
            Column(
                one.key,
                Label(f"{one.code} {one.label.vi}", f"{one.code} {one.label.en}"),
                Kind.DECIMAL,
                width=12,
            )
            for one in components
        ),
    ]


def export_rows(place: CouncilPlace, query: QueryDict) -> Iterator[Mapping[str, Value]]:
    """The same rows for Excel: the council's points, before them the self score."""
    for row in _narrowed(place, _asked(query))[1]:
        participant = row.participant
        yield {
            "agency": named(participant.agency),
            "cluster": named(participant.cluster),
            "state": str(AGENCY_STATES[State(participant.state)].label),
            "own": row.own if row.cells else None,
            "appraised": row.appraised if row.cells else None,
            **{key: _value(cell) for key, cell in row.cells.items()},
        }


def _asked(query: QueryDict) -> MatrixFilter:
    return MatrixFilter(
        cluster=query.get("cluster", ""),
        field=query.get("field", ""),
        state=query.get("state", ""),
        words=query.get("q", "").strip()[:200],
    )


def _narrowed(
    place: CouncilPlace, asked: MatrixFilter
) -> tuple[Sequence[Component], list[MatrixRow], Sequence[AppraisalField], Sequence[MatrixRow]]:
    """The components and rows that are shown; the fields to choose from; all rows."""
    matrix = council_matrix(place.access, place.round)
    fields = fields_of(place.access, place.round)
    components = matrix.components
    chosen = next((one for one in fields if str(one.pk) == asked.field), None)
    if chosen is not None:
        components = [one for one in components if one.key in set(chosen.component_keys)]
    wanted = fold(asked.words).split()
    rows = [row for row in matrix.rows if _is_asked_for(row, asked, wanted)]
    return components, rows, fields, matrix.rows


def _is_asked_for(row: MatrixRow, asked: MatrixFilter, wanted: Sequence[str]) -> bool:
    participant = row.participant
    if asked.cluster not in ("", participant.cluster.key):
        return False
    if asked.state not in ("", participant.state):
        return False
    agency = participant.agency
    text = fold(f"{agency.key} {agency.name} {agency.name_en}") if wanted else ""
    return all(word in text for word in wanted)


class _Words:
    """Points as the language writes them, each number formatted once."""

    def __init__(self) -> None:
        self._said: dict[Decimal | None, str] = {}
        self.not_applicable = escape(_("n/a"))

    def of(self, value: Decimal | None) -> str:
        if value not in self._said:
            self._said[value] = escape(points(value))
        return self._said[value]


def _line(
    row: MatrixRow, components: Sequence[Component], address: str, words: _Words
) -> MatrixLine:
    agency = escape(f"{address}{row.participant.pk}/")
    cells = ""
    if row.cells:
        cells = "".join(
            _cell(row.cells[one.key], f"{agency}{one.key}/", words) for one in components
        )
    return MatrixLine(
        row=row,
        appearance=AGENCY_STATES[State(row.participant.state)],
        own=words.of(row.own) if row.cells else "",
        # Made of escaped numbers and addresses only: nine thousand cells are too many for a
        # template, and an end tag that HTML does not ask for would be a tenth of the page.
        cells=mark_safe(cells),  # nosec
    )


def _cell(cell: MatrixCell, address: str, words: _Words) -> str:
    if not cell.is_appraised:
        return f"<td class=u><a href={address}>{words.of(cell.own)}</a>"
    said = words.not_applicable if cell.points is None else words.of(cell.points)
    if cell.deducted:
        return f"<td class=d><a href={address}>{said}▾</a>"
    return f"<td><a href={address}>{said}</a>"


def _value(cell: MatrixCell) -> Decimal | None:
    return cell.points if cell.is_appraised else cell.own
