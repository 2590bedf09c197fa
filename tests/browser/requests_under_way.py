"""How many requests the live server is answering."""

import threading
import time
from typing import Any

from django.core.signals import request_finished, request_started


class RequestsUnderWay:
    """Counts them from start to end, so that a test ends after them.

    The server's threads and the test share one connection to a database in memory: a request that
    is given up rolls back what the test's end wipes away meanwhile.
    """

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()
        request_started.connect(self._start, weak=False)
        request_finished.connect(self._finish, weak=False)

    def close(self) -> None:
        request_started.disconnect(self._start)
        request_finished.disconnect(self._finish)

    def wait_for_the_last(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._count <= 0, timeout=120), "a request hangs"
        # What the closed browser sent last may still be on its way to a thread.
        time.sleep(0.02)
        with self._changed:
            assert self._changed.wait_for(lambda: self._count <= 0, timeout=120), "a request hangs"

    def _start(self, **_: Any) -> None:
        self._add(1)

    def _finish(self, **_: Any) -> None:
        self._add(-1)

    def _add(self, change: int) -> None:
        with self._changed:
            self._count += change
            self._changed.notify_all()
