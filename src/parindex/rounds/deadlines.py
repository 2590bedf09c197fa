"""Deadlines: what is locked at a moment, who is warned, and the daily work that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from parindex.assessments.constants import Entry
from parindex.assessments.entry import entries_of
from parindex.audit.services import record_event
from parindex.organisations.queries import working_moment
from parindex.rounds.constants import WARNING_DAYS, Stage, State
from parindex.rounds.models import OwnDeadline, Participant, StageDeadline

if TYPE_CHECKING:
    from parindex.jobs.progress import JobProgress
    from parindex.rounds.models import Round

# The stage in whose time an agency is, by its state.
STAGE_OF_STATE = {
    State.DRAFT: Stage.SELF_SCORE,
    State.SELF_SCORED: Stage.CONSOLIDATE,
    State.CONSOLIDATED: Stage.SUBMIT,
    State.SUBMITTED: Stage.APPRAISE,
    State.EXPLAINING: Stage.EXPLAIN,
    State.REAPPRAISED: Stage.CONCLUDE,
}

STAGES_OF_COUNCIL = (Stage.APPRAISE, Stage.REAPPRAISE, Stage.CONCLUDE)


class DeadlinePassed(ValueError):
    """The stage is locked; only the council's secretary can reopen it."""

    def __init__(self, stage: Stage, ended_at: datetime) -> None:
        super().__init__(stage.value)
        self.stage = stage
        self.ended_at = ended_at


@dataclass(frozen=True)
class DeadlineWarning:
    """A stage that ends soon for those who have to do something in it; ``days`` left, 0 today.

    ``level``: the smallest of 7, 3, 1 that the days left do not exceed.
    """

    # None: it is the council that has to do something.
    participant: Participant | None
    stage: Stage
    ends_at: datetime
    days: int
    level: int


def deadlines_of(participant: Participant) -> dict[Stage, datetime]:
    """The agency's deadlines: its own where it has one, else the round's; two queries."""
    found = StageDeadline.objects.filter(round=participant.round_id)
    own = OwnDeadline.objects.filter(participant=participant)
    of_round = {Stage(one.stage): one.ends_at for one in found}
    return of_round | {Stage(one.stage): one.ends_at for one in own}


def require_in_time(participant: Participant, stage: Stage | None, now: datetime) -> None:
    """Go on only before the stage's deadline; a stage without one is never locked.

    :raises DeadlinePassed: otherwise.
    """
    if stage is None:
        return
    deadlines = deadlines_of(participant)
    if is_over(deadlines, stage, now):
        raise DeadlinePassed(stage, deadlines[stage])


def last_day(ends_at: datetime) -> date:
    """The last day, in the agency's time zone, with time before a moment; midnight has none."""
    return timezone.localdate(ends_at - timedelta(microseconds=1))


def is_over(deadlines: Mapping[Stage, datetime], stage: Stage | None, now: datetime) -> bool:
    """Whether a stage is locked; one without a deadline never is."""
    ends_at = deadlines.get(stage) if stage else None
    return ends_at is not None and now >= ends_at


def state_at(participant: Participant, now: datetime) -> State:
    """Where the agency stands at a moment: units that let their deadline pass have handed in.

    A component that was given back keeps the draft open until its unit hands it in.
    """
    state = State(participant.state)
    if state != State.DRAFT:
        return state
    ends_at = deadlines_of(participant).get(Stage.SELF_SCORE)
    if ends_at is None or now < ends_at:
        return state
    owners = entries_of(participant.assessment).values()
    given_back = any(owner.entry == Entry.GIVEN_BACK for owner in owners)
    return State.DRAFT if given_back else State.SELF_SCORED


def explanations_are_in(participant: Participant, now: datetime) -> bool:
    """Whether the council may look again: they are handed in, or their time is over."""
    if participant.explanations_handed_in_at is not None:
        return True
    return is_over(deadlines_of(participant), Stage.EXPLAIN, now)


def is_explaining_still(participant: Participant) -> bool:
    """Whether explanations, and the evidence that comes with them, are the agency's own yet."""
    if participant.state != State.EXPLAINING:
        return False
    return not explanations_are_in(participant, working_moment(participant.agency))


def warning_of(participant: Participant, now: datetime) -> DeadlineWarning | None:
    """What ends for the agency within seven days, if anything does; days are the calendar's."""
    stage = STAGE_OF_STATE.get(state_at(participant, now))
    ends_at = deadlines_of(participant).get(stage) if stage else None
    if stage is None or ends_at is None:
        return None
    return _warning(participant, stage, ends_at, now)


def council_warnings(one_round: Round, now: datetime) -> list[DeadlineWarning]:
    """The council's own stages that end within seven days, the first to end first; one query."""
    found = StageDeadline.objects.filter(round=one_round, stage__in=STAGES_OF_COUNCIL)
    warnings = (_warning(None, Stage(one.stage), one.ends_at, now) for one in found)
    return [warning for warning in warnings if warning is not None]


def _warning(
    participant: Participant | None, stage: Stage, ends_at: datetime, now: datetime
) -> DeadlineWarning | None:
    days = (last_day(ends_at) - timezone.localdate(now)).days
    levels = [level for level in WARNING_DAYS if days <= level]
    if now >= ends_at or not levels:
        return None
    return DeadlineWarning(participant, stage, ends_at, days, min(levels))


def lock_what_ended(_day: date, progress: JobProgress) -> Mapping[str, Any]:
    """Daily: write down that agencies passed on to the Office when their units' time was over."""
    drafts = Participant.objects.filter(state=State.DRAFT).select_related(
        "agency", "assessment", "round"
    )
    waiting = list(drafts)
    locked = 0
    for position, participant in enumerate(waiting):
        locked += _lock(participant)
        progress.report(position + 1, len(waiting))
    return {"locked": locked}


@transaction.atomic
def _lock(participant: Participant) -> bool:
    locked = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if state_at(locked, working_moment(participant.agency)) == State.DRAFT:
        return False
    if locked.state != State.DRAFT:
        return False
    locked.state = State.SELF_SCORED
    locked.save(update_fields=["state"])
    record_event(
        None,
        "lock_after_deadline",
        ("participant", locked.pk),
        agency_id=locked.agency_id,
        before={"state": State.DRAFT.value},
        after={"state": State.SELF_SCORED.value},
    )
    return True
