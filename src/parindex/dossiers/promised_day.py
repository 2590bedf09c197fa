"""The day on which a dossier's result was promised, and the first that can be promised anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

# Resolution writes years outside these where there is no such day: see parindex_dossiers.
_YEARS = range(2000, 2100)


def promised_day(facts: Mapping[str, Any]) -> date | None:
    """The appointed day, else the last that the procedure's longest time allowed; None without."""
    moment: datetime | None = facts["appointed_at"] or facts["on_time_until"]
    return moment.date() if moment and moment.year in _YEARS else None


def first_new_day(facts: Mapping[str, Any], today: date) -> date | None:
    """The earliest day that a letter of apology can name: the day after the one promised.

    What was promised to the hour can be late by hours: it was, or still can be, returned on the
    very day.
    """
    promised, appointed = promised_day(facts), facts["appointed_at"]
    if promised is None:
        return None
    ended: datetime | None = facts.get("ended_at")
    last = ended.date() if ended else today
    is_to_the_hour = appointed is not None and appointed.time() != time.min
    return promised if is_to_the_hour and last <= promised else promised + timedelta(days=1)
