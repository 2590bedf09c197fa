"""How the entries of a register become the variables of a component, each with the very rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, overload

from django.urls import reverse

from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from parindex.organisations.models import Agency
    from parindex.registers.models import Entry


# What every entry keeps of how it came to be; no count and no row of facts reads it.
_NOT_COUNTED = (
    "search_text",
    "version",
    "recorded_at",
    "recorded_by",
    "changed_at",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawal_reason",
)


@dataclass(frozen=True)
class Counted:
    """An entry with what it adds to each variable; ``left_out`` says in words why to none."""

    entry: Entry
    adds: Mapping[str, int | Decimal] = field(default_factory=dict)
    left_out: str = ""


class CountedEntries(Sequence[Counted]):
    """The entries of a query, each counted by itself, and none that nobody looks at.

    A page of the facts behind a component is then as fast as a page of a list.
    """

    def __init__(self, entries: QuerySet[Any], count: Callable[[Any], Counted]) -> None:
        self._entries, self._count = entries, count

    def __len__(self) -> int:
        return self._entries.count()

    def __iter__(self) -> Iterator[Counted]:
        return map(self._count, self._entries.defer(*_NOT_COUNTED))

    @overload
    def __getitem__(self, place: int) -> Counted: ...
    @overload
    def __getitem__(self, place: slice) -> list[Counted]: ...
    def __getitem__(self, place: int | slice) -> Counted | list[Counted]:
        if isinstance(place, slice):
            return [self._count(entry) for entry in self._entries[place]]
        return self._count(self._entries[place])

    @property
    def is_illustrative(self) -> bool:
        """Whether any of them is."""
        return self._entries.filter(is_illustrative=True).exists()


# An agency's entries of a year, as they stand on a day.
Facts = Callable[["Agency", int, date], Sequence[Counted]]


@dataclass(frozen=True)
class Counting:
    """A component's counting: its name, which component, the register in words, its variables.

    ``facts``: the entries of a year, also those left out; none at all leave the component to what
    people enter. ``values``: for variables that are no sums, such as a choice; None: sums.
    """

    name: str
    component_key: str
    label: Promise
    variables: tuple[str, ...]
    facts: Facts
    values: Callable[[Sequence[Counted]], Mapping[str, str]] | None = None


def measure(counting: Counting) -> Measure:
    """The counting as the table of measures takes it."""
    return Measure(
        name=counting.name,
        component_key=counting.component_key,
        label=counting.label,
        count=partial(_count, counting),
        rows=partial(_rows, counting),
        url_name="registers",
    )


def last_day(year: int, today: date) -> date:
    """The last day of a year that a count can be true of."""
    return min(date(year, 12, 31), today)


def sums(facts: Iterable[Counted], variables: Iterable[str]) -> dict[str, str]:
    """What the entries add to each variable, in stored form."""
    totals: dict[str, int | Decimal] = dict.fromkeys(variables, 0)
    for fact in facts:
        for name, amount in fact.adds.items():
            totals[name] += amount
    return {name: _stored(total) for name, total in totals.items()}


def _stored(total: int | Decimal) -> str:
    """Without the zeros that the width of a field adds: 15480.500 is 15480.5."""
    return f"{total.normalize():f}" if isinstance(total, Decimal) else str(total)


def _count(counting: Counting, agency: Agency, year: int, today: date) -> Count | None:
    facts = list(_facts(counting, agency, year, today))
    if not facts:
        return None
    values = counting.values(facts) if counting.values else sums(facts, counting.variables)
    return Count(
        values=values,
        as_of=last_day(year, today),
        source=str(counting.label),
        rows=len(facts),
        is_illustrative=_is_illustrative(facts),
    )


def _rows(
    counting: Counting,
    agency: Agency,
    year: int,
    today: date,
    variable: str,
    offset: int,
    limit: int,
) -> MeasureRows:
    facts = _facts(counting, agency, year, today)
    found = [fact for fact in facts if variable in fact.adds] if variable else facts
    shown = [_row(counting, fact) for fact in found[offset : offset + limit]]
    return MeasureRows(len(found), shown, _is_illustrative(facts))


def _is_illustrative(facts: Sequence[Counted]) -> bool:
    if isinstance(facts, CountedEntries):
        return facts.is_illustrative
    return any(fact.entry.is_illustrative for fact in facts)


def _facts(counting: Counting, agency: Agency, year: int, today: date) -> Sequence[Counted]:
    return counting.facts(agency, year, today) if year <= today.year else ()


def _row(counting: Counting, fact: Counted) -> MeasureRow:
    return MeasureRow(
        reference=fact.entry.code,
        text=fact.entry.title,
        counted_in=tuple(name for name in counting.variables if name in fact.adds),
        left_out=fact.left_out,
        url=reverse("register-entry", args=[fact.entry.REGISTER, fact.entry.pk]),
    )
