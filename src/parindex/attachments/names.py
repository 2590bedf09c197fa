"""Names of files, as they are shown and saved again on any machine."""

import re
import unicodedata

from parindex.attachments.constants import FileType

LONGEST = 180
# What Windows does not allow in a name, beside what no name needs.
FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str, kind: FileType) -> str:
    """The name without folders, invisible characters and a wrong ending; composed (NFC)."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or _is_visible(c))
    allowed = " ".join(FORBIDDEN.sub("_", visible).split()).strip(". ")
    stem, dot, ending = allowed.rpartition(".")
    if not dot or ending.lower() not in kind.extensions:
        # “báo cáo 1.2” has no ending; “anh.jpg” that is a PNG has a wrong one.
        stem = allowed if not dot or not _is_ending(ending) else stem
        ending = kind.extensions[0]
    return f"{stem.strip('. ')[:LONGEST] or 'tep'}.{ending.lower()}"


def _is_visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _is_ending(text: str) -> bool:
    return 1 <= len(text) <= 5 and text.isascii() and text.isalnum() and not text.isdigit()
