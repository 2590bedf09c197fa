"""Which of several years a page is about."""

from collections.abc import Sequence

from django.http import QueryDict


def year_asked(asked: QueryDict, years: Sequence[int]) -> int | None:
    """The year in the address if it is one of those offered, else the first; None without any."""
    text = asked.get("year", "")
    return next((year for year in years if str(year) == text), years[0] if years else None)
