"""The kinds of files that papers come as."""

from enum import Enum


class Kind(Enum):
    """What a file is, by its content; the caller has looked."""

    PDF = "pdf"
    WORD = "docx"
    OLD_WORD = "doc"
    PICTURE = "picture"
