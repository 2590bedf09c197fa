"""Which stages end soon for whom: the rounds' deadlines, and those of agencies of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from parindex.rounds.constants import Stage
from parindex.rounds.deadlines import last_day
from parindex.rounds.models import OwnDeadline, StageDeadline

if TYPE_CHECKING:
    from parindex.rounds.models import Participant


class StagesEnding:
    """The last days of stages that lie between two days; two queries for any number of agencies."""

    def __init__(self, participants: Collection[Participant], today: date, until: date) -> None:
        rounds = {one.round_id for one in participants}
        of_round = StageDeadline.objects.filter(round__in=rounds)
        own = OwnDeadline.objects.filter(participant__in=[one.pk for one in participants])
        self._of_round = {
            (round_id, stage): last_day(ends_at)
            for round_id, stage, ends_at in of_round.values_list("round", "stage", "ends_at")
        }
        self._own = {
            (pk, stage): last_day(ends_at)
            for pk, stage, ends_at in own.values_list("participant", "stage", "ends_at")
        }
        self._today, self._until = today, until

    def of_round(self, round_id: int, stage: Stage) -> date | None:
        """When the stage ends for the agencies that have no deadline of their own."""
        return self._if_soon(self._of_round.get((round_id, stage)))

    def has_own(self, participant: Participant, stage: Stage) -> bool:
        """Whether the agency has a deadline of its own for the stage."""
        return (participant.pk, stage) in self._own

    def own(self, participant: Participant, stage: Stage) -> date | None:
        """When the stage ends by the agency's own deadline."""
        return self._if_soon(self._own.get((participant.pk, stage)))

    def of_agency(self, participant: Participant, stage: Stage) -> date | None:
        """When the stage ends for the agency."""
        if self.has_own(participant, stage):
            return self.own(participant, stage)
        return self.of_round(participant.round_id, stage)

    def is_over(self, participant: Participant, stage: Stage) -> bool:
        """Whether the stage has ended for the agency before today."""
        of_round = self._of_round.get((participant.round_id, stage))
        ended = self._own.get((participant.pk, stage), of_round)
        return ended is not None and ended < self._today

    def _if_soon(self, day: date | None) -> date | None:
        return day if day is not None and self._today <= day <= self._until else None
