"""A page of a list that is asked for by its place: the number in the address, what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from django.core.paginator import Paginator

from parindex.web.sent_numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.paginator import Page
    from django.http import QueryDict


class Found(Protocol):
    """Some rows of a list, and how many it has in all."""

    @property
    def total(self) -> int: ...


_Found = TypeVar("_Found", bound=Found)


def found_page(query: QueryDict, size: int, find: Callable[[int], _Found]) -> tuple[_Found, Page]:
    """What ``find`` gives from an offset on, and its page: ``?page=``, the first without one."""
    asked = max(whole_number(query.get("page", "")) or 1, 1)
    found = find((asked - 1) * size)
    page = Paginator(range(found.total), size).get_page(asked)
    if page.number != asked:
        # Beyond the last page stands the last.
        found = find((page.number - 1) * size)
    return found, page
