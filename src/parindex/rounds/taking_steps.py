"""Taking a step of the table: permission, state, deadline, conditions; then state and record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parindex.audit.services import record_event
from parindex.rounds.conditions import Asked, Problem, problems_of
from parindex.rounds.constants import State, Step
from parindex.rounds.deadlines import require_in_time, state_at
from parindex.rounds.models import Participant
from parindex.rounds.permission import require_agency, require_council
from parindex.rounds.transitions import TRANSITIONS

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access


class StepRefused(ValueError):
    """The agency is not in a state from which the step leads."""

    def __init__(self, step: str, state: State) -> None:
        super().__init__(f"{step} from {state.value}")
        self.step = step
        self.state = state


class StepBlocked(ValueError):
    """Something has to be done before the step; ``problems`` says what, with the components."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.condition.value for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Attempt:
    """A step that somebody takes with an agency at a moment."""

    access: Access
    step: Step
    now: datetime
    unit_id: int | None = None
    reason: str = ""


def locked_participant(participant: Participant) -> Participant:
    """The agency's row, locked until the transaction's end: one writer of its round at a time."""
    found = Participant.objects.select_for_update(of=("self",))
    return found.select_related("agency", "assessment", "round__edition", "cluster").get(
        pk=participant.pk
    )


def begin(attempt: Attempt, participant: Participant) -> Participant:
    """The agency's locked row, once everything allows the step.

    :raises PermissionRefused: unless the person may.
    :raises StepRefused: unless the state allows it.
    :raises DeadlinePassed: once the stage is locked.
    :raises StepBlocked: with everything that has to be done first.
    """
    transition = TRANSITIONS[attempt.step]
    if transition.is_councils:
        require_council(attempt.access, participant.round, transition.permission)
    else:
        require_agency(attempt.access, participant, transition.permission, attempt.unit_id)
    locked = locked_participant(participant)
    state = state_at(locked, attempt.now)
    if state not in transition.sources:
        raise StepRefused(attempt.step.value, state)
    require_in_time(locked, transition.stage, attempt.now)
    asked = Asked(locked, attempt.now, attempt.unit_id, attempt.reason)
    problems = problems_of(asked, transition.conditions)
    if problems:
        raise StepBlocked(problems)
    return locked


def finish(
    attempt: Attempt, locked: Participant, target: State | None, after: dict[str, Any] | None = None
) -> None:
    """Write the state that the step leads to (None: as it was) and the record."""
    before = locked.state
    if target is not None:
        locked.state = target
        locked.save(update_fields=["state"])
    record_event(
        attempt.access.user,
        attempt.step.value,
        ("participant", locked.pk),
        agency_id=locked.agency_id,
        before={"state": before},
        after={"state": str(locked.state), **(after or {})},
        reason=attempt.reason,
    )


def require_state(participant: Participant, now: datetime, what: str, *states: State) -> None:
    """Go on only in one of the states.

    :raises StepRefused: otherwise.
    """
    state = state_at(participant, now)
    if state not in states:
        raise StepRefused(what, state)
