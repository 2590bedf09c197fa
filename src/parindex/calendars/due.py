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


@dataclass(frozen=True)
class DueItem:
    """Something that is not done; without a unit it is the agency's own."""

    item_id: int
    unit_id: int | None
    due_on: date


@dataclass(frozen=True)
class ItemWords:
    """What an item is called in the language of the moment, whose it is, and its page."""

    words: str
    unit: str
    url: str


@dataclass(frozen=True)
class DueSource:
    """A kind of items. Both functions ask a fixed number of queries.

    ``open_until``: what of an agency is not done and due on that day or earlier. ``described``:
    what items are called, by their ids; of those that are gone nothing.
    """

    open_until: Callable[[Agency, date], Iterable[DueItem]]
    described: Callable[[Collection[int]], Mapping[int, ItemWords]]


class SourceTwice(ValueError):
    """Two sources were registered under one name."""


DUE_SOURCES: dict[str, DueSource] = {}


def register_due_source(kind: str, source: DueSource) -> None:
    """Have a kind of items reminded of.

    :raises SourceTwice: when the name is taken.
    """
    if kind in DUE_SOURCES:
        raise SourceTwice(kind)
    DUE_SOURCES[kind] = source
