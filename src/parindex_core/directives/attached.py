"""What a paper issues together with itself: the plan that follows a decision's signature."""

import re
from collections.abc import Sequence

from parindex_core.directives.transcript import Line, Transcript

_TITLE = re.compile(
    r"\W*(?:ke hoach|chuong trinh|quy che|quy dinh|quy trinh|phuong an|de an|phu luc|noi dung"
    r"|nhiem vu|danh muc|bo chi so|bo tieu chi|huong dan|bieu)\b"
)
_ISSUED_WITH = re.compile(r"(?:^\W{0,4}|\( ?)(?:duoc )?(?:ban hanh )?kem theo\b")
# The title, its subject over a few lines, then “(Ban hành kèm theo Quyết định số …)”.
_LINES_OF_TITLE = 8


def attached_line(transcript: Transcript, lines: Sequence[Line], closing: int) -> int | None:
    """The index of the first line after the title of the first such part; None without one."""
    for index in range(closing + 1, len(lines)):
        if not _is_title(transcript, lines[index]):
            continue
        for below in range(index + 1, min(index + _LINES_OF_TITLE, len(lines))):
            if _ISSUED_WITH.search(transcript.flat[lines[below].start : lines[below].end]):
                return _after_bracket(transcript, lines, below)
    return None


def _is_title(transcript: Transcript, line: Line) -> bool:
    if _TITLE.match(transcript.flat, line.start, line.end) is None:
        return False
    letters = [c for c in transcript.original(line.start, line.end) if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _after_bracket(transcript: Transcript, lines: Sequence[Line], below: int) -> int:
    """The line after the one in which the bracket about the decision ends."""
    for index in range(below, min(below + 4, len(lines))):
        if ")" in transcript.text[lines[index].start : lines[index].end]:
            return index + 1
    return below + 1
