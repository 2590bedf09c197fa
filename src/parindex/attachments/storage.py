"""Files on the disk, by their SHA-256: ``files/ab/abcdef…`` in the data folder.

An upload is written to ``files/incoming``, and only renamed to its place when it is whole and
checked. What no row speaks of counts nothing, and is swept away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from parindex.attachments.refusals import FileRefused

INCOMING = "incoming"
LOCK = ".lock"


@dataclass(frozen=True)
class Incoming:
    """A whole file that counts nothing yet; ``size`` in bytes."""

    path: Path
    sha256: str
    size: int


def files_folder() -> Path:
    return Path(settings.FILES)


def path_of(sha256: str) -> Path:
    """Where the file of that content lies, or would."""
    return files_folder() / sha256[:2] / sha256


def open_file(sha256: str) -> BinaryIO:
    """The file of that content, for reading.

    :raises FileNotFoundError: when the disk has lost it.
    """
    return path_of(sha256).open("rb")


@contextmanager
def receiving(chunks: Iterable[bytes], largest: int) -> Iterator[Incoming]:
    """Write an upload beside the others, piece by piece; it is gone after the block.

    :raises FileRefused: when it is empty or larger than ``largest`` bytes.
    """
    folder = files_folder() / INCOMING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / uuid4().hex
    try:
        yield _write(path, chunks, largest)
    finally:
        path.unlink(missing_ok=True)


def keep(incoming: Incoming) -> None:
    """Put a checked file into its place; the same content that is there already is the same."""
    place = path_of(incoming.sha256)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    incoming.path.replace(place)
    for folder in (place.parent, files_folder()):
        _sync_folder(folder)


@contextmanager
def no_sweeping() -> Iterator[None]:
    """Between a file's coming into its place and the row that speaks of it."""
    with _lock(fcntl.LOCK_SH):
        yield


def sweep(known: Iterable[str], oldest: float) -> list[Path]:
    """Remove what no row speaks of and what is left of killed uploads; returns what it was.

    ``known``: the hashes that count, asked for once nobody can add one. ``oldest``: seconds; what
    is younger is left, it may still be on its way.
    """
    before = time.time() - oldest
    removed = []
    with _lock(fcntl.LOCK_EX):
        counting = set(known)
        for path in files_folder().glob("*/*"):
            if path.name in counting and path == path_of(path.name):
                continue
            with suppress(FileNotFoundError):  # an upload that ended meanwhile
                if path.stat().st_mtime < before:
                    path.unlink()
                    removed.append(path)
    return removed


def _write(path: Path, chunks: Iterable[bytes], largest: int) -> Incoming:
    digest = hashlib.sha256()
    size = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise FileRefused(too_large(largest))
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise FileRefused(_("This file is empty."))
    return Incoming(path, digest.hexdigest(), size)


def too_large(largest: int) -> str:
    """The sentence for a file of more than ``largest`` bytes."""
    return _("This file is larger than %d MB. Attach a smaller one, or cite the document.") % (
        largest >> 20
    )


@contextmanager
def _lock(how: int) -> Iterator[None]:
    files_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (files_folder() / LOCK).open("w") as lock:
        fcntl.flock(lock, how)
        yield


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
