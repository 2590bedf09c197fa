"""What falls due beside tasks: apps whose facts have a day say here what a morning reminds of.

Reminders ask this table and know no register; whoever owns the facts knows no reminder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

# Kind and id.
ItemKey = tuple[str, int]


@dataclass(frozen=True)
class DueItem:
    """Something that is not done; without a unit it is the agency's own.

    ``people``: the accounts that are told, each time all of them; None: as a unit's work is, from
    who records it up to the director.
    """

    kind: str
    item_id: int
    unit_id: int | None
    due_on: date
    people: frozenset[int] | None = None


@dataclass(frozen=True)
class ItemWords:
    """What an item is called in the language of the moment, whose it is, and its page."""

    words: str
    unit: str
    url: str


@dataclass(frozen=True)
class DueSource:
    """Kinds of items. Both functions ask a fixed number of queries.

    ``open_until``: what of an agency is not done today and due on a day or earlier.
    ``described``: what items are called, by kind and id; of those that are gone nothing.
    ``outside_work``: the kinds that say nothing of the agency's own work, and are told to people
    who do not see it.
    """

    kinds: tuple[str, ...]
    open_until: Callable[[Agency, date, date], Iterable[DueItem]]
    described: Callable[[Collection[ItemKey]], Mapping[ItemKey, ItemWords]]
    outside_work: frozenset[str] = frozenset()


class SourceTwice(ValueError):
    """Two sources were registered for one kind."""


# By kind.
DUE_SOURCES: dict[str, DueSource] = {}


def register_due_source(source: DueSource) -> None:
    """Have a source's kinds of items reminded of.

    :raises SourceTwice: when one of them is taken.
    """
    for kind in source.kinds:
        if kind in DUE_SOURCES:
            raise SourceTwice(kind)
        DUE_SOURCES[kind] = source


def due_sources() -> list[DueSource]:
    """Every source once."""
    return list(dict.fromkeys(DUE_SOURCES.values()))
