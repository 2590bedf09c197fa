"""Archives on the disk: made for a download, or waiting to be taken in; swept after a week."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

KEPT_FOR = 7 * 24 * 60 * 60  # seconds
_NAME = re.compile(r"[0-9a-f]{32}\.zip")


def folder() -> Path:
    """In the data folder, for nobody else to read."""
    place = Path(settings.DATA) / "exchange"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def new_name() -> str:
    return f"{uuid4().hex}.zip"


def path_of(name: str) -> Path | None:
    """Where an archive of that name lies; None where it does not, or the name is none."""
    path = folder() / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def keep(chunks: Iterable[bytes]) -> str:
    """Write an upload down; returns its name."""
    name = new_name()
    path = folder() / name
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return name


def sweep(oldest: float = KEPT_FOR) -> int:
    """Remove archives that are older; returns how many."""
    before = time.time() - oldest
    removed = 0
    for path in folder().glob("*.zip*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed
