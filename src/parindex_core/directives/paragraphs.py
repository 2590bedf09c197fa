"""What lines and paragraphs of a paper are: beginnings, headings, closing words, lead-ins."""

import re
from collections.abc import Sequence

from parindex_core.directives.transcript import Line, Transcript

LINES_OF_LEAD_IN = 8
"""More than the sentence that leads into a list has."""

_ENDS = (".", ";", ":", "/", "!", "?", '"', ")")
_CLOSING = re.compile(
    r"(?:tren day la|noi nhan|nhan duoc|trong qua trinh|qua trinh (?:trien khai|thuc hien)"
    r"[^.;:]{0,60}(?:vuong mac|kho khan|phat sinh)"
    r"|thu truong (?:cac )?(?:co quan|phong|don vi)[^.;:]{0,40}chiu trach nhiem truoc"
    r"|yeu cau (?:cac|thu truong|giam doc"
    r"|truong|lanh dao"
    r"|cac dong chi)|de nghi (?:cac|thu truong|giam doc|lanh dao|quy)|(?:can cu"
    r"|tren co so) (?:noi dung )?"
    r"(?:ket luan|ke hoach|thong bao|cong van) (?:nay|tren)|(?:chi thi|quyet dinh|ke hoach"
    r"|cong van) nay"
    r"|van phong \w+(?: \w+){0,4} thong bao|thua lenh|tran trong|(?:so|ubnd|uy ban)\b[^.;:]{0,60}?"
    r"(?:yeu cau|de nghi|thong bao)|(?:giam doc|chu tich|lanh dao)[^.;:]{0,40}?(?:yeu cau"
    r"|de nghi) (?:cac|thu"
    r"|cac dong)|giao van phong [^.;:]{0,60}?(?:theo doi|thong bao|don doc)[^.;:]{0,60}?"
    r"(?:nay|ket luan|thong bao)|thong bao (?:nay|de cac)|ket luan nay"
    r"|van phong [^.;:]{0,40}?thong bao|(?:thu truong |truong )?cac (?:phong|don vi|co quan|so"
    r"|ban)[^.;:]{0,90}?"
    r"(?:can cu (?:noi dung )?(?:ke hoach|ket luan|thong bao|quyet dinh|chi thi|cong van)\b(?! so)"
    r"|nghiem tuc (?:trien khai|thuc hien)|khan truong (?:trien khai|thuc hien) thuc hien)"
    r"|ban hanh kem theo)\b"
)


def begins_paragraph(transcript: Transcript, lines: Sequence[Line], index: int) -> bool:
    """Whether the line can begin a paragraph: the one before it ended its sentence."""
    line = lines[index]
    if index == 0 or line.after_blank:
        return True
    before = transcript.text[max(0, line.start - 40) : line.start].rstrip()
    if before.endswith(_ENDS):
        return True
    previous = lines[index - 1]
    short = previous.end - previous.start < 0.7 * transcript.width
    if short:
        return not before.endswith((",", "-"))
    return is_heading(transcript, previous)


def is_heading(transcript: Transcript, line: Line) -> bool:
    """A line in capitals, such as “TỔ CHỨC THỰC HIỆN”."""
    if not 8 <= line.end - line.start <= 200 or not transcript.capital_at(line.end - 1):
        return False
    raw = transcript.original(line.start, line.end)
    letters = [c for c in raw if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def closes_paper(flat: str, at: int) -> bool:
    """Whether the closing words of a paper begin at the place."""
    return _CLOSING.match(flat, at) is not None


def leads_in(text: str, start: int, end: int) -> bool:
    """Whether the paragraph ends with a colon: “Giám đốc Sở yêu cầu các phòng, đơn vị:”."""
    words = text[start:end].rstrip()
    return words.endswith(":") and len(words) > 20
