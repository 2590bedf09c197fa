"""What separates an agency from a better place and from last year, ready for its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.rounds.constants import RoundState
from parindex.rounds.queries import change_since_last_year, result_of, separation

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant, Result
    from parindex.rounds.queries import Separation, YearChange

_MOST_DIGITS = 3


@dataclass(frozen=True)
class Standing:
    """An agency's result with what is better than it; None: nothing is, or it is not shown yet.

    ``target``: the rank asked for in the address; ``better_ranks``: those that can be asked for.
    """

    result: Result
    next_place: Separation | None
    to_target: Separation | None
    target: int | None
    change: YearChange | None
    better_ranks: Sequence[int]
    compares: bool


def standing_of(access: Access, participant: Participant, asked: QueryDict) -> Standing | None:
    """How an agency stands; None before the conclusion.

    Before the publication the agency sees its own result only, its council everything.
    """
    result = result_of(access, participant)
    if result is None:
        return None
    compares = (
        participant.round.state == RoundState.PUBLISHED
        or access.agency.pk == participant.round.organiser_id
    )
    target = _rank_asked(asked.get("target", ""), result)
    return Standing(
        result=result,
        next_place=separation(access, participant) if compares else None,
        to_target=separation(access, participant, target) if compares and target else None,
        target=target,
        change=change_since_last_year(access, participant),
        better_ranks=range(1, result.rank or 1),
        compares=compares,
    )


def _rank_asked(text: str, result: Result) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    return int(text) if 0 < int(text) < (result.rank or 0) else None
