"""Many attachments as one ZIP, written while it is sent: neither disk nor memory holds it whole."""

from __future__ import annotations

import csv
import io
import logging
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.attachments import storage
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.attachments.models import Attachment

logger = logging.getLogger("parindex.attachments")

PIECE = 1 << 18
INDEX = "muc-luc.csv"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes, until it is taken away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes | bytearray | memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


def zip_of(by_folder: Mapping[str, Sequence[Attachment]]) -> Iterator[bytes]:
    """The files of each folder (such as a component's code), and a table of contents.

    The table also has the cited documents, and says which file the disk has lost.
    """
    # The words are of the language of now: the archive is sent when the request is over.
    return _pieces(by_folder, _head(), _("The file is missing on the server."))


def _pieces(
    by_folder: Mapping[str, Sequence[Attachment]], head: list[str], lost: str
) -> Iterator[bytes]:
    outlet = _Outlet()
    rows = [head]
    # What is taken is compressed by its own kind already.
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for folder, attachments in by_folder.items():
            taken: set[str] = set()
            for one in attachments:
                name = _free_name(one.name, taken)
                note = ""
                if one.stored_file is not None:
                    entry = _entry(f"{folder}/{name}", one.added_at)
                    try:
                        yield from _written(archive, outlet, entry, one.stored_file.sha256)
                    except FileNotFoundError:
                        logger.error("file %s of attachment %s is lost", one.stored_file, one.pk)
                        note = lost
                rows.append(_row(folder, name, one, note))
        archive.writestr(_entry(INDEX, timezone.now()), _table(rows))
    yield outlet.take()


def _written(
    archive: zipfile.ZipFile, outlet: _Outlet, info: zipfile.ZipInfo, sha256: str
) -> Iterator[bytes]:
    with (
        storage.open_file(sha256) as file,
        archive.open(info, "w", force_zip64=True) as entry,
    ):
        while piece := file.read(PIECE):
            entry.write(piece)
            yield outlet.take()


def _entry(path: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, timezone.localtime(at).timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or with a number where the folder has it; Windows does not tell Ư from ư."""
    stem, dot, ending = name.rpartition(".")
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"
    taken.add(free.casefold())
    return free


def _head() -> list[str]:
    return [
        _("Folder"),
        _("Name"),
        _("Document number"),
        _("Date"),
        _("Issued by"),
        _("Link"),
        _("Added"),
        "SHA-256",
        _("Note"),
    ]


def _row(folder: str, name: str, one: Attachment, note: str) -> list[str]:
    return [
        folder,
        name,
        one.document_number,
        format_date(one.document_issued_on) if one.document_issued_on else "",
        one.document_issuer,
        one.document_link,
        format_date(timezone.localtime(one.added_at).date()),
        one.stored_file.sha256 if one.stored_file else "",
        note,
    ]


def _table(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    # A cell that starts like a formula is one to Excel, unless it is marked as text.
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return ("\N{BYTE ORDER MARK}" + text.getvalue()).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
