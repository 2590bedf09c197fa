"""The council's own stages that end soon: the secretary, and members who have something left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.assessments.constants import ScoreStatus
from parindex.calendars.due import DueItem
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import is_surveyed
from parindex.rounds.constants import AppraisalStage, Stage, State
from parindex.rounds.deadlines import STAGES_OF_COUNCIL
from parindex.rounds.due_words import AGENCY_KINDS, COUNCIL_KINDS
from parindex.rounds.models import Appraisal, CouncilSeat, Explanation
from parindex.rounds.role_holders import RoleHolders
from parindex.rounds.submitted import submitted_scores

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex.rounds.models import Participant
    from parindex.rounds.stages_ending import StagesEnding

# The states out of which the stage has to lead an agency.
_LEFT: Mapping[Stage, frozenset[State]] = {
    Stage.APPRAISE: frozenset({State.SUBMITTED}),
    Stage.REAPPRAISE: frozenset({State.SUBMITTED, State.APPRAISED, State.EXPLAINING}),
    Stage.CONCLUDE: frozenset(
        {State.SUBMITTED, State.APPRAISED, State.EXPLAINING, State.REAPPRAISED}
    ),
}


def of_council(
    council: Agency, participants: Sequence[Participant], ending: StagesEnding
) -> Iterator[DueItem]:
    """What ends soon in the rounds that the council organises; ``participants`` by round."""
    for _round_id, found in groupby(participants, key=lambda one: one.round_id):
        yield from _of_round(council, list(found), ending)


def _of_round(
    council: Agency, participants: Sequence[Participant], ending: StagesEnding
) -> Iterator[DueItem]:
    round_id = participants[0].round_id
    work = _Work(council, participants, ending)
    for stage in STAGES_OF_COUNCIL:
        left = [one for one in participants if one.state in _LEFT[stage]]
        by_round = [one for one in left if not ending.has_own(one, stage)]
        day = ending.of_round(round_id, stage)
        if by_round and day is not None:
            people = work.people(stage, by_round)
            yield DueItem(COUNCIL_KINDS[stage], round_id, None, day, people)
        for one in left:
            own_day = ending.own(one, stage)
            if own_day is not None:
                people = work.people(stage, [one])
                yield DueItem(AGENCY_KINDS[stage], one.pk, None, own_day, people)


class _Work:
    """What each member of a round's council has left; asked for only where something ends soon."""

    def __init__(
        self, council: Agency, participants: Sequence[Participant], ending: StagesEnding
    ) -> None:
        self._council, self._participants, self._ending = council, participants, ending
        self._round = participants[0].round

    def people(self, stage: Stage, agencies: Sequence[Participant]) -> frozenset[int]:
        """The secretary, and the members who have a component of these agencies left."""
        secretaries = self._holders.in_agency(Permission.RUN_ROUNDS)
        if stage == Stage.CONCLUDE:
            return secretaries
        left = self._unscored if stage == Stage.APPRAISE else self._unanswered
        keys = frozenset[str]().union(*(left.get(one.pk, frozenset()) for one in agencies))
        return secretaries | {user for user, seats in self._seats.items() if seats & keys}

    @cached_property
    def _holders(self) -> RoleHolders:
        return RoleHolders(self._council, self._round.year)

    @cached_property
    def _seats(self) -> Mapping[int, set[str]]:
        """The components that each member scores, of those who are members in the year."""
        members = self._holders.in_agency(Permission.APPRAISE)
        seats: dict[int, set[str]] = {}
        found = CouncilSeat.objects.filter(round=self._round, user__in=members)
        for user, keys in found.values_list("user", "field__component_keys"):
            seats.setdefault(user, set()).update(keys)
        return seats

    @cached_property
    def _looks(self) -> Mapping[tuple[int, str], dict[str, object]]:
        """The points of the looks at each component of an agency, by stage."""
        looks: dict[tuple[int, str], dict[str, object]] = {}
        found = Appraisal.objects.filter(participant__in=[one.pk for one in self._participants])
        for pk, key, stage, points in found.values_list(
            "participant", "component_key", "stage", "points"
        ):
            looks.setdefault((pk, key), {})[stage] = points
        return looks

    @cached_property
    def _unscored(self) -> Mapping[int, frozenset[str]]:
        """What was submitted for members to score and has no first look, by agency."""
        waiting = [one.pk for one in self._participants if one.state == State.SUBMITTED]
        components = framework_of(self._round.edition).components
        scored = {one.key for one in components if not is_surveyed(one.method)}
        return {
            pk: frozenset(
                key
                for key, one in submitted.items()
                if key in scored
                and one.status != ScoreStatus.NOT_APPLICABLE
                and AppraisalStage.FIRST not in self._looks.get((pk, key), ())
            )
            for pk, submitted in submitted_scores(waiting).items()
        }

    @cached_property
    def _unanswered(self) -> Mapping[int, frozenset[str]]:
        """What agencies have explained, handed in, and nobody has looked at again."""
        waiting = [one.pk for one in self._participants if self._may_look_again(one)]
        found = Explanation.objects.filter(participant__in=waiting)
        left: dict[int, frozenset[str]] = {}
        for pk, key in found.values_list("participant", "component_key"):
            if AppraisalStage.SECOND not in self._looks.get((pk, key), ()):
                left[pk] = left.get(pk, frozenset()) | {key}
        return left

    def _may_look_again(self, participant: Participant) -> bool:
        if participant.state != State.EXPLAINING:
            return False
        is_in = participant.explanations_handed_in_at is not None
        return is_in or self._ending.is_over(participant, Stage.EXPLAIN)
