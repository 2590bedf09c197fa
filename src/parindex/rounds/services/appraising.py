"""Appraisal: members score the components of their fields, at a first and a second look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parindex.assessments.values import core_values
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import Asked, appraisable_keys, problems_of
from parindex.rounds.constants import AppraisalStage, JudgementKind, Stage, State
from parindex.rounds.deadlines import require_in_time
from parindex.rounds.models import Appraisal
from parindex.rounds.permission import components_of_seats, require_seat
from parindex.rounds.submitted import latest_submission, submitted_points
from parindex.rounds.taking_steps import StepBlocked, StepRefused, locked_participant
from parindex.rounds.transitions import Condition
from parindex_core.scoring import score_component

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant
    from parindex_core.framework import Component


class JudgementRefused(ValueError):
    """The judgement is incomplete or impossible.

    ``problem``: reason_unknown, words_missing, points_outside, nothing_to_accept, surveyed,
    not_deducted (a second look at a component that the first left whole).
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class AppraisalChangedMeanwhile(Exception):
    """Another member saved the component after the person opened it; nothing was written.

    ``present``: the appraisal as it now stands.
    """

    def __init__(self, present: Appraisal) -> None:
        super().__init__("appraisal changed meanwhile")
        self.present = present


@dataclass(frozen=True)
class Judgement:
    """What a member decides: the self score accepted, own figures, or a deduction with reason.

    ``values``: stored forms of all the rule's variables, for BY_RULE. ``points``: what is left
    after the deduction; ``reason``: a key of the round's list, ``words`` why in this case.
    """

    kind: JudgementKind
    values: Mapping[str, str] = field(default_factory=dict)
    points: Decimal | None = None
    reason: str = ""
    words: str = ""


@transaction.atomic
def appraise(
    access: Access,
    participant: Participant,
    component_key: str,
    judgement: Judgement,
    *,
    seen: int,
    now: datetime,
) -> Appraisal:
    """Score a component at the look that the agency's state is in.

    ``seen``: the version of the appraisal that the person had before them, 0 for none.

    :raises PermissionRefused: unless a seat of the person's covers the component.
    :raises StepRefused, DeadlinePassed, StepBlocked: outside the two looks; while the agency still
        explains.
    :raises JudgementRefused: see there.
    :raises ValuesRefused: of the core, when own figures are missing or contradict each other.
    :raises AppraisalChangedMeanwhile: when another member was first.
    """
    require_seat(access, participant.round, component_key)
    locked = locked_participant(participant)
    stage = _stage(locked, now)
    component = framework_of(locked.round.edition).component(component_key)
    present = Appraisal.objects.filter(
        participant=locked, component_key=component.key, stage=stage
    ).first()
    if present is not None and present.version != seen:
        raise AppraisalChangedMeanwhile(present)
    points = _points(locked, component, judgement, stage)
    return _write(access, locked, component, judgement, points, stage, present, now)


@transaction.atomic
def accept_rest(
    access: Access, participant: Participant, component_keys: Sequence[str], *, now: datetime
) -> list[str]:
    """Accept the self score of those of the components that nobody has scored; returns them.

    Components outside the person's fields, and those without a self score, are left alone.

    :raises PermissionRefused: unless a seat of the person's covers each component named.
    :raises StepRefused, DeadlinePassed: outside the first look.
    """
    seats = components_of_seats(access, participant.round)
    for key in component_keys:
        if key not in seats:
            require_seat(access, participant.round, key)
    locked = locked_participant(participant)
    if _stage(locked, now) != AppraisalStage.FIRST:
        raise StepRefused("accept_rest", State(locked.state))
    scored = set(
        Appraisal.objects.filter(participant=locked, stage=AppraisalStage.FIRST).values_list(
            "component_key", flat=True
        )
    )
    framework = framework_of(locked.round.edition)
    wanted = set(component_keys) - scored
    accepted = [key for key in appraisable_keys(locked) if key in wanted]
    judgement = Judgement(JudgementKind.ACCEPTED)
    for key in accepted:
        component = framework.component(key)
        points = _points(locked, component, judgement, AppraisalStage.FIRST)
        _write(access, locked, component, judgement, points, AppraisalStage.FIRST, None, now)
    return accepted


