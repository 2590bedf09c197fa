"""What taking a list of procedures in would change, and the same carried to the confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _

from parindex.procedures.services.trying import CHANGED, NEW, SAME, ListEntry, ListLine
from parindex.procedures.table_columns import COLUMNS
from parindex.web.templatetags.formats import named, number, page_language, vndate
from parindex_tables.columns import Kind

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit

_SALT = "parindex.procedures"
_VALID_FOR = 12 * 60 * 60  # seconds: a working day, as a session
# What a page can carry to its confirmation; a request may bring a little more.
LARGEST_CARRIED = 3 << 20
_BY_KEY = {column.key: column for column in COLUMNS}
_DAYS = {column.key for column in COLUMNS if column.kind is Kind.DATE}
_LONGEST_SHOWN = 240


@dataclass(frozen=True)
class ChangedFact:
    """“Thời hạn giải quyết: 15 → 10”."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PreviewLine:
    """A procedure of the list: from which day what of it would be another."""

    code: str
    name: str
    field: str
    unit: str
    since: date
    facts: Sequence[ChangedFact]


@dataclass(frozen=True)
class Preview:
    """The list in three: ``new``, ``changed``, ``same``."""

    new: Sequence[PreviewLine]
    changed: Sequence[PreviewLine]
    same: Sequence[PreviewLine]


@dataclass(frozen=True)
class Carried:
    """What a preview showed: of which file, which entries, compared with what."""

    name: str
    entries: Sequence[ListEntry]
    seen: str


def preview_of(lines: Sequence[ListLine]) -> Preview:
    """The lines of a list as its preview shows them."""
    of_status = {NEW: [], CHANGED: [], SAME: []}
    for line in lines:
        of_status[line.status].append(_shown(line))
    return Preview(of_status[NEW], of_status[CHANGED], of_status[SAME])


def state_of(lines: Sequence[ListLine]) -> str:
    """What the lines were compared with, in short: another text once a colleague changed it."""
    said = [
        (line.version.code, line.status, line.seen, line.unit_before and line.unit_before.pk)
        for line in lines
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def carried(access: Access, name: str, entries: Sequence[ListEntry], seen: str) -> str:
    """The entries as the page of the preview carries them: signed, for this person and agency."""
    return dumps(
        {
            "who": access.user.pk,
            "agency": access.agency.pk,
            "name": name,
            "seen": seen,
            "entries": [_as_json(entry) for entry in entries],
        },
        salt=_SALT,
        compress=True,
    )


def carried_back(access: Access, units: Sequence[Unit], text: str) -> Carried | None:
    """What a preview carried; None where it is spoilt, too old or another person's."""
    try:
        found = loads(text, salt=_SALT, max_age=_VALID_FOR)
    except BadSignature:
        return None
    if (found["who"], found["agency"]) != (access.user.pk, access.agency.pk):
        return None
    by_id = {unit.pk: unit for unit in units}
    entries = [_of_json(entry, by_id) for entry in found["entries"]]
    return Carried(found["name"], entries, found["seen"])


def _as_json(entry: ListEntry) -> dict[str, Any]:
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in entry.said.items()
    }
    return {
        "code": entry.code,
        "since": entry.effective_from.isoformat(),
        "said": said,
        "unit": entry.unit.pk if entry.unit else None,
        "online": entry.is_online,
    }


def _of_json(found: dict[str, Any], units: dict[int, Unit]) -> ListEntry:
    said = {name: _said(name, value) for name, value in found["said"].items()}
    return ListEntry(
        code=found["code"],
        effective_from=date.fromisoformat(found["since"]),
        said=said,
        unit=units.get(found["unit"]),
        is_online=found["online"],
    )


def _said(name: str, value: Any) -> Any:
    """A fact as JSON holds it, as the catalogue keeps it."""
    if name == "public_parts":
        return tuple(value)
    return date.fromisoformat(value) if name in _DAYS and value else value


def _shown(line: ListLine) -> PreviewLine:
    facts = line.version.facts
    return PreviewLine(
        code=line.version.code,
        name=facts.name,
        field=facts.field,
        unit=named(line.version.unit) if line.version.unit else _("no unit yet"),
        since=line.version.effective_from,
        facts=_changed(line),
    )


def _changed(line: ListLine) -> list[ChangedFact]:
    if line.before is None:
        return []
    before, after = line.before.stored(), line.version.facts.stored()
    facts = [
        ChangedFact(
            _label(name), fact_in_words(name, before[name]), fact_in_words(name, after[name])
        )
        for name in line.changed_facts
    ]
    if line.moves:
        units = (line.unit_before, line.version.unit)
        facts.append(ChangedFact(_label("unit"), *(named(unit) if unit else "–" for unit in units)))
    return facts


def _label(name: str) -> str:
    return _BY_KEY[name].header.in_language(page_language())


def fact_in_words(name: str, value: Any) -> str:
    """A fact of a version as its column of the workbook says it; “–” where it says nothing."""
    if value is None or value in ("", [], ()):
        return "–"
    column = _BY_KEY[name]
    if name == "public_parts":
        return ", ".join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, int):
        return number(value)
    words = column.choices.get(value)
    text = words.in_language(page_language()) if words else value
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
