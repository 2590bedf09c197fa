"""What taking a filled-in workbook in would change, and the same carried to the confirmation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _

from parindex.assessments.services import Origin
from parindex.rounds.services import OfflineChange, OfflineEntry
from parindex.web.offline_table import OfflineLine, OfflineSheet, shown_value
from parindex.web.templatetags.formats import number, points, spoken

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_core.framework import Component
    from parindex_tables.columns import Value

_SALT = "parindex.offline"
_VALID_FOR = 12 * 60 * 60  # seconds: a working day, as a session


@dataclass(frozen=True)
class ChangedCell:
    """“Đã hoàn thành: 44 → 45”."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangedComponent:
    """A component with what would be another in it, and its points."""

    component: Component
    cells: Sequence[ChangedCell]
    source: str
    as_of: date | None
    points: OfflineChange


def changed_components(
    sheet: OfflineSheet, entries: Sequence[OfflineEntry], changes: Sequence[OfflineChange]
) -> list[ChangedComponent]:
    """Old → new for every component that a workbook changes."""
    return [
        ChangedComponent(
            component=sheet.lines[entry.component_key].component,
            cells=_cells(sheet.lines[entry.component_key], entry),
            source=entry.origin.source if entry.origin else "",
            as_of=entry.origin.as_of if entry.origin else None,
            points=change,
        )
        for entry, change in zip(entries, changes, strict=True)
    ]


def carried(access: Access, sheet: OfflineSheet, entries: Sequence[OfflineEntry]) -> str:
    """The entries as the page of the preview carries them: signed, for this person and sheet."""
    return dumps(
        {"who": access.user.pk, "sheet": sheet.identity, "entries": [_as_json(e) for e in entries]},
        salt=_SALT,
        compress=True,
    )


def entries_carried(access: Access, sheet: OfflineSheet, text: str) -> list[OfflineEntry] | None:
    """The entries that a preview showed; None where they are spoilt, too old or of another."""
    try:
        found = loads(text, salt=_SALT, max_age=_VALID_FOR)
    except BadSignature:
        return None
    if found["who"] != access.user.pk or found["sheet"] != sheet.identity:
        return None
    return [_from_json(one) for one in found["entries"]]


def _cells(line: OfflineLine, entry: OfflineEntry) -> list[ChangedCell]:
    cells = []
    for variable in line.component.variables:
        old = line.values.get(variable.name)
        new = (entry.values or {}).get(variable.name)
        if new is not None and (old is None or old.value != new):
            cells.append(
                ChangedCell(
                    spoken(variable.label),
                    _words(shown_value(variable, old.value if old else None)),
                    _words(shown_value(variable, new)),
                )
            )
    said = line.said.line if line.said else None
    if said is not None and entry.claim is not None:
        claimed, reason = entry.claim
        new = points(claimed) if claimed is not None else _("as the rule gives")
        cells.append(ChangedCell(_("Claimed points"), points(said.claimed), f"{new} {reason}"))
    if said is not None and entry.explanation is not None:
        cells.append(
            ChangedCell(
                _("Explanation"),
                said.explanation or _words(None),
                entry.explanation or _words(None),
            )
        )
    return cells


def _words(value: Value) -> str:
    if value is None:
        return "–"
    return number(value) if isinstance(value, Decimal) else str(value)


def _as_json(entry: OfflineEntry) -> dict[str, Any]:
    claim = entry.claim
    origin = entry.origin
    return {
        "key": entry.component_key,
        "seen": dict(entry.seen),
        "values": None if entry.values is None else dict(entry.values),
        "origin": [origin.as_of.isoformat(), origin.source] if origin else None,
        "claim": [None if claim[0] is None else str(claim[0]), claim[1]] if claim else None,
        "explanation": entry.explanation,
    }


def _from_json(one: Mapping[str, Any]) -> OfflineEntry:
    origin, claim = one["origin"], one["claim"]
    return OfflineEntry(
        component_key=one["key"],
        seen=one["seen"],
        values=one["values"],
        origin=Origin(date.fromisoformat(origin[0]), origin[1]) if origin else None,
        claim=(None if claim[0] is None else Decimal(claim[0]), claim[1]) if claim else None,
        explanation=one["explanation"],
    )
