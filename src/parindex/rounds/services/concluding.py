"""Conclusion and publication of a whole round: results, ranks, classes, who answers for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.entry import owner_units
from parindex.audit.services import record_event
from parindex.editions.measures import facts_changed
from parindex.rounds.conditions import Asked, Problem, problems_of
from parindex.rounds.constants import AppraisalStage, RoundState, State, Step
from parindex.rounds.models import Appraisal, Deduction, Participant, Result, Round
from parindex.rounds.permission import require_council
from parindex.rounds.results import results_of
from parindex.rounds.taking_steps import Attempt, StepRefused, finish
from parindex.rounds.transitions import TRANSITIONS

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access

# The measure of 5.2.2 (see measures).
ACCOUNTED = "rounds.accounted"


class AgenciesNotReady(ValueError):
    """Some agencies cannot be concluded yet.

    ``waiting``: their state where it is too early; ``problems``: what is missing otherwise; both
    by the agency's key.
    """

    def __init__(self, waiting: Mapping[str, State], problems: Mapping[str, list[Problem]]) -> None:
        super().__init__(", ".join([*waiting, *problems]))
        self.waiting = dict(waiting)
        self.problems = dict(problems)


@transaction.atomic
def conclude(access: Access, one_round: Round, *, now: datetime) -> list[Result]:
    """Conclude all agencies of a round: index, rank and class, and the deductions to answer for.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: once it is concluded.
    :raises AgenciesNotReady: see there; nothing is written.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    locked = (
        Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=one_round.pk)
    )
    if locked.state != RoundState.OPEN:
        raise StepRefused(Step.CONCLUDE.value, State(locked.state))
    participants = _participants(locked)
    _require_ready(participants, now)
    for participant in participants:
        if participant.state != State.CONCLUDED:
            finish(Attempt(access, Step.CONCLUDE, now), participant, State.CONCLUDED)
    locked.state = RoundState.CONCLUDED
    locked.save(update_fields=["state"])
    results = write_results(locked, now)
    record_event(
        access.user,
        "conclude_round",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        after={
            result.participant.agency.key: [str(result.index), result.rank] for result in results
        },
    )
    return results


@transaction.atomic
def publish(access: Access, one_round: Round, *, now: datetime) -> None:
    """Publish a concluded round: everybody sees the results, nothing changes any more.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: unless it is concluded.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    locked = Round.objects.select_for_update(of=("self",)).get(pk=one_round.pk)
    if locked.state != RoundState.CONCLUDED:
        raise StepRefused(Step.PUBLISH.value, State.DRAFT)
    for participant in _participants(locked):
        finish(Attempt(access, Step.PUBLISH, now), participant, State.PUBLISHED)
    locked.state, locked.published_at = RoundState.PUBLISHED, now
    locked.save(update_fields=["state", "published_at"])
    record_event(
        access.user,
        "publish_round",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        after={"published_at": now.isoformat()},
    )


def write_results(one_round: Round, now: datetime) -> list[Result]:
    """Store the round's results and deductions anew, inside the caller's transaction."""
    participants = _participants(one_round)
    results = results_of(one_round, participants, now)
    Result.objects.filter(participant__in=participants).delete()
    Result.objects.bulk_create(results)
    _write_deductions(participants, results)
    for participant in participants:
        facts_changed(participant.agency, one_round.year + 1, ACCOUNTED)
    return results


def _participants(one_round: Round) -> list[Participant]:
    found = Participant.objects.filter(round=one_round).select_for_update(of=("self",))
    related = found.select_related("agency", "assessment", "cluster", "round__edition")
    return list(related.order_by("pk"))


def _require_ready(participants: Sequence[Participant], now: datetime) -> None:
    transition = TRANSITIONS[Step.CONCLUDE]
    ready = transition.sources | {State.CONCLUDED}
    waiting: dict[str, State] = {}
    problems: dict[str, list[Problem]] = {}
    for participant in participants:
        if participant.state not in ready:
            waiting[participant.agency.key] = State(participant.state)
        elif found := problems_of(Asked(participant, now), transition.conditions):
            problems[participant.agency.key] = found
    if waiting or problems:
        raise AgenciesNotReady(waiting, problems)


def _write_deductions(participants: Sequence[Participant], results: Sequence[Result]) -> None:
    """A row a deducted component; answers given before a reopening stay with it."""
    owners = owner_units([participant.assessment_id for participant in participants])
    reasons = _reasons(participants)
    known = {
        (one.participant_id, one.component_key): one
        for one in Deduction.objects.filter(participant__in=participants)
    }
    new, kept = [], []
    for result in results:
        participant = result.participant
        for key, points in result.components.items():
            own, final = Decimal(points["self"] or 0), Decimal(points["points"] or 0)
            if points["points"] is None or final >= own:
                continue
            present = known.pop((participant.pk, key), None)
            row = present or Deduction(participant=participant, component_key=key)
            row.unit_id = owners[participant.assessment_id].get(key)
            row.self_points, row.final_points = own, final
            row.reason, row.words = reasons.get((participant.pk, key), ("", ""))
            (kept if present else new).append(row)
    Deduction.objects.filter(pk__in=[one.pk for one in known.values()]).delete()
    Deduction.objects.bulk_create(new, batch_size=500)
    Deduction.objects.bulk_update(
        kept, ["unit", "self_points", "final_points", "reason", "words"], batch_size=200
    )


def _reasons(participants: Sequence[Participant]) -> dict[tuple[int, str], tuple[str, str]]:
    """The reason and words of the look that counts, by participant and component."""
    reasons = {}
    of_all = Appraisal.objects.filter(participant__in=participants)
    for stage in AppraisalStage:
        for one in of_all.filter(stage=stage):
            reasons[one.participant_id, one.component_key] = (one.reason, one.words)
    return reasons
