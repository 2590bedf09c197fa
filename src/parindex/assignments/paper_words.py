"""Why a paper cannot be read, in the words of those who sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex_intake.refusals import Reason

if TYPE_CHECKING:
    from parindex_intake.refusals import PaperRefused


def sentence_of(refused: PaperRefused) -> str:
    """What is wrong with the file, and how to mend it."""
    return _sentences()[refused.reason] % refused.facts


def _sentences() -> dict[Reason, str]:
    return {
        Reason.BROKEN: _("The file is broken. Open it, save it anew, and send that."),
        Reason.PASSWORD: _(
            "The file is protected by a password. Take the password off and send it again."
        ),
        Reason.EMPTY: _(
            "No text was found in the file. If its pages are pictures in Word, save it as PDF."
        ),
        Reason.TOO_MANY_PAGES: _(
            "The file has %(pages)d pages; at most %(most)d are read. Send only the pages that"
            " give work."
        ),
        Reason.TOO_MANY_SCANNED: _(
            "%(pages)d pages of the file are scans; at most %(most)d are read at a time. Send only"
            " the pages that give work, or the file with its text from the document system."
        ),
        Reason.TOO_LONG: _("The text is longer than 2,000,000 characters. Send one paper only."),
        Reason.TOO_HEAVY: _(
            "Reading the file takes more memory or time than a paper does. Scan it again in grey"
            " at 300 points to the inch, or save it anew as PDF."
        ),
        Reason.NO_OCR: _(
            "The file is a scan, and the program that reads scans is not installed here. The one"
            " who runs the server installs it: sudo apt-get install tesseract-ocr"
            " tesseract-ocr-vie. Until then paste the text of the paper."
        ),
        Reason.NO_VIETNAMESE: _(
            "The file is a scan, and the program that reads scans lacks Vietnamese here. The one"
            " who runs the server installs it: sudo apt-get install tesseract-ocr-vie. Until then"
            " paste the text of the paper."
        ),
        Reason.NO_OFFICE: _(
            "Old Word files (.doc) cannot be opened here. Save it as .docx or PDF; or the one who"
            " runs the server installs: sudo apt-get install libreoffice-writer-nogui."
        ),
    }
