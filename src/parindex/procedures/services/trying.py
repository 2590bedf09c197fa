"""A list looked at before it is taken in: what each entry would change, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.procedures.constants import ONLINE, OnlineLevel
from parindex.procedures.facts import ProcedureFacts, facts_of, national_code
from parindex.procedures.models import Procedure, ProcedureVersion
from parindex.procedures.services.catalogue import NewVersion, ProcedureRefused, refuse_unsound

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit

NEW, CHANGED, SAME = "new", "changed", "same"
# Why an entry is refused, beside the field of ``ProcedureRefused``.
NO_FIELD, TWICE, NO_UNIT, OTHERS_UNIT = "field", "twice", "no_unit", "others_unit"


@dataclass(frozen=True)
class ListEntry:
    """What a list says of a procedure from a day on; what it does not say stays as recorded.

    ``said``: facts by the names of ``ProcedureFacts``. ``unit`` None: the one recorded stays.
    ``is_online``: offered online, of a list that does not say how far; it is partial then, unless
    more is recorded.
    """

    code: str
    effective_from: date
    said: Mapping[str, Any]
    unit: Unit | None = None
    is_online: bool | None = None


@dataclass(frozen=True)
class ListLine:
    """An entry beside what is recorded: ``before`` and ``unit_before`` None where nothing is.

    ``status``: ``NEW``, ``CHANGED`` or ``SAME``. ``seen``: the id of the version compared with.
    """

    version: NewVersion
    status: str
    before: ProcedureFacts | None
    unit_before: Unit | None
    seen: int | None

    @property
    def changed_facts(self) -> list[str]:
        """The names of the facts that would be others."""
        if self.before is None:
            return []
        before, after = self.before.stored(), self.version.facts.stored()
        return [name for name in before if before[name] != after[name]]

    @property
    def moves(self) -> bool:
        """Whether it would go from one unit, or none, to another."""
        return self.version.unit != self.unit_before


@dataclass(frozen=True)
class ListRefusal:
    """An entry, by its place in the list, that cannot be taken in, and why."""

    place: int
    reason: str


@dataclass(frozen=True)
class ListTrial:
    """What taking a list in would do. With any refusal nothing should be written."""

    lines: Sequence[ListLine]
    refusals: Sequence[ListRefusal]


def try_list(access: Access, entries: Sequence[ListEntry]) -> ListTrial:
    """Compare a list with the catalogue, entry by entry, and write nothing.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    known = {
        procedure.code: procedure
        for procedure in Procedure.objects.filter(agency=access.agency)
        .select_related("unit")
        .prefetch_related("versions")
    }
    lines: list[ListLine] = []
    refusals: list[ListRefusal] = []
    met: set[str] = set()
    for place, entry in enumerate(entries):
        code = national_code(entry.code)
        line = _line(entry, known.get(code or ""))
        lines.append(line)
        refusals += [ListRefusal(place, reason) for reason in _refusals(access, line, code)]
        if code in met:
            refusals.append(ListRefusal(place, TWICE))
        met |= {code} if code else set()
    return ListTrial(lines, refusals)


def _line(entry: ListEntry, procedure: Procedure | None) -> ListLine:
    holding = _holding(procedure, entry.effective_from) if procedure else None
    before = facts_of(holding) if holding else None
    facts = _completed(before, entry)
    unit_before = procedure.unit if procedure else None
    unit = entry.unit or unit_before
    if procedure is None:
        status = NEW
    else:
        is_same = before is not None and before.stored() == facts.stored() and unit == unit_before
        status = SAME if is_same else CHANGED
    return ListLine(
        NewVersion(entry.code, entry.effective_from, facts, unit),
        status,
        before,
        unit_before,
        holding.pk if holding else None,
    )


def _completed(before: ProcedureFacts | None, entry: ListEntry) -> ProcedureFacts:
    """What the procedure would say: the entry's facts, for the rest what was recorded."""
    known = {field.name for field in fields(ProcedureFacts)}
    said = {name: value for name, value in entry.said.items() if name in known}
    facts = replace(before or ProcedureFacts(name="", field=""), **said)
    if entry.is_online is None:
        return facts
    if not entry.is_online:
        return replace(facts, online_level=OnlineLevel.NONE.value)
    if facts.online_level in ONLINE:
        return facts
    return replace(facts, online_level=OnlineLevel.PARTIAL.value)


def _holding(procedure: Procedure, day: date) -> ProcedureVersion | None:
    """The version that holds on a day, of those fetched already in their order."""
    holding = None
    for version in procedure.versions.all():
        if version.effective_from <= day:
            holding = version
    return holding


def _refusals(access: Access, line: ListLine, code: str | None) -> list[str]:
    reasons = []
    try:
        refuse_unsound(line.version, code)
    except ProcedureRefused as refused:
        reasons.append(str(refused))
    if not line.version.facts.field.strip():
        reasons.append(NO_FIELD)
    if not access.may(Permission.KEEP_PROCEDURES):
        units = {line.version.unit, *([] if line.status == NEW else [line.unit_before])}
        if line.status == NEW and units == {None}:
            reasons.append(NO_UNIT)
        elif not all(_keeps(access, unit) for unit in units):
            reasons.append(OTHERS_UNIT)
    return reasons


def _keeps(access: Access, unit: Unit | None) -> bool:
    return unit is not None and access.may(Permission.KEEP_PROCEDURES, unit)
