"""What taking a list in would change, and the list carried to its confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, dumps, loads

from parindex.registers.services.importing import CHANGED, NEW, SAME, ListRow, Trial, status_of
from parindex.web.registers.words import fact_in_words, label_of, unit_names
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.registers.register import Register
    from parindex.registers.services.writing import Change

_SALT = "parindex.registers"
_VALID_FOR = 12 * 60 * 60  # seconds: a working day, as a session
# What a page can carry to its confirmation; a request may bring a little more.
LARGEST_CARRIED = 3 << 20
_LONGEST_SHOWN = 240
# A new entry is shown whole in the register itself; the preview lists so many of each kind.
MOST_SHOWN = 200


@dataclass(frozen=True)
class ChangedFact:
    """“Ngày công nhận: – → 20/11/2021”."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PreviewLine:
    """An entry of the list, with what of it would be another."""

    code: str
    title: str
    unit: str
    facts: Sequence[ChangedFact]


@dataclass(frozen=True)
class Preview:
    """How many entries of the list are new, changed and the same, and the first of each."""

    new: int
    changed: int
    same: int
    new_lines: Sequence[PreviewLine]
    changed_lines: Sequence[PreviewLine]


@dataclass(frozen=True)
class Carried:
    """What a preview showed: of which file, which rows, with what reason, compared with what."""

    name: str
    rows: Sequence[ListRow]
    reason: str
    seen: str


def preview_of(access: Access, register: Register, trial: Trial) -> Preview:
    """The list as its preview shows it."""
    units = unit_names(access.agency)
    new, changed = trial.of_status(register, NEW), trial.of_status(register, CHANGED)
    return Preview(
        len(new),
        len(changed),
        len(trial.changes) - len(new) - len(changed),
        [_line(register, one, units) for one in new[:MOST_SHOWN]],
        [_line(register, one, units) for one in changed[:MOST_SHOWN]],
    )


def state_of(register: Register, trial: Trial) -> str:
    """What the rows were compared with, in short: another text once a colleague changed it."""
    said = [(one.entry.pk, one.entry.version, status_of(register, one)) for one in trial.changes]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def carried(access: Access, register: Register, found: Carried) -> str:
    """The rows as the page of the preview carries them: signed, for this person and agency."""
    rows = [
        [{key: _packed(value) for key, value in row.said.items()}, row.unit and row.unit.pk]
        for row in found.rows
    ]
    whole = {
        "who": access.user.pk,
        "agency": access.agency.pk,
        "register": register.key,
        "name": found.name,
        "reason": found.reason,
        "seen": found.seen,
        "rows": rows,
    }
    return dumps(whole, salt=_SALT, compress=True)


def carried_back(
    access: Access, register: Register, units: Sequence[Unit], text: str
) -> Carried | None:
    """What a preview carried; None where it is spoilt, too old or another person's."""
    try:
        found = loads(text, salt=_SALT, max_age=_VALID_FOR)
    except BadSignature:
        return None
    whose = (found["who"], found["agency"], found["register"])
    if whose != (access.user.pk, access.agency.pk, register.key):
        return None
    by_id = {unit.pk: unit for unit in units}
    rows = [
        ListRow({key: _unpacked(value) for key, value in said.items()}, by_id.get(unit))
        for said, unit in found["rows"]
    ]
    return Carried(found["name"], rows, found["reason"], found["seen"])


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else Decimal(value["number"])


def _line(register: Register, change: Change, units: dict[int, str]) -> PreviewLine:
    entry, before = change.entry, change.before
    facts = []
    if before is not None:
        names = [n for n in ("unit", *register.facts) if n in change.changed(register)]
        for name in names:
            after = entry.unit_id if name == "unit" else getattr(entry, name)
            old = fact_in_words(register, name, before[name], units)[:_LONGEST_SHOWN]
            new = fact_in_words(register, name, after, units)[:_LONGEST_SHOWN]
            facts.append(ChangedFact(str(label_of(register.column(name))), old, new))
    code = "" if before is None else entry.code
    return PreviewLine(code, entry.title, named(entry.unit), facts)


__all__ = ["SAME", "Carried", "Preview", "carried", "carried_back", "preview_of", "state_of"]
