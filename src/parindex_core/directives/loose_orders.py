"""Sentences that order something and stand in no item: closing words, a duty above the list.

They are no tasks by themselves. Whoever reviews a paper says of each what becomes of it.
"""

import re
from collections.abc import Iterable

from parindex_core.directives.reading import Span
from parindex_core.vietnamese.folding import fold_with_offsets

_ENDS = re.compile(r"[.;!?](?=\s|$)|\./|\n[ \t]*\n|\n(?=[ \t]*[-+*] )")
_BEGINS = re.compile(r"(?:[-+*–] ?|\d{1,2}[.)] ?)?(?:giao|yeu cau|de nghi|phan cong)\b(?! cua\b)")
_WITHIN = re.compile(
    r"\b(?:yeu cau|de nghi|giao) (?:[a-z]+,? ){0,3}(?:cac (?:phong|don vi|so|ban|co quan)"
    r"|thu truong|truong phong|van phong|thanh tra|phong|chi cuc|trung tam|ubnd|uy ban)\b"
    r"|\b(?:chiu trach nhiem|co trach nhiem|theo doi, don doc|don doc|nghiem tuc trien khai"
    r"|nghiem tuc thuc hien)\b"
)
# Where the recipients begin nothing is ordered any more.
_CLOSING = re.compile(r"^[ \t]*noi nhan\b", re.MULTILINE)
_SHORTEST = 25


def loose_orders(text: str, items: Iterable[Span], *, headless: bool = False) -> list[Span]:
    """The spans of such sentences in the paper's order; ``items`` are the spans of its items.

    ``headless``: the text goes on with a paper, so that no head stands above its first item.
    """
    folded, offsets = fold_with_offsets(text)
    closing = _CLOSING.search(folded)
    last = offsets[closing.start()] if closing else len(text)
    taken = sorted(items)
    # Above the first item stand the head and what the paper rests on.
    at = taken[0][0] if taken and not headless else 0
    found: list[Span] = []
    for start, end in [*taken, (len(text), len(text))]:
        # Below the recipients nothing is ordered, but in what is issued with the paper.
        stop = last if at <= last < start else start
        if stop > at:
            found += [
                span for span in _sentences(text, at, stop) if _orders(text[span[0] : span[1]])
            ]
        at = max(at, end)
    return found


def _sentences(text: str, start: int, end: int) -> Iterable[Span]:
    cuts = [match.end() for match in _ENDS.finditer(text, start, end)]
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        low, high = first, last
        while low < high and text[low].isspace():
            low += 1
        while high > low and (text[high - 1].isspace() or text[high - 1] in "/"):
            high -= 1
        if high - low >= _SHORTEST:
            yield low, high


def _orders(sentence: str) -> bool:
    folded, _ = fold_with_offsets(" ".join(sentence.split()))
    return _BEGINS.match(folded) is not None or _WITHIN.search(folded) is not None
