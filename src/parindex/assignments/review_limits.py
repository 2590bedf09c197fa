"""How much of a long paper one review holds: what its page's form can bring back.

A paper is cut between two sentences, in the order of its text; what follows is read as a paper of
its own, so that no sentence is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from parindex.assignments.passages import MOST_PASSAGES, Passage, Rest

# A request is let in with 20,000 fields and 4 MB; what officers add comes on top.
_MOST_FIELDS, _MOST_BYTES = 16_000, 3_000_000
# Of a sentence and of each task of it, as the page has them.
_FIELDS_OF_PASSAGE, _FIELDS_OF_DRAFT, _BYTES_OF_FIELD = 4, 6, 24


def within_limits(text: str, passages: Sequence[Passage]) -> tuple[Sequence[Passage], Rest | None]:
    """The passages that one review holds, in their order, and what is left for another."""
    placed = sorted((one for one in passages if one.span), key=lambda one: one.span or (0, 0))
    fields = size = 0
    for at, passage in enumerate(placed):
        own_fields, own_size = _weight(passage)
        fields, size = fields + own_fields, size + own_size
        is_too_much = at >= MOST_PASSAGES or fields > _MOST_FIELDS or size > _MOST_BYTES
        if is_too_much and _start(passage) > _start(placed[0]):
            cut = _start(passage)
            kept = [one for one in passages if one.span is None or _start(one) < cut]
            last = max(_start(one) for one in kept if one.span)
            # With the item's number, which stands before its words.
            line = text.rfind("\n", 0, cut) + 1
            return kept, Rest(line if line > last else cut, len(passages) - len(kept))
    return passages, None


def _start(passage: Passage) -> int:
    return passage.span[0] if passage.span else 0


def _weight(passage: Passage) -> tuple[int, int]:
    """Fields and bytes that the page's form sends for a passage, rather too many than too few."""
    fields = _FIELDS_OF_PASSAGE
    size = 0
    for draft in passage.drafts:
        fields += _FIELDS_OF_DRAFT + len(draft.partners)
        size += _sent(f"{draft.action}{draft.product}{draft.target}")
    return fields, size + fields * _BYTES_OF_FIELD


def _sent(text: str) -> int:
    """The bytes of a text in a form that is sent: three for each byte of a letter with marks."""
    plain = len(text.encode("ascii", "ignore"))
    return plain * 6 // 5 + 3 * (len(text.encode()) - plain)
