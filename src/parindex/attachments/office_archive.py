"""Word, Excel and PowerPoint files of today: archives, looked into without being unpacked."""

import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from parindex.attachments.constants import DOCX, PPTX, XLSX, FileType
from parindex.attachments.refusals import FileRefused, MacrosRefused

MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
CONTENT_TYPES = "[Content_Types].xml"
MOST_PARTS = 10_000
# Bytes. Big workbooks of numbers unpack to some thirty times their size; bombs to thousands.
LARGEST_UNPACKED = 1 << 30
LARGEST_UNPACKED_UNASKED = 64 << 20
LARGEST_RATIO = 150
LARGEST_CONTENT_TYPES = 4 << 20


def recognise_archive(path: Path) -> FileType:
    """The type of an Office file.

    :raises FileRefused: for other archives, damaged ones, ones with macros, and archives that
        unpack to more than any real document.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, path.stat().st_size)
            names = {part.filename for part in parts}
            _refuse_macros(archive, names)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, KeyError):
        raise FileRefused(
            _("This file is damaged or protected. Open it, save it anew, and attach it again.")
        ) from None
    for main_part, kind in MAIN_PARTS.items():
        if main_part in names:
            return kind
    raise FileRefused(_("Archives are not taken. Attach the files in it one by one."))


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    too_dense = unpacked > LARGEST_UNPACKED_UNASKED and unpacked > LARGEST_RATIO * size
    # Parts that lie over each other add up to more than the file.
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or too_dense or packed > size:
        raise FileRefused(
            _("This file unpacks to far more than a document holds. Save it anew, or as PDF.")
        )


def _refuse_macros(archive: zipfile.ZipFile, names: set[str]) -> None:
    has_code = any(_is_code(name.lower()) for name in names)
    if CONTENT_TYPES in names and not has_code:
        declared = archive.getinfo(CONTENT_TYPES)
        if declared.file_size > LARGEST_CONTENT_TYPES:
            raise zipfile.BadZipFile
        types = archive.read(declared).lower()
        has_code = b"macroenabled" in types or b"vbaproject" in types
    if has_code:
        raise MacrosRefused


def _is_code(name: str) -> bool:
    return name.endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in name
