"""Whole lists of entries taken in: tried first, then written, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_view
from parindex.audit.services import record_event
from parindex.organisations.queries import working_date
from parindex.registers.closing import closings_of
from parindex.registers.constants import CODE, IMPORT, REGISTER_TARGET, UNIT, YEAR
from parindex.registers.facts import facts_of, put_facts, told
from parindex.registers.models import Book
from parindex.registers.refusals import EntryRefused
from parindex.registers.services.keeping import permission_lacking, reason_lacking
from parindex.registers.services.writing import Change, locked_book, write

if TYPE_CHECKING:
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit
    from parindex.registers.closing import Closings
    from parindex.registers.models import Entry
    from parindex.registers.register import Register
    from parindex_tables.columns import Value

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class ListRow:
    """What a list says of an entry, by column; columns that it does not have are not there.

    ``unit``: the unit that its cell names; None where it names none.
    """

    said: Mapping[str, Value]
    unit: Unit | None = None


@dataclass(frozen=True)
class ListRefusal:
    """A row, by its place in the list, that cannot be taken in: in which column and why."""

    place: int
    column: str
    words: str


@dataclass
class Trial:
    """What taking a list in would do. With any refusal nothing is written."""

    changes: list[Change] = field(default_factory=list)
    refusals: list[ListRefusal] = field(default_factory=list)

    def of_status(self, register: Register, status: str) -> list[Change]:
        """The changes that are ``NEW``, ``CHANGED`` or ``SAME``."""
        return [one for one in self.changes if status_of(register, one) == status]


class ListRefused(ValueError):
    """A list was not taken in; ``trial`` says where it is at fault."""

    def __init__(self, trial: Trial) -> None:
        super().__init__("; ".join(one.words for one in trial.refusals[:3]))
        self.trial = trial


def status_of(register: Register, change: Change) -> str:
    """Whether an entry is new, another or the same."""
    if change.before is None:
        return NEW
    return CHANGED if change.changed(register) else SAME


def try_list(
    access: Access, register: Register, rows: Sequence[ListRow], reason: str = ""
) -> Trial:
    """What taking a list in would change, and every row that is refused; nothing is written.

    :raises PermissionRefused: unless the person keeps registers somewhere in the agency.
    """
    require_view(access)
    if not access.may_somewhere(Permission.KEEP_REGISTERS):
        raise refused(access, Permission.KEEP_REGISTERS.value)
    return _Trying(access, register, reason).run(rows)


@transaction.atomic
def import_list(
    access: Access, register: Register, rows: Sequence[ListRow], source: str, reason: str = ""
) -> Trial:
    """Write every row of a list, or none; the same list again writes nothing.

    ``source`` names the file.

    :raises PermissionRefused: as ``try_list``.
    :raises ListRefused: when any row is refused.
    """
    locked_book(access.agency, register)
    trial = try_list(access, register, rows, reason)
    if trial.refusals:
        raise ListRefused(trial)
    changes = [one for one in trial.changes if status_of(register, one) != SAME]
    if not changes:
        return trial
    write(register, access.agency, changes, access.user, reason=reason.strip(), of_list=True)
    record_event(
        access.user,
        IMPORT,
        (REGISTER_TARGET, register.key),
        agency_id=access.agency.pk,
        after={
            "source": source,
            "new": [one.entry.code for one in changes if one.before is None],
            "changed": [one.entry.code for one in changes if one.before is not None],
            "sha256": _digest(register, changes),
        },
        reason=reason.strip(),
    )
    return trial


@transaction.atomic
def keep_list(
    agency: Agency,
    register: Register,
    entries: Sequence[tuple[Unit, int, Mapping[str, Any]]],
    *,
    is_illustrative: bool = False,
) -> list[Entry]:
    """Keep entries (unit, year, facts) for the product itself, such as a demonstration's."""
    locked_book(agency, register)
    today = working_date(agency)
    kept = []
    for unit, year, values in entries:
        entry = register.model(agency=agency, unit=unit, year=year, is_illustrative=is_illustrative)
        put_facts(register, entry, values)
        register.settle(entry, today)
        kept.append(entry)
    write(register, agency, [Change(entry, None) for entry in kept], None)
    return kept


