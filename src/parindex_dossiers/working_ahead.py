"""Reading the next piece while the last ones are worked on, two at a time."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_PIECES_AHEAD = 1
_WORKERS = 2


def read_ahead(source: Iterator[Item]) -> Iterator[Item]:
    """The same items, produced by a thread that stays ahead; its errors are raised here."""
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


def work_ahead(
    work: Callable[[Item], Result], items: Iterable[Item], waiting: int = _WORKERS
) -> Iterator[Result]:
    """``work`` of each item, in order, on two threads; at most ``waiting`` begun at a time.

    Columns are read one by one: a single thread would leave the second core idle.
    """
    with ThreadPoolExecutor(_WORKERS) as pool:
        begun: deque[Future[Result]] = deque()
        try:
            for item in items:
                begun.append(pool.submit(work, item))
                if len(begun) > waiting:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()
