"""The evidence of entries, for the components that they feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.services import require_view
from parindex.attachments.queries import counting_attachments, owners_with_attachments
from parindex.registers.queries.entries import counting_entries
from parindex.registers.table import registers

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment
    from parindex.registers.models import Entry
    from parindex.registers.register import Register


@dataclass(frozen=True)
class EntryEvidence:
    """An entry with what stands behind it."""

    register: Register
    entry: Entry
    attachments: Sequence[Attachment]


@dataclass(frozen=True)
class EvidencePage:
    """A page of entries with evidence, and how many there are in all."""

    entries: Sequence[EntryEvidence]
    total: int


def feeding_registers(component_key: str) -> tuple[Register, ...]:
    """The registers whose entries the component counts."""
    return tuple(
        one
        for one in registers()
        if any(measure.component_key == component_key for measure in one.measures)
    )


def evidence_of_entries(
    access: Access, component_key: str, year: int, start: int, size: int
) -> EvidencePage:
    """The entries that speak of a year, have evidence, and are of registers that feed a component.

    :raises PermissionRefused: unless the person sees the agency's work.
    """
    require_view(access)
    found = [(one, _with_evidence(access, one, year)) for one in feeding_registers(component_key)]
    entries: list[EntryEvidence] = []
    total = 0
    for register, of_register in found:
        count = of_register.count()
        first = max(start - total, 0)
        wanted = list(of_register[first : first + size - len(entries)]) if first < count else []
        ids = [str(entry.pk) for entry in wanted]
        files = counting_attachments(access.agency.pk, register.target, ids) if ids else {}
        entries += [EntryEvidence(register, one, files.get(str(one.pk), [])) for one in wanted]
        total += count
    return EvidencePage(entries, total)


def _with_evidence(access: Access, register: Register, year: int) -> QuerySet[Entry]:
    ids = owners_with_attachments(access.agency.pk, register.target)
    of_year = Q(year=year)
    for day in register.days:
        of_year |= Q(**{f"{day}__year": year})
    found = counting_entries(register, access.agency).filter(of_year, pk__in=map(int, ids))
    return found.select_related("unit").order_by("year", "number")