def _stage(locked: Participant, now: datetime) -> AppraisalStage:
    """The look that the agency's state is in, while its deadline lasts."""
    if locked.state == State.SUBMITTED:
        require_in_time(locked, Stage.APPRAISE, now)
        return AppraisalStage.FIRST
    if locked.state == State.EXPLAINING:
        problems = problems_of(Asked(locked, now), [Condition.EXPLAINED_OR_TIME_OVER])
        if problems:
            raise StepBlocked(problems)
        require_in_time(locked, Stage.REAPPRAISE, now)
        return AppraisalStage.SECOND
    raise StepRefused("appraise", State(locked.state))


def _points(
    locked: Participant, component: Component, judgement: Judgement, stage: AppraisalStage
) -> Decimal | None:
    submission = latest_submission(locked)
    own = submitted_points(submission.content, component.key) if submission else None
    if component.key not in appraisable_keys(locked):
        raise JudgementRefused("surveyed")
    if stage == AppraisalStage.SECOND and not _was_deducted(locked, component.key, own):
        raise JudgementRefused("not_deducted")
    if judgement.kind == JudgementKind.ACCEPTED:
        # A component without figures has no points to accept, so it gets none; an edition corrected
        # after the submission may have lowered the maximum.
        return min(own, component.max) if own is not None else Decimal("0.00")
    if judgement.kind == JudgementKind.BY_RULE:
        return score_component(component, core_values(component, judgement.values)).points
    return _deducted_points(locked, component, judgement)


def _deducted_points(
    locked: Participant, component: Component, judgement: Judgement
) -> Decimal | None:
    if judgement.reason not in {reason["key"] for reason in locked.round.deduction_reasons}:
        raise JudgementRefused("reason_unknown")
    if not judgement.words.strip():
        raise JudgementRefused("words_missing")
    points = judgement.points
    if points is None or not 0 <= points <= component.max or points != round(points, 2):
        raise JudgementRefused("points_outside")
    # As it is stored, so that 1.5 after 1.50 is no change.
    return points.quantize(Decimal("0.01"))


def _was_deducted(locked: Participant, component_key: str, own: Decimal | None) -> bool:
    first = Appraisal.objects.filter(
        participant=locked, component_key=component_key, stage=AppraisalStage.FIRST
    ).first()
    return first is not None and (first.points or Decimal(0)) < (own or Decimal(0))


def _write(
    access: Access,
    locked: Participant,
    component: Component,
    judgement: Judgement,
    points: Decimal | None,
    stage: AppraisalStage,
    present: Appraisal | None,
    now: datetime,
) -> Appraisal:
    before = appraisal_as_json(present) if present else None
    row = present or Appraisal(
        participant=locked, component_key=component.key, stage=stage, version=0
    )
    row.kind, row.points, row.maximum = judgement.kind, points, component.max
    row.values = dict(judgement.values) if judgement.kind == JudgementKind.BY_RULE else {}
    row.reason, row.words = judgement.reason, judgement.words.strip()
    if before is not None and before == appraisal_as_json(row):
        return row  # the same form sent twice
    row.version += 1
    row.scored_by, row.scored_at = access.user, now
    row.save()
    record_event(
        access.user,
        "appraise",
        ("component", locked.component_target(component.key)),
        agency_id=locked.round.organiser_id,
        before=before,
        after=appraisal_as_json(row),
        reason=row.words,
    )
    return row


def appraisal_as_json(row: Appraisal) -> dict[str, Any]:
    """An appraisal as the record keeps it."""
    return {
        "stage": str(row.stage),
        "kind": str(row.kind),
        "points": None if row.points is None else str(row.points),
        "values": row.values,
        "reason": row.reason,
        "words": row.words,
    }
