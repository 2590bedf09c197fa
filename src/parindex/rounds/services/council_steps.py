"""The council's steps with one agency: closing the looks, survey points, bonus and penalty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from parindex.accounts.constants import Permission
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import survey_keys
from parindex.rounds.constants import AdjustmentKind, State, Step
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.models import Adjustment, Participant, SurveyPoints
from parindex.rounds.permission import require_council
from parindex.rounds.taking_steps import (
    Attempt,
    begin,
    finish,
    locked_participant,
    require_state,
)

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Round

# While surveys, bonus and penalty can be entered.
OPEN_TO_THE_SECRETARY = (
    State.SUBMITTED,
    State.APPRAISED,
    State.EXPLAINING,
    State.REAPPRAISED,
)


class PointsRefused(ValueError):
    """The points cannot be taken.

    ``problem``: not_surveyed, outside, source_missing, ground_missing, above_cap, agency_unknown.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class SurveyRow:
    """A survey's points for an agency's component."""

    agency_key: str
    component_key: str
    points: Decimal


@transaction.atomic
def close_first_round(access: Access, participant: Participant, *, now: datetime) -> None:
    """Close the first appraisal of an agency, once every component is scored.

    :raises PermissionRefused, StepRefused, StepBlocked: see ``taking_steps.begin``.
    """
    attempt = Attempt(access, Step.CLOSE_FIRST_ROUND, now)
    finish(attempt, begin(attempt, participant), State.APPRAISED)


@transaction.atomic
def ask_for_explanations(access: Access, participant: Participant, *, now: datetime) -> None:
    """Show the agency its first appraisal and let it explain until its deadline.

    An agency without a deduction has nothing to say: nobody waits for it.

    :raises PermissionRefused, StepRefused: see ``taking_steps.begin``.
    """
    attempt = Attempt(access, Step.ASK_FOR_EXPLANATIONS, now)
    locked = begin(attempt, participant)
    if not deducted_keys(locked):
        locked.explanations_handed_in_at = now
        locked.save(update_fields=["explanations_handed_in_at"])
    finish(attempt, locked, State.EXPLAINING)


@transaction.atomic
def close_second_round(access: Access, participant: Participant, *, now: datetime) -> None:
    """Close the second appraisal, once every explanation has been answered by a look.

    :raises PermissionRefused, StepRefused, StepBlocked: see ``taking_steps.begin``.
    """
    attempt = Attempt(access, Step.CLOSE_SECOND_ROUND, now)
    finish(attempt, begin(attempt, participant), State.REAPPRAISED)


@transaction.atomic
def enter_survey_points(
    access: Access,
    participant: Participant,
    component_key: str,
    points: Decimal,
    source: str,
    *,
    now: datetime,
) -> SurveyPoints:
    """Enter what a survey gave, with its source.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: before the submission and after the conclusion.
    :raises PointsRefused: see there.
    """
    require_council(access, participant.round, Permission.RUN_ROUNDS)
    locked = locked_participant(participant)
    require_state(locked, now, "enter_survey_points", *OPEN_TO_THE_SECRETARY)
    return _write_survey_points(access, locked, component_key, points, source, now)


