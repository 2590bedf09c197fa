"""What separates an agency from a better place and from last year, ready for its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.assessments.targets import targets_of
from parindex.rounds.constants import RoundState
from parindex.rounds.queries import change_since_last_year, result_of, separation
from parindex.web.ranking_page import difference
from parindex.web.sent_numbers import whole_number

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import QueryDict

    from parindex.accounts.queries import Access
    from parindex.assessments.targets import Targets
    from parindex.rounds.models import Participant, Result
    from parindex.rounds.queries import Separation, YearChange


@dataclass(frozen=True)
class Standing:
    """An agency's result with what is better than it; None: nothing is, or it is not shown yet.

    ``target``: the rank asked for in the address, else the one that the agency itself aims at;
    ``better_ranks``: those that can be asked for; ``aims``: the agency's own, for nobody else.
    """

    result: Result
    next_place: Separation | None
    to_target: Separation | None
    target: int | None
    change: YearChange | None
    better_ranks: Sequence[int]
    compares: bool
    aims: Targets | None

    @property
    def to_index(self) -> Decimal | None:
        """Index points that the result is short of the index aimed at; negative when beyond it."""
        aimed = self.aims and self.aims.index
        return difference(aimed, self.result.index)


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
    is_own = access.agency.pk == participant.agency_id and access.may_view
    aims = targets_of(participant.assessment) if is_own else None
    aimed = str(aims.rank) if aims and aims.rank else ""
    target = _rank_asked(asked.get("target", aimed), result)
    return Standing(
        result=result,
        next_place=separation(access, participant) if compares else None,
        to_target=separation(access, participant, target) if compares and target else None,
        target=target,
        change=change_since_last_year(access, participant),
        better_ranks=range(1, result.rank or 1),
        compares=compares,
        aims=aims,
    )


def _rank_asked(text: str, result: Result) -> int | None:
    rank = whole_number(text) or 0
    return rank if 0 < rank < (result.rank or 0) else None
