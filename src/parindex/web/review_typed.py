"""A review as somebody typed it on its page, and the step that they asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assignments.passages import Draft, Gone, Passage, Review, Verdict

if TYPE_CHECKING:
    from django.http import QueryDict

_MOST_DIGITS = 9


@dataclass(frozen=True)
class Step:
    """What a button of the page asks for; ``passage``: of which sentence."""

    name: str
    passage: int = -1


@dataclass(frozen=True)
class Unsaved:
    """What somebody typed while a colleague was first: the field, theirs, and what is kept now."""

    label: str
    typed: str
    kept: str


def draft_prefix(draft: Draft) -> str:
    """What the fields of a draft begin with; also its place on the page."""
    return f"draft-{draft.id}"


def passage_key(passage: Passage) -> str:
    """The place of a sentence on the page, and what its fields begin with."""
    return f"passage-{passage.id}"


def gone_key(gone: Gone) -> str:
    """What the box of a sentence that is gone says: its tasks, whatever else goes meanwhile."""
    return ",".join(map(str, gone.tasks))


def step_of(sent: QueryDict) -> Step:
    """The step that was asked for; without one the tasks are to be assigned."""
    name, _colon, number = sent.get("step", "confirm").partition(":")
    return Step(name, _number(number))


def seen_of(sent: QueryDict) -> int:
    """The version of the review that was on the screen."""
    return max(_number(sent.get("seen", "")), 0)


def built_on_of(sent: QueryDict) -> int:
    """The version of the earlier paper's review on which the one on the screen was built."""
    return max(_number(sent.get("built_on", "")), 0)


def typed_review(review: Review, sent: QueryDict) -> Review:
    """The review with everything that the page's form said."""
    settled = frozenset(_number(place) for place in sent.getlist("settled")) - {-1}
    cancelled = set(sent.getlist("cancel"))
    gone = tuple(
        Gone(one.item_number, one.text, one.tasks, cancel=gone_key(one) in cancelled)
        for one in review.gone
    )
    passages = tuple(_typed_passage(passage, sent) for passage in review.passages)
    return replace(review, passages=passages, settled=settled, gone=gone)


def _typed_passage(passage: Passage, sent: QueryDict) -> Passage:
    key = passage_key(passage)
    verdict = Verdict.OPEN
    named = sent.get(f"{key}-verdict", "")
    if named in {one.value for one in Verdict}:
        verdict = Verdict(named)
    tasks = passage.tasks
    typed = sent.get(f"{key}-number", "").strip().lstrip("#") or sent.get(f"{key}-task", "")
    if typed:
        tasks = (_number(typed),) if _number(typed) > 0 else ()
    earlier = passage.earlier
    if earlier is not None:
        earlier = replace(earlier, move=f"{key}-move" in sent)
    drafts = tuple(_typed_draft(draft, sent) for draft in passage.drafts)
    return replace(passage, verdict=verdict, tasks=tasks, drafts=drafts, earlier=earlier)


def _typed_draft(draft: Draft, sent: QueryDict) -> Draft:
    prefix = draft_prefix(draft)

    def said(name: str, kept: str) -> str:
        return " ".join(sent.get(f"{prefix}-{name}", kept).replace("\x00", "").split())

    unit = said("unit", draft.unit)
    return replace(
        draft,
        taken=f"{prefix}-taken" in sent,
        unit=unit,
        suggested=draft.suggested if unit == draft.suggested else "",
        deadline=said("deadline", draft.deadline),
        action=said("action", draft.action),
        product=said("product", draft.product),
        target=said("target", draft.target),
        partners=tuple(key.replace("\x00", "") for key in sent.getlist(f"{prefix}-partners")),
    )


def unsaved(typed: Review, kept: Review) -> Sequence[Unsaved]:
    """What of the typed review the kept one says otherwise, of drafts that both have."""
    labels = {
        "action": _("What to do"),
        "unit": _("Unit in charge"),
        "deadline": _("Deadline"),
        "product": _("Product"),
        "target": _("Target"),
    }
    present = {draft.id: draft for passage in kept.passages for draft in passage.drafts}
    return [
        Unsaved(label, getattr(draft, name), getattr(present[draft.id], name))
        for passage in typed.passages
        for draft in passage.drafts
        if draft.id in present
        for name, label in labels.items()
        if getattr(draft, name) != getattr(present[draft.id], name)
    ]


def _number(text: str) -> int:
    """A number of the page's own making, -1 for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else -1
