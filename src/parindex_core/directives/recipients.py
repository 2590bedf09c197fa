"""“Nơi nhận”: to whom the paper goes."""

import re
from collections.abc import Sequence

from parindex_core.directives.transcript import Line, Transcript

_LEAD = re.compile(r"\W*noi ?nh\w{2,3}\b ?:?")
_BULLET = re.compile(r"^[\s\-–—+*•·]+")
# Beside the list stands the signer: “GIÁM ĐỐC”, “KT. GIÁM ĐỐC”, “(Đã ký)”.
_SIGNER = re.compile(
    r"(?:\s{3,}|\t+)(?:[A-ZÀ-ỸĐ.]{2,}(?:[ .]+[A-ZÀ-ỸĐ.]{2,})*|\([^)]*\)"
    r"|[A-ZÀ-ỸĐ]\w+(?: [A-ZÀ-ỸĐ]\w+){1,4})\s*$"
)


def recipients_line(transcript: Transcript, lines: Sequence[Line]) -> int | None:
    """The index of the line that opens the list of recipients, the last such line."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 400), -1):
        line = lines[index]
        if _LEAD.match(transcript.flat, line.start, line.end):
            return index
    return None


def read_recipients(transcript: Transcript, lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The recipients as written, one each."""
    found: list[str] = []
    flat, source = transcript.flat, transcript.source
    lead = _LEAD.match(flat, lines[at].start, lines[at].end)
    for index in range(at, min(at + 60, len(lines))):
        line = lines[index]
        start = lead.end() if lead and index == at else line.start
        first, last = transcript.span(start, line.end)
        raw = _SIGNER.sub("", "   " + source[first:last]) if first < last else ""
        bulleted = _BULLET.match(flat[line.start : line.end]) is not None or index == at
        text = raw.strip()
        if not text or (text.isupper() and not bulleted):
            if found and _is_archive(found[-1]):
                break
            continue
        pieces = [p.strip() for p in re.split(r";\s*", _BULLET.sub("", text)) if p.strip()]
        if bulleted or not found:
            found += pieces
        elif _is_archive(found[-1]) or found[-1].endswith("."):
            break
        elif index > at and found and not source[first:last].strip().isupper():
            found[-1] = f"{found[-1]} {' '.join(pieces)}"
    cleaned = (" ".join(text.split()).strip(" .;,") for text in found)
    return tuple(text for text in cleaned if text and not text.isupper())


def _is_archive(text: str) -> bool:
    return text.lower().startswith(("lưu", "luu", "lu"))
