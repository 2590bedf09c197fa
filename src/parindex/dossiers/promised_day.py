"""The day on which a dossier's result was promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

# Resolution writes years outside these where there is no such day: see parindex_dossiers.
_YEARS = range(2000, 2100)


def promised_day(facts: Mapping[str, Any]) -> date | None:
    """The appointed day, else the last that the procedure's longest time allowed; None without."""
    moment: datetime | None = facts["appointed_at"] or facts["on_time_until"]
    return moment.date() if moment and moment.year in _YEARS else None
