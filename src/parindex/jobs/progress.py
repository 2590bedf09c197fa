"""What a handler tells of its work, and how it hears that it should stop."""

from __future__ import annotations

import threading
from dataclasses import dataclass


class JobFailed(Exception):
    """The work cannot be done; the message is a sentence for the person who asked."""


class JobCancelled(Exception):
    """Somebody asked to cancel; raised out of the handler, whose transaction is undone."""


class JobTakenAway(Exception):
    """The job was given to another worker, which believed this one dead."""


class WorkerStopping(Exception):
    """The worker is told to end; the job goes back to the queue where it can run again."""


@dataclass(frozen=True)
class Standing:
    """How far the work is: ``done`` of ``total`` (0: nobody knows), in words."""

    done: int = 0
    total: int = 0
    words: str = ""


class JobProgress:
    """Tells how far a handler is; cheap enough to be told for every row.

    The standing is kept in memory: the heartbeat's thread writes it down each second over a
    connection of its own, so that it shows although the handler's transaction is still open.
    """

    def __init__(self, stopping: threading.Event | None = None) -> None:
        self.standing = Standing()
        self.cancel_asked = False
        self.taken_away = False
        self._stopping = stopping

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say how far the work is; without ``words`` the last ones stay.

        :raises JobCancelled: when somebody asked to cancel.
        :raises JobTakenAway: when another worker has the job.
        :raises WorkerStopping: when the worker has to end.
        """
        self.standing = Standing(done, total, words[:300] or self.standing.words)
        if self.taken_away:
            raise JobTakenAway
        if self.cancel_asked:
            raise JobCancelled
        if self._stopping is not None and self._stopping.is_set():
            raise WorkerStopping
