"""What the council still has to do with each agency of a round, and who is late."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.assessments.constants import ScoreStatus
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import is_surveyed
from parindex.rounds.constants import AppraisalStage, Stage, State
from parindex.rounds.deadlines import STAGE_OF_STATE
from parindex.rounds.models import (
    Appraisal,
    Explanation,
    OwnDeadline,
    Participant,
    Round,
    StageDeadline,
    SurveyPoints,
)
from parindex.rounds.permission import components_of_seats, require_council
from parindex.rounds.queries.council import NOT_SUBMITTED, participants_in
from parindex.rounds.services.council_steps import OPEN_TO_THE_SECRETARY
from parindex.rounds.submitted import Submitted, submitted_scores

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex_core.framework import Component


@dataclass(frozen=True)
class AgencyWork:
    """How far the council is with an agency, in components; all 0 before it submits.

    ``to_score``: submitted as applicable and not surveyed. ``explained``: deductions with an
    explanation of the agency, ``answered`` those that got their second look. ``without_survey``:
    surveyed ones without points. ``may_look_again``: the explanations are in, or it is too late.
    ``stage``, ``ends_at``: what the agency is in, and until when; ``is_late``: it is over.
    """

    participant: Participant
    to_score: int
    scored: int
    explained: int
    answered: int
    without_survey: int
    may_look_again: bool
    stage: Stage | None
    ends_at: datetime | None
    is_late: bool

    @property
    def state(self) -> State:
        return State(self.participant.state)

    @property
    def unscored(self) -> int:
        """Components that wait for the first look."""
        return self.to_score - self.scored if self.state == State.SUBMITTED else 0

    @property
    def is_open_to_survey(self) -> bool:
        """Whether survey points can be entered now."""
        return self.state in OPEN_TO_THE_SECRETARY

    @property
    def unanswered(self) -> int:
        """Explanations that wait for the second look."""
        waits = self.state == State.EXPLAINING and self.may_look_again
        return self.explained - self.answered if waits else 0


def council_work(
    access: Access,
    one_round: Round,
    now: datetime,
    *,
    own_fields: bool = False,
    only: Participant | None = None,
) -> list[AgencyWork]:
    """The work with every agency, or ``only`` one; nine queries, ten with ``own_fields``.

    ``own_fields``: the components of the person's seats.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    components = framework_of(one_round.edition).components
    if own_fields:
        seats = components_of_seats(access, one_round)
        components = tuple(one for one in components if one.key in seats)
    participants = [only] if only else list(participants_in(one_round))
    submitted = [one.pk for one in participants if one.state not in NOT_SUBMITTED]
    contents = submitted_scores(submitted)
    first = Appraisal.objects.filter(participant__in=submitted, stage=AppraisalStage.FIRST)
    again = Appraisal.objects.filter(participant__in=submitted, stage=AppraisalStage.SECOND)
    explained = Explanation.objects.filter(participant__in=submitted)
    counted = _Counted(
        scored={
            (pk, key): points
            for pk, key, points in first.values_list("participant", "component_key", "points")
        },
        explained=_pairs(explained),
        answered=_pairs(again),
        surveyed=_pairs(SurveyPoints.objects.filter(participant__in=submitted)),
    )
    deadlines = _deadlines(one_round)
    return [
        _work(one, components, contents.get(one.pk, {}), counted, deadlines, now)
        for one in participants
    ]


@dataclass(frozen=True)
class _Counted:
    """Which (participant, component key) have what; ``scored``: their points at the first look."""

    scored: Mapping[tuple[int, str], Decimal | None]
    explained: set[tuple[int, str]]
    answered: set[tuple[int, str]]
    surveyed: set[tuple[int, str]]


def _pairs(rows: Any) -> set[tuple[int, str]]:
    return set(rows.values_list("participant", "component_key"))


def _deadlines(one_round: Round) -> Mapping[tuple[int | None, str], datetime]:
    """By participant (None: the round's own) and stage."""
    of_round = StageDeadline.objects.filter(round=one_round).values_list("stage", "ends_at")
    own = OwnDeadline.objects.filter(participant__round=one_round)
    found: dict[tuple[int | None, str], datetime] = {
        (None, stage): ends_at for stage, ends_at in of_round
    }
    for pk, stage, ends_at in own.values_list("participant", "stage", "ends_at"):
        found[pk, stage] = ends_at
    return found


def _work(
    participant: Participant,
    components: Collection[Component],
    content: Mapping[str, Submitted],
    counted: _Counted,
    deadlines: Mapping[tuple[int | None, str], datetime],
    now: datetime,
) -> AgencyWork:
    pk = participant.pk
    known = [one for one in components if one.key in content]
    to_score = {
        one.key
        for one in known
        if not is_surveyed(one.method) and content[one.key].status != ScoreStatus.NOT_APPLICABLE
    }
    surveyed = [one.key for one in known if is_surveyed(one.method)]
    explained = {
        one.key
        for one in known
        if (pk, one.key) in counted.explained
        and (counted.scored.get((pk, one.key)) or 0) < (content[one.key].points or 0)
    }
    explain_ends = _ends_at(deadlines, pk, Stage.EXPLAIN)
    time_over = explain_ends is not None and now >= explain_ends
    may_look_again = participant.explanations_handed_in_at is not None or time_over
    stage = STAGE_OF_STATE.get(State(participant.state))
    if stage == Stage.EXPLAIN and may_look_again:
        stage = Stage.REAPPRAISE
    ends_at = _ends_at(deadlines, pk, stage) if stage else None
    return AgencyWork(
        participant=participant,
        to_score=len(to_score),
        scored=sum(1 for key in to_score if (pk, key) in counted.scored),
        explained=len(explained),
        answered=sum(1 for key in explained if (pk, key) in counted.answered),
        without_survey=sum(1 for key in surveyed if (pk, key) not in counted.surveyed),
        may_look_again=may_look_again,
        stage=stage,
        ends_at=ends_at,
        is_late=ends_at is not None and now >= ends_at,
    )


def _ends_at(
    deadlines: Mapping[tuple[int | None, str], datetime], pk: int, stage: Stage
) -> datetime | None:
    return deadlines.get((pk, stage), deadlines.get((None, stage)))
