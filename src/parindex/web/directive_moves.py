"""Deadlines that an amended paper moves, of tasks that are still open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from parindex.assignments.passages import Verdict
from parindex.assignments.services.reviewing import Move
from parindex.web.forms.days import DayField

if TYPE_CHECKING:
    from parindex.assignments.passages import Passage, Review


def moves_of(review: Review) -> list[Move]:
    """The moves that the officer ticked, of sentences that now name a day."""
    moves = []
    for passage in review.passages:
        day = new_day(passage)
        is_ticked = passage.earlier is not None and passage.earlier.move
        if passage.verdict is Verdict.ALREADY and is_ticked and day is not None:
            moves.append(Move(passage.tasks, day))
    return moves


def new_day(passage: Passage) -> date | None:
    """The day that the amended sentence names, if it names one."""
    for draft in passage.drafts:
        try:
            day = DayField(required=False).clean(draft.deadline)
        except ValidationError:
            continue
        if isinstance(day, date):
            return day
    return None
