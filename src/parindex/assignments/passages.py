"""What becomes of each sentence of a paper, while an officer decides on it.

A review is a list of passages. Each ends as tasks, as information, or as what is a task already.
Everything here is a value: what people change gives a new list, which a service keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Any

Json = Mapping[str, Any]
Span = tuple[int, int]

MOST_PASSAGES = 3_000
_CUT = re.compile(r"[.;:,]\s+|\s(?=và\s)|\n(?=\s*[-+•*])")
_SHORTEST_PART = 12


class Verdict(Enum):
    """How a sentence ends; ``OPEN``: nobody has said yet."""

    OPEN = ""
    TASK = "task"
    INFORMATION = "information"
    ALREADY = "already"


class PassageUnknown(KeyError):
    """The review has no such passage, or nothing can be done with it that way."""


@dataclass(frozen=True)
class Draft:
    """A task as it stands in its form: what was typed, also what is no day or no unit.

    ``suggested``: the key of the unit that the product put in where the paper names none.
    ``deadline_text``, ``recurrence``, ``day``: as the reader has them.
    """

    id: int
    action: str
    unit: str = ""
    deadline: str = ""
    product: str = ""
    target: str = ""
    partners: tuple[str, ...] = ()
    taken: bool = True
    suggested: str = ""
    deadline_text: str = ""
    recurrence: str = ""
    day: int | None = None


@dataclass(frozen=True)
class Earlier:
    """The same sentence in the paper as it was before it was amended.

    ``changes``: which of words, unit, deadline, target are others. ``move``: whether the tasks
    that are still open get the deadline that the paper has now.
    """

    text: str
    changes: tuple[str, ...] = ()
    deadline: str = ""
    move: bool = False


@dataclass(frozen=True)
class Passage:
    """A sentence of a paper; ``span`` None: the officer wrote it, the paper has no such words."""

    id: int
    item_number: str
    span: Span | None
    text: str
    verdict: Verdict = Verdict.OPEN
    # Tasks that it is already.
    tasks: tuple[int, ...] = ()
    drafts: tuple[Draft, ...] = ()
    earlier: Earlier | None = None

    @property
    def taken(self) -> tuple[Draft, ...]:
        """The drafts that become tasks, if the passage does."""
        return tuple(draft for draft in self.drafts if draft.taken)

    @property
    def is_decided(self) -> bool:
        """Whether it has somebody in charge, or needs nobody."""
        if self.verdict is Verdict.TASK:
            return bool(self.taken) and all(draft.unit for draft in self.taken)
        if self.verdict is Verdict.ALREADY:
            return bool(self.tasks)
        return self.verdict is Verdict.INFORMATION


@dataclass(frozen=True)
class Gone:
    """A sentence of the paper before it was amended that it no longer has, with its tasks."""

    item_number: str
    text: str
    tasks: tuple[int, ...]
    cancel: bool = False


@dataclass(frozen=True)
class Rest:
    """What of a long paper a review does not hold: from where on, and how many sentences."""

    start: int
    passages: int


@dataclass(frozen=True)
class Review:
    """``settled``: the doubts, by their place, that the officer has looked at.

    ``built_on``: before it is kept, the version of the review of the paper that this one amends
    on which it builds; 0 where nobody had decided anything there.
    """

    passages: tuple[Passage, ...]
    settled: frozenset[int] = frozenset()
    gone: tuple[Gone, ...] = ()
    version: int = 0
    rest: Rest | None = None
    built_on: int = 0

    @property
    def left(self) -> list[Passage]:
        """The passages that nobody has decided on."""
        return [passage for passage in self.passages if not passage.is_decided]

    def passage(self, passage_id: int) -> Passage:
        """:raises PassageUnknown: when there is none."""
        for passage in self.passages:
            if passage.id == passage_id:
                return passage
        raise PassageUnknown(passage_id)

    def with_passage(self, changed: Passage) -> Review:
        """The review with the passage of that id as it is now."""
        passages = tuple(changed if one.id == changed.id else one for one in self.passages)
        return replace(self, passages=passages)

    def to_json(self) -> dict[str, Any]:
        return {
            "passages": [
                {**asdict(passage), "verdict": passage.verdict.value} for passage in self.passages
            ],
            "settled": sorted(self.settled),
            "gone": [asdict(gone) for gone in self.gone],
            "rest": asdict(self.rest) if self.rest else None,
        }

    @classmethod
    def from_json(cls, found: Json, version: int) -> Review:
        return cls(
            passages=tuple(_passage(one) for one in found["passages"]),
            settled=frozenset(found["settled"]),
            gone=tuple(Gone(**{**one, "tasks": tuple(one["tasks"])}) for one in found["gone"]),
            version=version,
            rest=Rest(**found["rest"]) if found.get("rest") else None,
        )


def _passage(found: Json) -> Passage:
    earlier = found["earlier"]
    drafts = (Draft(**{**one, "partners": tuple(one["partners"])}) for one in found["drafts"])
    return Passage(
        **{
            **found,
            "span": tuple(found["span"]) if found["span"] else None,
            "verdict": Verdict(found["verdict"]),
            "tasks": tuple(found["tasks"]),
            "drafts": tuple(drafts),
            "earlier": Earlier(**{**earlier, "changes": tuple(earlier["changes"])})
            if earlier
            else None,
        }
    )


def cuts_of(passage: Passage, text: str) -> list[int]:
    """Where a passage can be cut in two: after a sign or before “và”, as offsets into the paper."""
    if passage.span is None:
        return []
    start, end = passage.span
    places = (match.end() for match in _CUT.finditer(text, start, end))
    return [at for at in places if at - start >= _SHORTEST_PART and end - at >= _SHORTEST_PART]


def split(review: Review, passage_id: int, at: int, text: str) -> Review:
    """The passage as two, cut at an offset into the paper; each has the same units.

    :raises PassageUnknown: when there is no such passage, or no such place in it.
    """
    passage = review.passage(passage_id)
    if passage.span is None or at not in cuts_of(passage, text):
        raise PassageUnknown(passage_id)
    parts = [(passage.span[0], at), (at, passage.span[1])]
    words = [" ".join(text[low:high].split()).strip(" ,;:") for low, high in parts]
    first = replace(
        passage,
        span=_trimmed(text, parts[0]),
        text=words[0],
        drafts=tuple(_with_action(draft, words[0]) for draft in passage.drafts),
    )
    numbers = _numbers(review)
    second = replace(
        passage,
        id=_next_passage(review),
        span=_trimmed(text, parts[1]),
        text=words[1],
        drafts=tuple(
            replace(_with_action(draft, words[1]), id=next(numbers)) for draft in passage.drafts
        ),
    )
    place = review.passages.index(passage)
    passages = (*review.passages[:place], first, second, *review.passages[place + 1 :])
    return replace(review, passages=passages)


def merge_with_next(review: Review, passage_id: int) -> Review:
    """The passage and the one after it as one; a unit that both name has one task of both.

    :raises PassageUnknown: when it is the last, or unknown.
    """
    for first, second in pairwise(review.passages):
        if first.id == passage_id:
            merged = _merged(first, second)
            passages = tuple(
                merged if one.id == first.id else one
                for one in review.passages
                if one.id != second.id
            )
            return replace(review, passages=passages)
    raise PassageUnknown(passage_id)


def _merged(first: Passage, second: Passage) -> Passage:
    drafts = list(first.drafts)
    for draft in second.drafts:
        same = next((at for at, own in enumerate(drafts) if own.unit == draft.unit), None)
        if same is None:
            drafts.append(draft)
        else:
            drafts[same] = _joined(drafts[same], draft)
    spans = [one.span for one in (first, second) if one.span is not None]
    return replace(
        first,
        span=(min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None,
        text=f"{first.text} {second.text}",
        verdict=first.verdict if first.verdict is not Verdict.OPEN else second.verdict,
        tasks=tuple(dict.fromkeys((*first.tasks, *second.tasks))),
        drafts=tuple(drafts),
    )


def _joined(first: Draft, second: Draft) -> Draft:
    return replace(
        first,
        action=f"{first.action.rstrip(' .;')}; {second.action}",
        deadline=first.deadline or second.deadline,
        deadline_text=first.deadline_text or second.deadline_text,
        recurrence=first.recurrence or second.recurrence,
        day=first.day if first.recurrence else second.day,
        product="; ".join(filter(None, dict.fromkeys((first.product, second.product)))),
        target=first.target or second.target,
        partners=tuple(dict.fromkeys((*first.partners, *second.partners))),
        taken=first.taken or second.taken,
    )


def with_another_draft(review: Review, passage_id: int) -> Review:
    """The passage with one more task: for a unit that the reader missed.

    :raises PassageUnknown: when there is no such passage.
    """
    passage = review.passage(passage_id)
    like = passage.drafts[-1] if passage.drafts else Draft(0, passage.text)
    added = replace(like, id=next(_numbers(review)), unit="", suggested="", taken=True)
    drafts = (*passage.drafts, added)
    return review.with_passage(replace(passage, verdict=Verdict.TASK, drafts=drafts))


def with_missed_task(review: Review, text: str, words: str) -> tuple[Review, Passage]:
    """The review with a task that the reader missed; where the paper has the words, they are it."""
    number = next(_numbers(review))
    quoted = " ".join(words.split())
    span = _found(text, quoted)
    item = _item_at(review, span)
    passage = Passage(
        _next_passage(review), item, span, quoted, Verdict.TASK, drafts=(Draft(number, quoted),)
    )
    after = [at for at, one in enumerate(review.passages) if span and one.span and one.span <= span]
    place = after[-1] + 1 if after else len(review.passages)
    passages = (*review.passages[:place], passage, *review.passages[place:])
    return replace(review, passages=passages), passage


def _found(text: str, quoted: str) -> Span | None:
    """Where the words stand in the paper, whatever its line breaks."""
    if not quoted:
        return None
    pattern = r"\s+".join(map(re.escape, quoted.split()))
    match = re.search(pattern, text)
    return match.span() if match else None


def _item_at(review: Review, span: Span | None) -> str:
    """The number of the item in or after whose beginning a span stands."""
    if span is None:
        return ""
    above = [one for one in review.passages if one.span and one.item_number and one.span <= span]
    return above[-1].item_number if above else ""


def _with_action(draft: Draft, words: str) -> Draft:
    return replace(draft, action=words[:1].upper() + words[1:])


def _trimmed(text: str, span: Span) -> Span:
    low, high = span
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def _next_passage(review: Review) -> int:
    return max((passage.id for passage in review.passages), default=-1) + 1


def _numbers(review: Review) -> Iterator[int]:
    """Numbers that no draft of the review has."""
    used = (draft.id for passage in review.passages for draft in passage.drafts)
    return iter(range(max(used, default=-1) + 1, 1 << 31))
