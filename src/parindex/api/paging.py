"""Lists in pages: how many there are in all, and the part asked for."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ninja import Schema

Item = TypeVar("Item")
Row = TypeVar("Row")


class Page(Schema, Generic[Item]):
    """``offset`` and ``limit`` are those asked for; ``total`` counts all."""

    total: int
    offset: int
    limit: int
    items: list[Item]


def page(rows: Sequence[Row], offset: int, limit: int, shape: Callable[[Row], Item]) -> Page[Item]:
    """The part of the rows that was asked for."""
    part = [shape(row) for row in rows[offset : offset + limit]]
    return Page[Item](total=len(rows), offset=offset, limit=limit, items=part)
