"""The kinds of files that are taken, and whether a file was scanned."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """What the scan command said of a file; what it found something in is never stored."""

    NOT_SCANNED = "not_scanned", _("Not scanned")
    CLEAN = "clean", _("Scanned, nothing found")


@dataclass(frozen=True)
class FileType:
    """``extensions``: the first is the one that a wrong ending is replaced by."""

    media_type: str
    extensions: tuple[str, ...]
    label: str | Promise
    is_shown_in_browser: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = FileType("application/pdf", ("pdf",), "PDF", is_shown_in_browser=True)
DOCX = FileType(_OFFICE + "wordprocessingml.document", ("docx",), "Word")
XLSX = FileType(_OFFICE + "spreadsheetml.sheet", ("xlsx",), "Excel")
PPTX = FileType(_OFFICE + "presentationml.presentation", ("pptx",), "PowerPoint")
DOC = FileType("application/msword", ("doc",), _("Word 97–2003"))
XLS = FileType("application/vnd.ms-excel", ("xls",), _("Excel 97–2003"))
PPT = FileType("application/vnd.ms-powerpoint", ("ppt",), _("PowerPoint 97–2003"))
PNG = FileType("image/png", ("png",), _("Image"), is_shown_in_browser=True)
JPEG = FileType("image/jpeg", ("jpg", "jpeg"), _("Image"), is_shown_in_browser=True)
WEBP = FileType("image/webp", ("webp",), _("Image"), is_shown_in_browser=True)

FILE_TYPES = {
    kind.media_type: kind for kind in (PDF, DOCX, XLSX, PPTX, DOC, XLS, PPT, PNG, JPEG, WEBP)
}
# For the file chooser of a browser.
ACCEPTED = ",".join(f".{ending}" for kind in FILE_TYPES.values() for ending in kind.extensions)
