"""What the product does each working morning: reminders in it, digests out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from parindex.assignments.services.delivering import queue_digests, send_digests
from parindex.assignments.services.reminding import remind_everybody
from parindex.calendars.queries import working_calendar
from parindex.jobs.kinds import register_daily_work

if TYPE_CHECKING:
    from parindex.jobs.progress import JobProgress

MORNING = time(7, 30)
# What a server refused for the moment is tried again, within the same day.
TRIED_AGAIN = (time(8, 0), time(9, 0), time(11, 0), time(14, 0))


def remind(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Tell everybody what is due, once; nothing on a day off.

    Run again, after its worker was killed, it writes and sends what is still missing.
    """
    if not working_calendar().is_working_day(day):
        return {"quiet": True}
    notices = remind_everybody(day, progress)
    queue_digests(day)
    return {"notices": notices, **_sent(day, progress)}


def send_again(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Send what waits of the morning."""
    return _sent(day, progress)


def _sent(day: date, progress: JobProgress) -> Mapping[str, Any]:
    outcome = send_digests(day, progress)
    return {"sent": outcome.sent, "refused": outcome.refused, "in_doubt": outcome.doubtful}


def register() -> None:
    """Put the work into the worker's table."""
    register_daily_work("assignments.remind", remind, at=MORNING)
    for at in TRIED_AGAIN:
        name = f"assignments.send_again_{at:%H%M}"
        register_daily_work(name, send_again, at=at)
