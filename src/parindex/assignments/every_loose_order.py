"""All orders of a paper that stand in no item; the core gives the first of them at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parindex.assignments.passages import MOST_PASSAGES, Json, Span
from parindex_core.vietnamese.folding import fold_with_offsets

# As the core has it: where the recipients begin nothing is ordered any more.
_CLOSING = re.compile(r"^[ \t]*noi nhan\b", re.MULTILINE)
# So many characters are looked through at a time, up to where a sentence ends.
_WINDOW = 50_000
_ENDS = ("\n\n", ".\n", ". ")


def every_loose_order(text: str, reading: Json) -> Sequence[Span]:
    """The spans of the orders in the paper's order, a few more than a review holds at most.

    A part that continues a paper has no head above its first item.
    """
    from parindex_core.directives.loose_orders import loose_orders

    items = [(item["span"][0], item["span"][1]) for item in reading["items"]]
    begins = [(0, 0)] if reading.get("continues") else []
    found = list(loose_orders(text, [*begins, *items]))
    if not found:
        return found
    start, last = found[-1][1], _closing(text)
    while start < last and len(found) <= MOST_PASSAGES:
        end = _window_end(text, start, last)
        more = loose_orders(text[start:end], [(0, 0), *_within(items, start, end)])
        found += [(low + start, high + start) for low, high in more]
        start = found[-1][1] if more else end
    return found


def _closing(text: str) -> int:
    folded, offsets = fold_with_offsets(text)
    closing = _CLOSING.search(folded)
    return offsets[closing.start()] if closing else len(text)


def _window_end(text: str, start: int, last: int) -> int:
    end = start + _WINDOW
    if end >= last:
        return last
    for sign in _ENDS:
        at = text.rfind(sign, start + 1, end)
        if at > start:
            return at + len(sign)
    return end


def _within(items: Iterable[Span], start: int, end: int) -> list[Span]:
    return [
        (max(low - start, 0), min(high, end) - start)
        for low, high in items
        if high > start and low < end
    ]