@transaction.atomic
def import_survey_points(
    access: Access, one_round: Round, rows: Iterable[SurveyRow], source: str, *, now: datetime
) -> int:
    """Enter a survey's points for many agencies, all or nothing; returns how many rows.

    :raises PermissionRefused, StepRefused, PointsRefused: as ``enter_survey_points``.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    found = Participant.objects.filter(round=one_round).select_for_update(of=("self",))
    related = found.select_related("agency", "assessment", "round__edition").order_by("pk")
    by_key = {participant.agency.key: participant for participant in related}
    count = 0
    for row in rows:
        if row.agency_key not in by_key:
            raise PointsRefused("agency_unknown")
        participant = by_key[row.agency_key]
        require_state(participant, now, "enter_survey_points", *OPEN_TO_THE_SECRETARY)
        _write_survey_points(access, participant, row.component_key, row.points, source, now)
        count += 1
    return count


@transaction.atomic
def adjust(
    access: Access,
    participant: Participant,
    kind: AdjustmentKind,
    points: Decimal,
    ground: str,
    *,
    now: datetime,
) -> Adjustment:
    """Give bonus or penalty points on a ground; together never above the round's cap.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: before the submission and after the conclusion.
    :raises PointsRefused: see there.
    """
    require_council(access, participant.round, Permission.RUN_ROUNDS)
    locked = locked_participant(participant)
    require_state(locked, now, "adjust", *OPEN_TO_THE_SECRETARY)
    if points <= 0 or points != round(points, 2):
        raise PointsRefused("outside")
    if not ground.strip():
        raise PointsRefused("ground_missing")
    of_kind = Adjustment.objects.filter(participant=locked, kind=kind, withdrawn_at=None)
    given = of_kind.aggregate(sum=Sum("points"))["sum"] or Decimal(0)
    bonus = kind == AdjustmentKind.BONUS
    if given + points > (locked.round.bonus_cap if bonus else locked.round.penalty_cap):
        raise PointsRefused("above_cap")
    row = Adjustment.objects.create(
        participant=locked,
        kind=kind,
        points=points,
        ground=ground.strip(),
        entered_by=access.user,
        entered_at=now,
    )
    record_event(
        access.user,
        "adjust",
        ("participant", locked.pk),
        agency_id=locked.round.organiser_id,
        after={"kind": str(kind), "points": str(points)},
        reason=ground.strip(),
    )
    return row


@transaction.atomic
def withdraw_adjustment(
    access: Access, adjustment: Adjustment, reason: str, *, now: datetime
) -> None:
    """Take bonus or penalty points back with a reason; they stay to be seen.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: after the conclusion, or when withdrawn before.
    :raises PointsRefused: without a reason (ground_missing).
    """
    require_council(access, adjustment.participant.round, Permission.RUN_ROUNDS)
    locked = locked_participant(adjustment.participant)
    require_state(locked, now, "adjust", *OPEN_TO_THE_SECRETARY)
    if not reason.strip():
        raise PointsRefused("ground_missing")
    present = Adjustment.objects.filter(pk=adjustment.pk, withdrawn_at=None)
    if not present.update(withdrawn_at=now, withdrawal_reason=reason.strip()):
        return  # withdrawn before: the same form sent twice
    record_event(
        access.user,
        "withdraw_adjustment",
        ("participant", locked.pk),
        agency_id=locked.round.organiser_id,
        before={"kind": adjustment.kind, "points": str(adjustment.points)},
        reason=reason.strip(),
    )


def _write_survey_points(
    access: Access,
    locked: Participant,
    component_key: str,
    points: Decimal,
    source: str,
    now: datetime,
) -> SurveyPoints:
    if component_key not in survey_keys(locked):
        raise PointsRefused("not_surveyed")
    component = framework_of(locked.round.edition).component(component_key)
    if not 0 <= points <= component.max or points != round(points, 2):
        raise PointsRefused("outside")
    if not source.strip():
        raise PointsRefused("source_missing")
    # As they are stored, so that 1.5 after 1.50 is no change.
    points = points.quantize(Decimal("0.01"))
    present = SurveyPoints.objects.filter(participant=locked, component_key=component_key).first()
    row = present or SurveyPoints(participant=locked, component_key=component_key)
    before = {"points": str(row.points), "source": row.source} if present else None
    row.points, row.maximum, row.source = points, component.max, source.strip()
    row.entered_by, row.entered_at = access.user, now
    after = {"points": str(points), "source": row.source}
    if before != after:
        row.save()
        record_event(
            access.user,
            "enter_survey_points",
            ("component", locked.component_target(component_key)),
            agency_id=locked.round.organiser_id,
            before=before,
            after=after,
            reason=row.source,
        )
    return row
