"""Which phrases of a directive are marked, and the cards beside it that each lights up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parindex.web.marked_text import Mark
from parindex.web.templatetags.formats import vndate

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Card:
    """A task or draft beside the paper, by what leads from it to phrases of the paper."""

    key: str
    item_number: str
    span: tuple[int, int] | None
    unit_keys: frozenset[str]
    deadline_text: str
    target: str


def item_anchor(number: str) -> str:
    """The id of an item in the paper, as addresses name it: `/directives/1/#item-3`."""
    return f"item-{number}"


def part_key(number: str) -> str:
    """The key of everything that stands beside an item."""
    return f"part-{number}"


def doubt_anchor(place: int) -> str:
    return f"doubt-{place}"


def marks_of(reading: Json, cards: Sequence[Card]) -> list[Mark]:
    """The marks of a reading; spans are offsets into the text that was read."""
    cards_of: dict[str, list[Card]] = {}
    for card in cards:
        cards_of.setdefault(card.item_number, []).append(card)
    marks = [
        _mark(citation["span"], "citation", title=_citation_title(citation))
        for citation in reading["citations"]
    ]
    for item in reading["items"]:
        marks += _item_marks(item, cards_of.pop(item["number"], []))
    # Sentences outside of the items, which the reader found or an officer added.
    marks += [
        _mark(card.span, "item", (card.key,))
        for cards_outside in cards_of.values()
        for card in cards_outside
        if card.span is not None
    ]
    marks += [
        _mark(doubt["span"], "doubt", title=doubt["what"], anchor=doubt_anchor(place))
        for place, doubt in enumerate(reading["doubts"], start=1)
    ]
    return marks


def _mark(
    span: Sequence[int], kind: str, links: tuple[str, ...] = (), title: str = "", anchor: str = ""
) -> Mark:
    return Mark(span[0], span[1], kind, links, title, anchor)


def _item_marks(item: Json, cards: Sequence[Card]) -> Iterable[Mark]:
    phrases = list(_phrase_marks(item, cards))
    named = {key for phrase in phrases for key in phrase.links}
    # A card that no phrase names lights the sentence that it comes from, or the whole item.
    unnamed = [card for card in cards if card.key not in named]
    part = part_key(item["number"])
    whole = [card.key for card in unnamed if card.span in (None, tuple(item["span"]))]
    yield _mark(item["span"], "item", (part, *whole), anchor=item_anchor(item["number"]))
    by_sentence: dict[tuple[int, int], list[str]] = {}
    for card in unnamed:
        if card.span is not None and card.key not in whole:
            by_sentence.setdefault(card.span, []).append(card.key)
    for span, keys in by_sentence.items():
        yield _mark(span, "item", (part, *keys))
    yield from phrases


def _phrase_marks(item: Json, cards: Sequence[Card]) -> Iterable[Mark]:
    for assignee in item["assignees"]:
        keys = _keys(card for card in cards if assignee["unit"] in card.unit_keys)
        title = assignee["name"] if assignee["unit"] else _("Not in the list of units")
        yield _mark(assignee["span"], "unit", keys, title)
    for deadline in _different([item["deadline"], *(t["deadline"] for t in item["tasks"])]):
        keys = _keys(card for card in cards if card.deadline_text == deadline["text"][:200])
        yield _mark(deadline["span"], "deadline", keys, _deadline_title(deadline))
    for target in _different([*item["targets"], *(t["target"] for t in item["tasks"])]):
        keys = _keys(card for card in cards if card.target == target["text"][:200])
        value = str(target["value"]).replace(".", ",")
        yield _mark(
            target["span"], "target", keys, f"{target['operator']} {value} {target['unit']}"
        )


def _different(found: Iterable[Json | None]) -> list[Json]:
    by_span = {tuple(entry["span"]): entry for entry in found if entry}
    return [by_span[span] for span in sorted(by_span)]


def _keys(cards: Iterable[Card]) -> tuple[str, ...]:
    return tuple(card.key for card in cards)


def _citation_title(citation: Json) -> str:
    if not citation["issued_on"]:
        return citation["number"]
    return f"{citation['number']}, {vndate(date.fromisoformat(citation['issued_on']))}"


def _deadline_title(deadline: Json) -> str:
    if deadline["date"]:
        return vndate(date.fromisoformat(deadline["date"]))
    return deadline["text"]
