"""The worker as a child process of the server."""

import os
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds.
BEFORE_NEXT_WORKER = 5.0
TO_END = 25.0


class WorkerProcess:
    """Keeps one worker running: a worker that a job takes down is followed by another."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_one, name="worker", daemon=True)
        self._child = self._spawn()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Tell the worker to end, and end it by force when it does not."""
        self._stopping.set()
        self._child.terminate()
        self._thread.join(TO_END)
        if self._child.poll() is None:
            self._child.kill()

    def _keep_one(self) -> None:
        while not self._stopping.is_set():
            self._child.wait()
            if not self._stopping.wait(BEFORE_NEXT_WORKER):
                self._child = self._spawn()

    def _spawn(self) -> "subprocess.Popen[bytes]":
        # The child compares its parent with this number: also a kill of the server ends it. In a
        # session of its own, Ctrl+C reaches the server only, which then ends the worker.
        # It is this very program that is started, without a shell.
        command = [sys.executable, "-m", "parindex.cli", "work", "--parent", str(os.getpid())]
        return subprocess.Popen(command, start_new_session=True)  # nosec B603


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker as long as the block runs; the first is started before the server forks.

    A fork at the same moment would inherit the pipe over which the start is awaited, for ever.
    """
    process = WorkerProcess()
    process.start()
    try:
        yield
    finally:
        process.stop()
