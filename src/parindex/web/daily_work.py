"""What the product does by itself each day and belongs to no single app above the two it joins."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from parindex.attachments.services import sweep_files
from parindex.jobs.kinds import register_daily_work
from parindex.jobs.progress import JobProgress
from parindex.surveys.services.ending import close_ended_surveys
from parindex.web import recounting
from parindex.web.recounting import recount_everything


def sweep_attachments(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Remove what uploads that were killed left behind."""
    return {"removed": len(sweep_files())}


def recount(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Count anew what a new day makes another: deadlines that passed, days that came."""
    return recount_everything(progress)


def close_surveys(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Close the survey rounds whose last day is over, so that their points count."""
    return {"closed": len(close_ended_surveys())}


def register() -> None:
    register_daily_work("attachments.sweep", sweep_attachments, at=time(2, 0))
    # Once the day has turned, before anybody is at work.
    register_daily_work("surveys.close", close_surveys, at=time(0, 5))
    register_daily_work("recount.daily", recount, at=time(0, 10))
    recounting.register()
