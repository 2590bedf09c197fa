"""What notices say of items that are no tasks: asked of whoever owns them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parindex.calendars.due import DUE_SOURCES, ItemWords


def described(items: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], ItemWords]:
    """What items are called, by kind and id; one query for each kind that is among them."""
    by_kind: dict[str, set[int]] = {}
    for kind, item in items:
        by_kind.setdefault(kind, set()).add(item)
    return {
        (kind, item): words
        for kind, ids in by_kind.items()
        if kind in DUE_SOURCES
        for item, words in DUE_SOURCES[kind].described(ids).items()
    }
