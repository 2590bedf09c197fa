"""Running a round: deadlines, members, reopening one agency, a corrected edition."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry
from parindex.assessments.entry import end_entry, entries_of, freeze, set_entry
from parindex.assessments.services import adopt_edition
from parindex.assessments.values import core_values
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.rounds.constants import JudgementKind, RoundState, Stage, State, Step
from parindex.rounds.deadlines import deadlines_of
from parindex.rounds.models import (
    Appraisal,
    CouncilSeat,
    OwnDeadline,
    Participant,
    Result,
    Round,
    StageDeadline,
    SurveyPoints,
)
from parindex.rounds.permission import require_council
from parindex.rounds.services.concluding import write_results
from parindex.rounds.services.planning import require_member
from parindex.rounds.submitted import submitted_scores
from parindex.rounds.taking_steps import Attempt, StepRefused, begin, finish
from parindex.rounds.transitions import ORDER, REOPENED_STAGE
from parindex_core.scoring import score_component

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition
    from parindex.rounds.models import AppraisalField


class DeadlineRefused(ValueError):
    """The deadline is past, or set without a reason."""


@transaction.atomic
def set_deadline(
    access: Access, one_round: Round, stage: Stage, ends_at: datetime, reason: str, *, now: datetime
) -> None:
    """Move a stage's deadline for all agencies, with a reason.

    :raises PermissionRefused: unless the person runs the round.
    :raises DeadlineRefused: see there.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    if ends_at <= now or not reason.strip():
        raise DeadlineRefused(stage.value)
    locked = Round.objects.select_for_update().get(pk=one_round.pk)
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
        raise DeadlineRefused(REOPENED_STAGE[target].value)
    _extend(access, locked, REOPENED_STAGE[target], until, reason.strip())
    if ORDER.index(target) < ORDER.index(State.SUBMITTED):
        freeze(locked.assessment, frozen=False)
    if target == State.DRAFT:
        set_entry(locked.assessment, list(entries_of(locked.assessment)), Entry.OPEN)
        end_entry([locked.assessment_id], until)
    if ORDER.index(target) <= ORDER.index(State.EXPLAINING):
        locked.explanations_handed_in_at = None
        locked.save(update_fields=["explanations_handed_in_at"])
    if locked.state == State.CONCLUDED:
        Result.objects.filter(participant__round=locked.round).delete()
        Round.objects.filter(pk=locked.round_id).update(state=RoundState.OPEN)
    finish(attempt, locked, target, {"until": until.isoformat()})


@transaction.atomic
def correct_edition(
    access: Access, one_round: Round, edition: Edition, reason: str, *, now: datetime
) -> set[str]:
    """Go on by a corrected edition, before publication; returns the components it changes.

    Self scores, the council's points by the rule and a conclusion already reached follow; what was
    submitted stays as it was. Deductions keep their points, at most the new maximum.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: once the round is published.
    :raises EditionDoesNotContinue, ValuesRefused: see ``assessments``; nothing is written.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    locked = (
        Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=one_round.pk)
    )
    if locked.state == RoundState.PUBLISHED:
        raise StepRefused("correct_edition", State.PUBLISHED)
    before = locked.edition
    ids = list(
        Participant.objects.filter(round=locked)
        .select_for_update()
        .order_by("pk")
        .values_list("assessment", flat=True)
    )
    changed = adopt_edition(ids, before, edition)
    locked.edition = edition
    locked.save(update_fields=["edition"])
    _appraise_anew(locked, changed)
    if locked.state == RoundState.CONCLUDED:
        write_results(locked, now)
    record_event(
        access.user,
        "correct_edition",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        before={"edition": before.sha256},
        after={"edition": edition.sha256, "components": sorted(changed)},
        reason=reason.strip(),
    )
    return changed


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


def _appraise_anew(one_round: Round, changed: set[str]) -> None:
    framework = framework_of(one_round.edition)
    appraisals = list(
        Appraisal.objects.filter(participant__round=one_round, component_key__in=changed)
    )
    submitted = submitted_scores({one.participant_id for one in appraisals})
    for one in appraisals:
        component = framework.component(one.component_key)
        one.maximum = component.max
        if one.kind == JudgementKind.BY_RULE:
            one.points = score_component(component, core_values(component, one.values)).points
        elif one.kind == JudgementKind.ACCEPTED:
            own = submitted[one.participant_id][one.component_key].points
            one.points = min(own or Decimal("0.00"), component.max)
        elif one.points is not None:
            one.points = min(one.points, component.max)
    Appraisal.objects.bulk_update(appraisals, ["points", "maximum"], batch_size=200)
    for key in changed:
        maximum = framework.component(key).max
        of_survey = SurveyPoints.objects.filter(participant__round=one_round, component_key=key)
        of_survey.filter(points__gt=maximum).update(points=maximum)
        of_survey.update(maximum=maximum)
