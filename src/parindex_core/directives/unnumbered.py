"""Orders of a paper that numbers nothing: each “Giao …”, “Sở Tài chính bố trí …” is a point."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import pairwise

from parindex_core.directives.assignees import head_start, opens_duty
from parindex_core.directives.collectives import collective_mentions
from parindex_core.directives.items import Point
from parindex_core.directives.markers import POINT
from parindex_core.directives.names import Mention
from parindex_core.directives.paragraphs import closes_paper
from parindex_core.directives.transcript import Line, Transcript

_ORDER = re.compile(r"(?:giao|yeu cau|de nghi|phan cong)\b(?! cua\b)")
# “Hằng tháng, vào ngày 20, Văn phòng Sở công khai …”
_WHEN = re.compile(
    r"(?:(?:hang|dinh ky|moi|tu|truoc|cham nhat|trong|den|vao|rieng|ngoai ra|dong thoi|cung voi"
    r"|ben canh|song song|doi voi|thoi gian toi|tiep theo)\b"
    r"[^.;:]{0,60}, )?"
)
_LIST = re.compile(r"[^.;:]{0,200}(?:, | va )")
# “Đồng ý chủ trương …, giao Văn phòng Sở làm thủ tục”
_GIVES = re.compile(r"[,;] (?:giao|yeu cau|de nghi|phan cong)(?: cho)? $")
# “Thực hiện Chỉ thị …, Giám đốc Sở yêu cầu Thanh tra Sở kiểm tra” orders, whatever stands before.
_ASKS = re.compile(
    r"\b(?:giam doc|chu tich|lanh dao|thu truong|cuc truong|vien truong)\b[^.;:,]{0,40}? "
    r"(?:giao|yeu cau|de nghi|phan cong)(?: cho)? $"
)
_ADDRESSED = re.compile(r" *kinh gui\b")
_SENTENCE = re.compile(r"(?<=[.!?:;])[ \n]+(?=\w)")
_ENDS = (".", ";", ":", "/", "!", "?", '"')
_MOST_ORDERS = 100


def order_points(
    transcript: Transcript, lines: Sequence[Line], mentions: Sequence[Mention]
) -> list[Point]:
    """Points for the sentences that order something, counted from 1; closing words are none.

    A sentence that begins with a unit's name orders only after the paper has begun to:
    above that it tells who reported what.
    """
    flat = transcript.flat
    everyone = collective_mentions(flat, 0, len(flat))
    named = sorted(head_start(flat, m) for m in (*mentions, *everyone) if opens_duty(flat, m))
    listed = {head_start(flat, mention) for mention in mentions if mention.matched}
    found: list[Point] = []
    begun = False
    for first, last in _paragraphs(transcript, lines):
        start, end = lines[first].start, lines[last].end
        if found and last == len(lines) - 1 and closes_paper(flat, start):
            break
        starts = _sentence_starts(transcript, start, end)
        places = [
            at
            for at, following in pairwise([*starts, end])
            if _orders(transcript, at)
            or _is_asked(flat, at, following, named)
            or (begun and _charges(flat, at, following, named, listed))
        ]
        leads_in = transcript.text[start:end].rstrip().endswith(":")
        begun = begun or bool(places) or (leads_in and not _ADDRESSED.match(flat, start))
        for at, following in pairwise([*places, end]):
            if len(found) == _MOST_ORDERS:
                return found
            found.append(Point(POINT, str(len(found) + 1), first, at, at, following))
    return found


def _charges(flat: str, at: int, end: int, named: Sequence[int], listed: Set[int]) -> bool:
    """Whether a sentence begins with names or a time before one, or gives work to one."""
    index = bisect_left(named, at)
    # “Phòng Tư pháp, Phòng Nội vụ phải …”: of a list only the last is followed by its duty.
    if at in listed and index < len(named) and _LIST.fullmatch(flat, at, named[index]):
        return True
    if index < len(named) and _WHEN.fullmatch(flat, at, named[index]):
        return True
    within = named[index : bisect_left(named, end)]
    return any(_GIVES.search(flat, max(at, name - 40), name) for name in within)


def _is_asked(flat: str, at: int, end: int, named: Sequence[int]) -> bool:
    """Whether in a sentence who leads the agency asks something of a unit."""
    within = named[bisect_left(named, at) : bisect_left(named, end)]
    return any(_ASKS.search(flat, max(at, name - 80), name) for name in within)


def _orders(transcript: Transcript, at: int) -> bool:
    return transcript.capital_at(at) and _ORDER.match(transcript.flat, at) is not None


def _sentence_starts(transcript: Transcript, start: int, end: int) -> list[int]:
    lead = len(transcript.text[start:end]) - len(transcript.text[start:end].lstrip(" -+*"))
    return [start + lead, *(m.end() for m in _SENTENCE.finditer(transcript.text, start + 1, end))]


def _paragraphs(transcript: Transcript, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """First and last line of each paragraph: parted by a blank line, or by a short last line."""
    starts = [
        index
        for index, line in enumerate(lines)
        if index == 0
        or (line.after_blank and not _goes_on(transcript, lines[index - 1], line))
        or _ended(transcript, lines[index - 1])
    ]
    ends = [*(index - 1 for index in starts[1:]), len(lines) - 1]
    return list(zip(starts, ends, strict=True))


def _goes_on(transcript: Transcript, before: Line, line: Line) -> bool:
    """Whether only a page's end parts the lines: no sentence ended, and none begins."""
    ended = transcript.text[before.start : before.end].rstrip().endswith(_ENDS)
    return not ended and not transcript.capital_at(line.start)


def _ended(transcript: Transcript, line: Line) -> bool:
    text = transcript.text[max(line.start, line.end - 20) : line.end].rstrip()
    return line.end - line.start < 0.85 * transcript.width and text.endswith(_ENDS)
