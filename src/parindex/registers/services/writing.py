"""How an entry is written: checked, numbered, kept with its record, and the scores counted anew.

For the services beside it, which have asked who may, and hold the book's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from parindex.audit.services import record_event
from parindex.editions.measures import facts_changed
from parindex.organisations.queries import working_date
from parindex.registers.constants import CORRECT, RECORD, UNIT
from parindex.registers.facts import facts_of, told
from parindex.registers.models import Book
from parindex.registers.search import search_text

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.organisations.models import Agency
    from parindex.registers.models import Entry
    from parindex.registers.register import Register

_BATCH = 200


@dataclass(frozen=True)
class Change:
    """An entry with what it said before; ``before`` None: it is new."""

    entry: Entry
    before: dict[str, Any] | None
    action: str = ""

    def changed(self, register: Register) -> set[str]:
        """The names of the facts that are others."""
        after = facts_of(register, self.entry)
        if self.before is None:
            blank = register.blank
            return {name for name in after if name == UNIT or after[name] != blank[name]}
        return {name for name in after if self.before[name] != after[name]}


def locked_book(agency: Agency, register: Register) -> Book:
    """The agency's book of a register, locked: whoever else writes in it waits."""
    Book.objects.get_or_create(agency=agency, register=register.key)
    return Book.objects.select_for_update().get(agency=agency, register=register.key)


def write(
    register: Register,
    agency: Agency,
    changes: Sequence[Change],
    user: User | None,
    *,
    reason: str = "",
    of_list: bool = False,
) -> None:
    """Keep entries that are new or changed and settled, record each, and recount once.

    ``of_list``: new ones are recorded by the caller, all of them in one event: five thousand links
    of the audit's chain would take longer than people wait.
    """
    new = [change for change in changes if change.before is None]
    _number(register, agency, [change.entry for change in new])
    for change in changes:
        change.entry.search_text = search_text(register, change.entry)
    manager = register.model._default_manager
    manager.bulk_create([change.entry for change in new], batch_size=_BATCH)
    old = [change for change in changes if change.before is not None]
    for change in old:
        change.entry.version += 1
    fields = (*register.facts, "unit", "state", "search_text", "version", *_WITHDRAWAL)
    manager.bulk_update([change.entry for change in old], fields, batch_size=_BATCH)
    for change in old if of_list else changes:
        _record(register, change, user, reason)
    recount(register, agency, changes, reason)


def recount(register: Register, agency: Agency, changes: Iterable[Change], reason: str) -> None:
    """Count the register's measures anew in every year that the entries speak of, till this one."""
    years: set[int] = set()
    for change in changes:
        years.add(change.entry.year)
        for said in (change.before or {}, facts_of(register, change.entry)):
            years |= {said[name].year for name in register.days if said.get(name)}
    names = [measure.name for measure in register.measures]
    this_year = working_date(agency).year
    for year in sorted(year for year in years if year <= this_year):
        facts_changed(agency, year, *names, reason=reason)


_WITHDRAWAL = ("withdrawn_at", "withdrawn_by", "withdrawal_reason")


def _number(register: Register, agency: Agency, entries: Iterable[Entry]) -> None:
    """Give new entries the next numbers of their years; the book is locked."""
    last: dict[int, int] = {}
    for entry in entries:
        if entry.year not in last:
            of_year = register.model._default_manager.filter(agency=agency, year=entry.year)
            last[entry.year] = of_year.aggregate(last=Max("number"))["last"] or 0
        last[entry.year] += 1
        entry.number = last[entry.year]


def _record(register: Register, change: Change, user: User | None, reason: str) -> None:
    entry, before = change.entry, change.before
    names = change.changed(register)
    after = told(facts_of(register, entry))
    record_event(
        user,
        change.action or (RECORD if before is None else CORRECT),
        (register.target, entry.pk),
        agency_id=entry.agency_id,
        before=None if before is None else {n: v for n, v in told(before).items() if n in names},
        after={name: value for name, value in after.items() if name in names},
        reason=reason,
    )
