"""What a file is, by its content; its name says nothing that is believed."""

from pathlib import Path

from django.utils.translation import gettext as _

from parindex.attachments.constants import (
    DOC,
    JPEG,
    PDF,
    PNG,
    PPT,
    WEBP,
    XLS,
    FileType,
)
from parindex.attachments.office_archive import recognise_archive
from parindex.attachments.refusals import FileRefused, MacrosRefused

HEAD = 1024
PIECE = 1 << 20
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def recognise(path: Path) -> FileType:
    """The type of a file's content.

    :raises FileRefused: for everything that is not on the list, is damaged, protected by a
        password, or carries macros.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"%PDF-"):
        return PDF
    if head.startswith(PNG_HEAD):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return recognise_archive(path)
    if head.startswith(COMPOUND):
        return _recognise_compound(path)
    raise FileRefused(
        _(
            "The content of this file is of no kind that is taken: PDF, Word, Excel, PowerPoint,"
            " PNG, JPEG or WebP. Save it as one of these, and attach it again."
        )
    )


def _recognise_compound(path: Path) -> FileType:
    """Word, Excel and PowerPoint until 2003: the names of their streams tell them apart."""
    kinds = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT}
    marks = [*kinds, "_VBA_PROJECT", "EncryptedPackage"]
    found = _names_in(path, marks)
    if "EncryptedPackage" in found:
        raise FileRefused(
            _("This file is protected by a password. Take the password off, and attach it again.")
        )
    if "_VBA_PROJECT" in found:
        raise MacrosRefused
    for mark, kind in kinds.items():
        if mark in found:
            return kind
    raise FileRefused(
        _("This file is neither Word nor Excel nor PowerPoint, or is damaged. Save it anew.")
    )


def _names_in(path: Path, names: list[str]) -> set[str]:
    """Which of the stream names stand in the file, as its directory writes them."""
    # A name fills its entry of the directory from the start, and zeros the rest of it.
    wanted = {name: name.encode("utf-16-le") + b"\0\0" for name in names}
    longest = max(map(len, wanted.values()))
    found: set[str] = set()
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            window = tail + piece
            found |= {name for name, mark in wanted.items() if mark in window}
            tail = window[-longest:]
    return found
