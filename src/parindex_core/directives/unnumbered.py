"""Orders of a paper that numbers nothing: each “Giao …”, “Sở Tài chính bố trí …” is a point."""

import re
from collections.abc import Sequence
from itertools import pairwise

from parindex_core.directives.assignees import head_start, opens_duty
from parindex_core.directives.items import POINT, Point, closes_paper
from parindex_core.directives.names import Mention
from parindex_core.directives.transcript import Line, Transcript

_ORDER = re.compile(r"(?:giao|yeu cau|de nghi|phan cong)\b(?! cua\b)")
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
    named = {
        head_start(transcript.flat, one) for one in mentions if opens_duty(transcript.flat, one)
    }
    found: list[Point] = []
    begun = False
    for first, last in _paragraphs(transcript, lines):
        start, end = lines[first].start, lines[last].end
        if found and last == len(lines) - 1 and closes_paper(transcript.flat, start):
            break
        starts = _sentence_starts(transcript, start, end)
        places = [at for at in starts if _orders(transcript, at) or (begun and at in named)]
        begun = begun or bool(places) or transcript.text[start:end].rstrip().endswith(":")
        for at, following in pairwise([*places, end]):
            if len(found) == _MOST_ORDERS:
                return found
            found.append(Point(POINT, str(len(found) + 1), first, at, at, following))
    return found


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
