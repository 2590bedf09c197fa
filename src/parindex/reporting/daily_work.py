"""What the product does of itself once the day has turned: open the periods whose day has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from parindex.jobs.kinds import register_daily_work
from parindex.organisations.queries import all_agencies
from parindex.reporting.services.opening import open_due_periods

if TYPE_CHECKING:
    from parindex.jobs.progress import JobProgress

# Before everything is counted anew, and before the morning's reminders.
AT = time(0, 7)


def open_periods(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Open what is due to open in every agency; run again it opens nothing."""
    agencies = all_agencies()
    opened = 0
    for number, agency in enumerate(agencies):
        progress.report(number, len(agencies), agency.name)
        opened += open_due_periods(agency)
    return {"opened": opened}


def register() -> None:
    """Put the work into the worker's table."""
    register_daily_work("reporting.open_periods", open_periods, at=AT)
