"""Papers looked at and read in a process of their own, which cannot take the machine along.

Whatever the file makes of that process, here it is pages or a ``PaperRefused``.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess  # nosec B404
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from parindex_intake.kinds import Kind
from parindex_intake.pages import Looked, ReadPage
from parindex_intake.refusals import PaperRefused, Reason
from parindex_intake.word_grids import WordGrid

# Seconds: for a look into a file; without a word from the process while it reads; between two
# looks at whether it should go on.
LONGEST_LOOK, LONGEST_SILENCE, BETWEEN_LOOKS = 60.0, 300.0, 0.5
_LONGEST_LINE = 64 << 20  # bytes of what the bounded process says at once
# Of the environment only what programs need to run: no secret of the product goes along.
_HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "TMPDIR", "TESSDATA_PREFIX", "SYSTEMROOT", "HOME")


def look(path: Path, kind: Kind) -> Looked:
    """How many pages a file has, and how many of them are scans.

    :raises PaperRefused: when it cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        for said in _said("look", path, kind, Path(folder), LONGEST_LOOK, lambda: None):
            return Looked(**said["looked"])
    raise PaperRefused(Reason.BROKEN)


def read(
    path: Path, kind: Kind, folder: Path, on_page: Callable[[int], None] = lambda _number: None
) -> list[ReadPage]:
    """The file's pages, their pictures in the folder.

    ``on_page`` is told how many are read, and twice a second in between; whatever it raises ends
    the reading.

    :raises PaperRefused: when the file cannot be read, whole.
    """
    pages: list[ReadPage] = []
    for said in _said("read", path, kind, folder, LONGEST_SILENCE, lambda: on_page(len(pages))):
        pages.append(ReadPage.from_json(said["page"]))
        on_page(len(pages))
    if not any(page.text.strip() for page in pages):
        raise PaperRefused(Reason.EMPTY)
    return pages


def tables(path: Path) -> list[WordGrid]:
    """The tables of a Word file (.docx) in their order, without those that set its head and foot.

    :raises PaperRefused: when it cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = _said("tables", path, Kind.WORD, Path(folder), LONGEST_LOOK, lambda: None)
        return [WordGrid.from_json(one["table"]) for one in said]


def _said(
    step: str, path: Path, kind: Kind, folder: Path, longest: float, between: Callable[[], None]
) -> Iterator[dict[str, Any]]:
    with _process(step, path, kind, folder) as process:
        for line in _lines(cast("IO[bytes]", process.stdout), longest, between):
            said = json.loads(line)
            if "refused" in said:
                raise PaperRefused(Reason(said["refused"]), **said["facts"])
            yield said
        code = process.wait()
        if code == -signal.SIGKILL:
            raise PaperRefused(Reason.TOO_HEAVY)
        if code:
            raise PaperRefused(Reason.BROKEN)


@contextmanager
def _process(step: str, path: Path, kind: Kind, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    # Threads of a numeric library reserve memory that is never used.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "PYTHONUTF8": "1"}
    environment |= {"TMPDIR": str(folder)}
    # This Python and paths of our own making; no shell reads them.
    process = subprocess.Popen(  # nosec B603
        [sys.executable, "-m", "parindex_intake", step, kind.value, str(path), str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # With all that it started: a page that is being recognised is a process of its own.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        cast("IO[bytes]", process.stdout).close()


def _lines(stream: IO[bytes], longest: float, between: Callable[[], None]) -> Iterator[bytes]:
    """The lines of a stream as they come.

    :raises PaperRefused: when nothing comes for ``longest`` seconds.
    """
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        rest, heard = b"", time.monotonic()
        while True:
            if not waiting.select(BETWEEN_LOOKS):
                between()
                if time.monotonic() - heard > longest:
                    raise PaperRefused(Reason.TOO_HEAVY)
                continue
            piece = os.read(stream.fileno(), 1 << 16)
            heard = time.monotonic()
            if not piece:
                return
            if b"\n" not in piece:
                rest += piece
                if len(rest) > _LONGEST_LINE:
                    raise PaperRefused(Reason.TOO_HEAVY)
                continue
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines
