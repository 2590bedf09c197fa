"""What the product does by itself each day and belongs to no single app above the two it joins."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from parindex.attachments.services import sweep_files
from parindex.jobs.kinds import register_daily_work
from parindex.jobs.progress import JobProgress


def sweep_attachments(day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Remove what uploads that were killed left behind."""
    return {"removed": len(sweep_files())}


def register() -> None:
    register_daily_work("attachments.sweep", sweep_attachments, at=time(2, 0))
