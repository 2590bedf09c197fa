"""Why a file is not taken; the message is a sentence for the person, without the file's name."""

from django.utils.translation import gettext as _


class FileRefused(ValueError):
    """The file is not taken; the message says why and how to mend it."""


class MacrosRefused(FileRefused):
    """The file carries code that runs when it is opened."""

    def __init__(self) -> None:
        super().__init__(
            _("This file carries macros. Save it without macros (as .docx, .xlsx, .pptx or PDF).")
        )


class ScanUnavailable(FileRefused):
    """The scan command could not be run, and nothing is taken unscanned where there is one."""
