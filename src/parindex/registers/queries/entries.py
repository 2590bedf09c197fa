"""Lists of a register's entries, one entry, and what was written of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, Min, Q, Subquery, Value

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.audit.queries import history
from parindex.registers.constants import WITHDRAWN
from parindex_core.vietnamese.folding import fold

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.audit.models import AuditEvent
    from parindex.organisations.models import Agency
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


@dataclass(frozen=True)
class EntryPage:
    """A page of a list: its entries, and how many the list has in all."""

    entries: list[Any]
    total: int


@dataclass(frozen=True)
class UnitOption:
    """A unit that has entries, as far as a list names it."""

    pk: int
    key: str
    name: str
    name_en: str
    position: int


@dataclass(frozen=True)
class Shape:
    """What a register holds: its years, newest first and the present one among them, its units.

    ``counts``: how many entries count, by year and unit's id.
    """

    years: list[int]
    units: list[UnitOption]
    counts: Mapping[tuple[int, int], int]

    def of_year(self, year: int) -> int:
        """How many entries of a year count."""
        return sum(many for (of, _unit), many in self.counts.items() if of == year)


# What every list may be sorted by, beside the register's own facts; “-” turns it round.
ORDERS = {"code": ("year", "number"), "unit": ("unit__position",), "state": ("state",)}


@dataclass(frozen=True)
class EntryFilter:
    """What a list is narrowed to; ``state`` may be ``WITHDRAWN``; words are matched folded."""

    year: int | None = None
    unit_id: int | None = None
    state: str = ""
    words: str = ""


def counting_entries(register: Register, agency: Agency) -> QuerySet[Any]:
    """The entries that count, for the register's own measures."""
    return register.model._default_manager.filter(agency=agency, withdrawn_at=None)


def entries_of(
    access: Access, register: Register, narrowed: EntryFilter, order: str = "-code"
) -> QuerySet[Any]:
    """The agency's entries, each with its unit; ``order``: of ``ORDERS``, or a fact.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    is_withdrawn = narrowed.state == WITHDRAWN
    found = register.model._default_manager.filter(
        agency=access.agency, withdrawn_at__isnull=not is_withdrawn
    )
    if narrowed.year is not None:
        found = found.filter(year=narrowed.year)
    if narrowed.unit_id is not None:
        found = found.filter(unit=narrowed.unit_id)
    if narrowed.state and not is_withdrawn:
        found = found.filter(state=narrowed.state)
    for word in fold(narrowed.words).split():
        found = found.filter(search_text__contains=word)
    name = order.removeprefix("-")
    fields = ORDERS.get(name) or ((name,) if name in register.facts else ORDERS["code"])
    sign = "-" if order.startswith("-") else ""
    return found.select_related("unit").order_by(*(f"{sign}{one}" for one in fields), "-id")


def entry(access: Access, register: Register, entry_id: int) -> Any:
    """One entry of the agency, withdrawn ones too; None where it has none of that id.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = register.model._default_manager.filter(agency=access.agency, pk=entry_id)
    return found.select_related("unit", "recorded_by", "withdrawn_by").first()


def history_of(access: Access, register: Register, found: Entry) -> list[AuditEvent]:
    """What was written of an entry, newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return history(found.agency_id, register.target, found.pk)


def entry_years(access: Access, register: Register, today: date) -> list[int]:
    """The years that have entries, and the present one; newest first.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = register.model._default_manager.filter(agency=access.agency)
    years = set(found.order_by().values_list("year", flat=True).distinct())
    return sorted(years | {today.year}, reverse=True)


def page_of_entries(
    access: Access, register: Register, narrowed: EntryFilter, order: str, offset: int, size: int
) -> EntryPage:
    """Entries of ``entries_of`` from an offset on, with how many there are: one query.

    Beyond the last there are none, and a second query says how many there are.

    :raises PermissionRefused: unless the person sees the agency.
    """
    found = entries_of(access, register, narrowed, order)
    counted = found.order_by().values(one=Value(1)).annotate(many=Count("*")).values("many")
    with_total = found.annotate(total=Subquery(counted, output_field=IntegerField()))
    entries = list(with_total[offset : offset + size])
    if entries:
        return EntryPage(entries, entries[0].total)
    return EntryPage(entries, found.count() if offset else 0)


def shape_of(access: Access, register: Register, today: date) -> Shape:
    """The years, units and numbers of a register's entries, in one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = register.model._default_manager.filter(agency=access.agency).order_by()
    # Grouped by numbers: words of units would be sorted for every entry.
    counted = found.values_list("year", "unit").annotate(
        many=Count("id", filter=Q(withdrawn_at=None)),
        **{f"unit_{name}": Min(f"unit__{name}") for name in ("key", "name", "name_en", "position")},
    )
    years, units, counts = {today.year}, {}, {}
    for year, unit, entries, *named in counted:
        years.add(year)
        units[unit] = UnitOption(unit, *named)
        counts[year, unit] = entries
    in_order = sorted(units.values(), key=lambda unit: (unit.position, unit.pk))
    return Shape(sorted(years, reverse=True), in_order, counts)


def may_keep(access: Access, found: Entry | None = None) -> bool:
    """Whether the person writes an entry; without one, whether in any unit at all."""
    if found is None:
        return access.may_somewhere(Permission.KEEP_REGISTERS)
    return not found.is_withdrawn and access.may(Permission.KEEP_REGISTERS, found.unit_id)


def may_approve(access: Access, found: Entry) -> bool:
    """Whether the person writes the facts of an entry that are approvals."""
    return not found.is_withdrawn and access.may(Permission.APPROVE_ENTRIES, found.unit_id)
