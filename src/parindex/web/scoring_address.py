"""Addresses of the scoring tree and its components in the year that is meant."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def scoring_address(name: str, *arguments: object, year: int | None = None, **query: str) -> str:
    """The address of a page of scoring; without ``year`` that of the agency's newest year."""
    given = {**query, "year": str(year)} if year else query
    address = reverse(name, args=arguments)
    return f"{address}?{urlencode(given)}" if given else address
