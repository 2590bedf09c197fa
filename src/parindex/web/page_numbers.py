"""The number of a list's page, as an address asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict

_MOST_DIGITS = 6


def page_asked(query: QueryDict) -> int:
    """Reads ``?page=``; the first where it is no number."""
    number = query.get("page", "")
    is_number = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    return max(int(number), 1) if is_number else 1
