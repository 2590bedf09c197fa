"""Why a paper cannot be read, as codes: whoever shows them has the words."""

from collections.abc import Mapping
from enum import Enum


class Reason(Enum):
    """What is wrong with a file; ``PaperRefused.facts`` holds the numbers that go with it."""

    BROKEN = "broken"
    PASSWORD = "password"  # nosec B105: a reason, not one
    EMPTY = "empty"
    # ``pages`` it has, ``most`` that are read.
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_SCANNED = "too_many_scanned"
    # ``most`` characters that are read.
    TOO_LONG = "too_long"
    # More memory or time than a paper takes, or an image of more points than any scan has.
    TOO_HEAVY = "too_heavy"
    # Programs of the machine that are missing.
    NO_OCR = "no_ocr"
    NO_VIETNAMESE = "no_vietnamese"
    NO_OFFICE = "no_office"


class PaperRefused(ValueError):
    """The file is not read, nothing of it."""

    def __init__(self, reason: Reason, **facts: int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, int] = facts
