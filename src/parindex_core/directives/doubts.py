"""What a careful officer would ask about: readings that the paper does not settle."""

import re
from collections.abc import Sequence

from parindex_core.directives.assignees import Charge
from parindex_core.directives.deadlines import FoundDeadline
from parindex_core.directives.items import MOST_POINTS, Point
from parindex_core.directives.reading import Doubt, Header
from parindex_core.directives.tables import MOST_ROWS
from parindex_core.directives.transcript import Line, Transcript

# “các” read by an OCR as “07”: a number before bodies that are named as all of a kind.
_NUMBER_FOR_EVERY = re.compile(
    r"\b(?P<number>0\d) (?P<of>s\w{0,2}(?=,? ?(?:ban|nganh))|phong(?=,? (?:don vi|ban))"
    r"|don vi thuoc|phong thuoc)"
)
_LEAST_CONFIDENCE = 0.8


def doubts_of_header(header: Header, source: str) -> list[Doubt]:
    """Parts of the head that could not be read."""
    whole = (0, min(len(source), 200))
    found = []
    if header.number is None:
        found.append(Doubt("Không đọc được số, ký hiệu của văn bản; số nào?", whole))
    if header.issued_on is None:
        found.append(Doubt("Không đọc được ngày ban hành; văn bản ký ngày nào?", whole))
    return found


def doubts_of_words(transcript: Transcript, start: int, end: int) -> list[Doubt]:
    """Numbers that may be misread words."""
    found = []
    for match in _NUMBER_FOR_EVERY.finditer(transcript.flat, start, end):
        text = transcript.original(match.start(), match.end())
        what = (
            f"“{text}”: có thể là “các {text.partition(' ')[2]}” bị đọc nhầm thành số; "
            f"đúng là “{match['number']}” hay “các”?"
        )
        found.append(Doubt(what, transcript.span(match.start(), match.end())))
    return found


def doubts_of_charges(transcript: Transcript, charges: Sequence[Charge]) -> list[Doubt]:
    """Units recognised only with little confidence, and bodies that the units file lacks."""
    found = []
    for charge in charges:
        mention = charge.mention
        if mention.everyone:
            continue
        text = transcript.original(mention.start, mention.end)
        span = transcript.span(mention.start, mention.end)
        if mention.matched and mention.confidence < _LEAST_CONFIDENCE:
            found.append(Doubt(f"“{text}” được hiểu là {mention.name}; có đúng không?", span))
        elif not mention.matched and charge.role == "lead":
            found.append(
                Doubt(f"“{text}” không có trong danh sách đơn vị; giao cho đơn vị nào?", span)
            )
    return found


def doubts_of_deadlines(deadlines: Sequence[FoundDeadline]) -> list[Doubt]:
    """Deadlines with two readings."""
    return [
        Doubt(f"“{d.deadline.text}”: {d.ambiguous}", d.deadline.span)
        for d in deadlines
        if d.ambiguous
    ]


def doubts_of_length(
    transcript: Transcript, points: Sequence[Point], rows: int, lines: Sequence[Line]
) -> list[Doubt]:
    """A text so long that no directive is: only its beginning was read into items."""
    if len(points) < MOST_POINTS and rows < MOST_ROWS:
        return []
    start = points[-1].start if points else lines[-1].start if lines else 0
    what = (
        f"Văn bản dài bất thường: chỉ đọc {len(points)} mục và {rows} dòng bảng đầu; "
        "hãy tách thành từng văn bản rồi đọc lại."
    )
    return [Doubt(what, transcript.span(start, start + 1))]


def doubts_of_orders(transcript: Transcript, orders: Sequence[Point]) -> list[Doubt]:
    """Items of a paper that numbers nothing: the count is ours, not the paper's."""
    what = (
        "Văn bản không đánh số mục; mục này được tách theo câu giao việc. "
        "Tách như vậy có đúng không?"
    )
    return [Doubt(what, transcript.span(order.start, order.end)) for order in orders]


def doubts_of_points(transcript: Transcript, points: Sequence[Point]) -> list[Doubt]:
    """Numbers missing from the count."""
    found = []
    for point in points:
        if point.missing_before:
            what = (
                f"Trước mục {point.value} thiếu {point.missing_before} mục theo thứ tự; "
                "có bị mất dòng hoặc số thứ tự không?"
            )
            found.append(Doubt(what, transcript.span(point.start, point.body)))
    return found
