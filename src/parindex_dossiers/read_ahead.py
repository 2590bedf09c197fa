"""Reading the next piece while the last one is worked on."""

import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")
_PIECES_AHEAD = 2


def read_ahead(source: Iterator[Item]) -> Iterator[Item]:
    """The same items, produced by a thread that stays two ahead; its errors are raised here."""
    waiting: queue.Queue[tuple[Item | None, BaseException | None]] = queue.Queue(_PIECES_AHEAD)
    stopped = threading.Event()

    def produce() -> None:
        failure: BaseException | None = None
        try:
            for item in source:
                if not _hand_over(waiting, (item, None), stopped):
                    return
        except BaseException as problem:  # noqa: BLE001 - handed to the reading side, raised there
            failure = problem
        _hand_over(waiting, (None, failure), stopped)

    thread = threading.Thread(target=produce, daemon=True)
    thread.start()
    try:
        while True:
            item, failure = waiting.get()
            if failure is not None:
                raise failure
            if item is None:
                return
            yield item
    finally:
        stopped.set()
        thread.join()


def _hand_over(
    waiting: "queue.Queue[tuple[Item | None, BaseException | None]]",
    entry: tuple[Item | None, BaseException | None],
    stopped: threading.Event,
) -> bool:
    while not stopped.is_set():
        try:
            waiting.put(entry, timeout=0.1)
            return True
        except queue.Full:
            continue
    return False
