"""The worker: takes one job after the other until it is told to end."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from django.db import (
    InterfaceError,
    OperationalError,
    ProgrammingError,
    close_old_connections,
    connections,
)
from django.utils import timezone

from parindex.jobs.claiming import claim_job, exchange, queue_daily_work
from parindex.jobs.constants import STALE_AFTER
from parindex.jobs.models import Job
from parindex.jobs.progress import JobProgress
from parindex.jobs.running import run_job

logger = logging.getLogger("parindex.jobs")

# Seconds.
IDLE = 1.0
BETWEEN_HEARTBEATS = 1.0
BETWEEN_DAILY_CHECKS = 60.0
AFTER_DATABASE_ERROR = 5.0
GRACE = 20.0
UNREACHABLE = (OperationalError, InterfaceError, ProgrammingError)


class Heartbeat:
    """Beside a handler: writes its progress down each second, and shows that the worker lives."""

    def __init__(self, job: Job, progress: JobProgress) -> None:
        self._job = job
        self._progress = progress
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        # The thread's own connection: the handler's may have a transaction open.
        try:
            while not self._ended.wait(BETWEEN_HEARTBEATS):
                try:
                    exchange(self._job, self._progress)
                except UNREACHABLE:
                    logger.warning("the heartbeat of job %s was not written", self._job.pk)
                    close_old_connections()
        finally:
            connections.close_all()


class Watch:
    """Beside the worker: stops it when the process that started it is gone.

    A handler that does not report would not hear of it; after a while the process ends as it is,
    and the job is taken up again when its heartbeat has been silent for long enough.
    """

    def __init__(self, stopping: threading.Event, is_orphaned: Callable[[], bool]) -> None:
        self._stopping = stopping
        self._is_orphaned = is_orphaned
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_orphaned():
            if self._ended.wait(IDLE):
                return
        self._stopping.set()
        if not self._ended.wait(GRACE):
            os._exit(1)


def run_next(stopping: threading.Event | None = None, stale_after: timedelta = STALE_AFTER) -> bool:
    """Claim and do one job with its heartbeat; False when there is nothing to do."""
    job = claim_job(stale_after)
    if job is None:
        return False
    progress = JobProgress(stopping)
    with Heartbeat(job, progress):
        # The handler's end is written under the heartbeat: a slow write must not look like death.
        run_job(job, progress)
    return True


def run_waiting() -> int:
    """Do everything that waits, in this thread and over its connection; how many jobs it was.

    For commands and tests: without heartbeats, so that it also works inside of a transaction.
    """
    count = 0
    while job := claim_job():
        run_job(job, JobProgress())
        count += 1
    return count


def work(
    stopping: threading.Event,
    is_orphaned: Callable[[], bool],
    stale_after: timedelta = STALE_AFTER,
) -> None:
    """Do jobs until ``stopping`` is set or the process that started the worker is gone."""
    since_daily_check = BETWEEN_DAILY_CHECKS
    with Watch(stopping, is_orphaned):
        while not stopping.is_set():
            try:
                close_old_connections()
                if since_daily_check >= BETWEEN_DAILY_CHECKS:
                    queue_daily_work(timezone.now())
                    since_daily_check = 0.0
                if not run_next(stopping, stale_after):
                    stopping.wait(IDLE)
                    since_daily_check += IDLE
            except UNREACHABLE as error:
                # Not migrated yet, restarted, or locked for long: none of it ends the worker.
                logger.warning("the worker waits for the database: %s", error)
                connections.close_all()
                stopping.wait(AFTER_DATABASE_ERROR)
