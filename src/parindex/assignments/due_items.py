"""What notices say of items that are no tasks: asked of whoever owns them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from parindex.calendars.due import DUE_SOURCES, due_sources

if TYPE_CHECKING:
    from parindex.calendars.due import ItemKey, ItemWords


def kinds_outside_work() -> frozenset[str]:
    """The kinds of items that are shown to people who do not see the agency's own work."""
    return frozenset[str]().union(*(source.outside_work for source in due_sources()))


def described(items: Iterable[ItemKey]) -> Mapping[ItemKey, ItemWords]:
    """What items are called, by kind and id; each source that has any is asked once."""
    wanted = set(items)
    found: dict[ItemKey, ItemWords] = {}
    for source in due_sources():
        own = {item for item in wanted if DUE_SOURCES.get(item[0]) is source}
        if own:
            found.update(source.described(own))
    return found
