"""Running a round: deadlines, members, reopening one agency, a corrected edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry
from parindex.assessments.entry import end_entry, entries_of, freeze, set_entry
from parindex.audit.services import record_event
from parindex.rounds.constants import (
    AppraisalStage,
    RoundState,
    Stage,
    State,
    Step,
)
from parindex.rounds.deadlines import deadlines_of
from parindex.rounds.models import (
    CouncilSeat,
    OwnDeadline,
    Participant,
    Result,
    Round,
    StageDeadline,
)
from parindex.rounds.permission import require_council
from parindex.rounds.services.planning import require_member
from parindex.rounds.taking_steps import Attempt, StepRefused, begin, finish
from parindex.rounds.transitions import ORDER, REOPENED_STAGE
from parindex.rounds.withdrawing import withdraw_appraisals

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.rounds.models import AppraisalField


class DeadlineRefused(ValueError):
    """The deadline cannot be set: it is past, without a reason, or before an earlier stage's.

    ``problem``: past, reason_missing or out_of_order.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@transaction.atomic
def set_deadline(
    access: Access, one_round: Round, stage: Stage, ends_at: datetime, reason: str, *, now: datetime
) -> None:
    """Move a stage's deadline for all agencies, with a reason.

    :raises PermissionRefused: unless the person runs the round.
    :raises DeadlineRefused: see there.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    if ends_at <= now:
        raise DeadlineRefused("past")
    if not reason.strip():
        raise DeadlineRefused("reason_missing")
    locked = Round.objects.select_for_update().get(pk=one_round.pk)
    _require_order(locked, stage, ends_at)
    present = StageDeadline.objects.filter(round=locked, stage=stage).first()
    StageDeadline.objects.update_or_create(round=locked, stage=stage, defaults={"ends_at": ends_at})
    if stage == Stage.SELF_SCORE:
        own = OwnDeadline.objects.filter(participant__round=locked, stage=stage)
        others = Participant.objects.filter(round=locked).exclude(
            pk__in=own.values_list("participant", flat=True)
        )
        end_entry(list(others.values_list("assessment", flat=True)), ends_at)
    record_event(
        access.user,
        "set_deadline",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        before={"stage": str(stage), "ends_at": present.ends_at.isoformat() if present else None},
        after={"stage": str(stage), "ends_at": ends_at.isoformat()},
        reason=reason.strip(),
    )


@transaction.atomic
def seat_member(access: Access, field: AppraisalField, person: User) -> CouncilSeat:
    """Give a member of the council a field.

    :raises PermissionRefused: unless the person runs the round.
    :raises RoundRefused: (not_a_member) unless they hold the member's role in the round's year.
    """
    require_council(access, field.round, Permission.RUN_ROUNDS)
    require_member(access.agency, field.round.year, person)
    seat, created = CouncilSeat.objects.get_or_create(round=field.round, field=field, user=person)
    if created:
        record_event(
            access.user,
            "seat_member",
            ("round", field.round.pk),
            agency_id=field.round.organiser_id,
            after={"field": field.name, "user": person.pk},
        )
    return seat


@transaction.atomic
def unseat_member(access: Access, field: AppraisalField, person: User) -> None:
    """Take a field from a member; what the member scored stays.

    :raises PermissionRefused: unless the person runs the round.
    """
    require_council(access, field.round, Permission.RUN_ROUNDS)
    removed, _ = CouncilSeat.objects.filter(field=field, user=person).delete()
    if removed:
        record_event(
            access.user,
            "unseat_member",
            ("round", field.round.pk),
            agency_id=field.round.organiser_id,
            before={"field": field.name, "user": person.pk},
        )


@transaction.atomic
def reopen(
    access: Access,
    participant: Participant,
    target: State,
    reason: str,
    until: datetime,
    *,
    now: datetime,
) -> None:
    """Take one agency back to an earlier state, with a reason and a deadline of its own.

    The stages from there on end at ``until`` at the earliest. A conclusion that was reached falls:
    a ranking with one agency missing would be false.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: when the target is not an earlier state, or all is published.
    :raises StepBlocked: without a reason.
    :raises DeadlineRefused: when ``until`` is past.
    """
    attempt = Attempt(access, Step.REOPEN, now, reason=reason.strip())
    # The round's row before its agencies', as conclusion and publication take them.
    Round.objects.select_for_update(of=("self",)).get(pk=participant.round_id)
    locked = begin(attempt, participant)
    if target not in REOPENED_STAGE or ORDER.index(target) >= ORDER.index(State(locked.state)):
        raise StepRefused(Step.REOPEN.value, State(locked.state))
    if until <= now:
        raise DeadlineRefused("past")
    _extend(access, locked, REOPENED_STAGE[target], until, reason.strip())
    if ORDER.index(target) < ORDER.index(State.SUBMITTED):
        freeze(locked.assessment, frozen=False)
    if target == State.DRAFT:
        set_entry(locked.assessment, list(entries_of(locked.assessment)), Entry.OPEN)
        end_entry([locked.assessment_id], until)
    if ORDER.index(target) < ORDER.index(State.EXPLAINING):
        # What was decided on explanations is decided again, on what will be deducted then.
        withdraw_appraisals(access, locked, stage=AppraisalStage.SECOND)
    if ORDER.index(target) <= ORDER.index(State.EXPLAINING):
        locked.explanations_handed_in_at = None
        locked.save(update_fields=["explanations_handed_in_at"])
    if locked.state == State.CONCLUDED:
        Result.objects.filter(participant__round=locked.round).delete()
        Round.objects.filter(pk=locked.round_id).update(state=RoundState.OPEN)
    finish(attempt, locked, target, {"until": until.isoformat()})


def _require_order(locked: Round, stage: Stage, ends_at: datetime) -> None:
    found = StageDeadline.objects.filter(round=locked).values_list("stage", "ends_at")
    ends = {Stage(name): at for name, at in found} | {stage: ends_at}
    in_order = [ends[one] for one in Stage if one in ends]
    if in_order != sorted(in_order):
        raise DeadlineRefused("out_of_order")


def _extend(
    access: Access, locked: Participant, first: Stage, until: datetime, reason: str
) -> None:
    present = deadlines_of(locked)
    stages = list(Stage)
    for stage in stages[stages.index(first) :]:
        if stage == first or (stage in present and present[stage] < until):
            OwnDeadline.objects.update_or_create(
                participant=locked,
                stage=stage,
                defaults={"ends_at": until, "reason": reason, "set_by": access.user},
            )