def _digest(register: Register, changes: Sequence[Change]) -> str:
    """What was written, in short: it binds the facts of all entries to the audit's chain."""
    said = [[one.entry.code, told(facts_of(register, one.entry))] for one in changes]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class _Trying:
    """One trial: what is known, and what the rows before said."""

    def __init__(self, access: Access, register: Register, reason: str) -> None:
        self.access, self.register, self.reason = access, register, reason
        self.today: date = working_date(access.agency)
        self.closings = _closings(access.agency, register)
        self.is_code = re.compile(rf"{register.model.CODE}-(\d{{4}})-(\d{{1,9}})", re.ASCII)
        known = register.model._default_manager.filter(agency=access.agency, withdrawn_at=None)
        entries = list(known.select_related("unit"))
        self.by_number = {(one.year, one.number): one for one in entries}
        self.by_identity = {register.identity_of(one): one for one in entries}
        self.taken: set[tuple[Any, ...]] = set()

    def run(self, rows: Sequence[ListRow]) -> Trial:
        trial = Trial()
        for place, row in enumerate(rows):
            try:
                trial.changes.append(self._change(row))
            except EntryRefused as refusal:
                trial.refusals.append(ListRefusal(place, refusal.field, refusal.words))
        return trial

    def _change(self, row: ListRow) -> Change:
        said = self._read(row.said)
        known = self._of_code(row)
        entry = copy(known) if known else self._new(row)
        put_facts(self.register, entry, said)
        if known is None:
            known = self.by_identity.get(self.register.identity_of(entry))
            if known is not None:
                entry = copy(known)
                put_facts(self.register, entry, said)
        elif row.unit is not None:
            entry.unit = row.unit
        self.register.settle(entry, self.today)
        change = Change(entry, facts_of(self.register, known) if known else None)
        self._refuse_twice(entry, known)
        self._refuse_others(change)
        return change

    def _read(self, said: Mapping[str, Value]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name in self.register.facts:
            if name in said:
                read = self.register.reads.get(name)
                facts[name] = read(said[name]) if read else said[name]
        return facts

    def _of_code(self, row: ListRow) -> Entry | None:
        code = str(row.said.get(CODE) or "").strip()
        if not code:
            return None
        match = self.is_code.fullmatch(code)
        known = self.by_number.get((int(match[1]), int(match[2]))) if match else None
        if known is None:
            words = _(
                "No entry has this code. Leave it empty for a new one; codes give themselves."
            )
            raise EntryRefused(CODE, words)
        return known

    def _new(self, row: ListRow) -> Entry:
        if row.unit is None:
            own = self.access.units
            if len(own) != 1 or self.access.may(Permission.KEEP_REGISTERS):
                raise EntryRefused(UNIT, _("Say which unit this entry is of."))
        year = row.said.get(YEAR)
        return self.register.model(
            agency=self.access.agency,
            unit=row.unit or self.access.units[0],
            year=year if isinstance(year, int) else self.today.year,
            recorded_by=self.access.user,
        )

    def _refuse_twice(self, entry: Entry, known: Entry | None) -> None:
        identity = self.register.identity_of(entry)
        other = self.by_identity.get(identity)
        if identity in self.taken:
            words = _("This stands in the file twice. Keep one of the rows.")
            raise EntryRefused(self.register.identity[0], words)
        if other is not None and other is not known:
            words = _("This is recorded already as %(code)s.") % {"code": other.code}
            raise EntryRefused(self.register.identity[0], words)
        self.taken.add(identity)

    def _refuse_others(self, change: Change) -> None:
        if change.before is not None and not change.changed(self.register):
            return
        if permission_lacking(self.access, self.register, change) is not None:
            words = _("This is not yours to write. Take the row out, or ask your Office.")
            raise EntryRefused(UNIT, words)
        through = reason_lacking(self.register, change, self.closings)
        if through is not None and not self.reason.strip():
            words = _("This belongs to a closed period. Say above why it is written now.")
            raise EntryRefused(self.register.days[0] if self.register.days else "", words)


def _closings(agency: Agency, register: Register) -> Closings:
    book = Book.objects.filter(agency=agency, register=register.key).first()
    return closings_of(book) if book else {}
