"""The review of a paper before anybody has decided on anything in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parindex.assignments.drafts import TaskDraft, task_drafts
from parindex.assignments.passages import Draft, Json, Passage, Review, Span, Verdict
from parindex.assignments.review_limits import within_limits
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Unit


def first_review(
    text: str, reading: Json, units: Sequence[Unit], suggested: Mapping[str, Unit]
) -> Review:
    """The review of a paper that nobody has looked at: what was read in it, and what was not.

    ``suggested``: by an item's number, the unit that a duty without one is put to.
    """
    from parindex_core.directives.loose_orders import loose_orders

    made: list[Passage] = []
    drafts = task_drafts(reading, units)
    by_place: dict[tuple[str, Span], list[TaskDraft]] = {}
    spans_of: dict[str, list[Span]] = {}
    for draft in drafts:
        place = draft.item_number, draft.span
        if place not in by_place:
            by_place[place] = []
            spans_of.setdefault(draft.item_number, []).append(draft.span)
        by_place[place].append(draft)
    items = reading["items"]
    # A line that only leads into its sub-items is nobody's task.
    leading = {item["number"].rpartition(".")[0] for item in items}
    count = 0
    for item in items:
        places = [(item["number"], span) for span in spans_of.pop(item["number"], [])]
        if not places and item["number"] not in leading:
            span = item["span"][0], item["span"][1]
            made.append(Passage(len(made), item["number"], span, item["text"]))
        for number, span in places:
            own = by_place.pop((number, span))
            kept = tuple(_draft(count + at, draft) for at, draft in enumerate(own))
            count += len(kept)
            words = " ".join(text[span[0] : span[1]].split())
            made.append(Passage(len(made), number, span, words, verdict=Verdict.TASK, drafts=kept))
    spans = [(item["span"][0], item["span"][1]) for item in items]
    for span in loose_orders(text, spans, headless=bool(reading.get("continues"))):
        words = " ".join(text[span[0] : span[1]].split())
        made.append(Passage(len(made), "", span, words))
    # Before anything is suggested: where the paper is cut depends on the paper alone.
    first, rest = within_limits(text, made)
    return Review(
        tuple(_suggested(one, suggested.get(one.item_number)) for one in first), rest=rest
    )


def _suggested(passage: Passage, unit: Unit | None) -> Passage:
    """The passage, its drafts without a unit put to the suggested one."""
    if unit is None:
        return passage
    drafts = tuple(draft if draft.unit else _put_to(draft, unit.key) for draft in passage.drafts)
    return replace(passage, drafts=drafts)


def _put_to(draft: Draft, unit: str) -> Draft:
    partners = tuple(partner for partner in draft.partners if partner != unit)
    return replace(draft, unit=unit, suggested=unit, partners=partners)


def _draft(number: int, draft: TaskDraft) -> Draft:
    return Draft(
        id=number,
        action=draft.action,
        unit=draft.unit.key if draft.unit else "",
        deadline=format_date(draft.deadline) if draft.deadline else "",
        product=draft.product,
        target=draft.target,
        partners=tuple(partner.key for partner in draft.partners if partner != draft.unit),
        deadline_text=draft.deadline_text,
        recurrence=draft.recurrence,
        day=draft.day,
    )
