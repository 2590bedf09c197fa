"""The secretary's steps with many agencies at once, each agency a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.rounds.constants import Step
from parindex.rounds.services import (
    DeadlinePassed,
    StepBlocked,
    StepRefused,
    ask_for_explanations,
    close_first_round,
    close_second_round,
)
from parindex.rounds.transitions import TRANSITIONS
from parindex.web.council_words import refusal_words

if TYPE_CHECKING:
    from parindex.rounds.models import Participant
    from parindex.web.council_place import CouncilPlace

STEPS: Mapping[Step, Callable[..., None]] = {
    Step.CLOSE_FIRST_ROUND: close_first_round,
    Step.ASK_FOR_EXPLANATIONS: ask_for_explanations,
    Step.CLOSE_SECOND_ROUND: close_second_round,
}


@dataclass(frozen=True)
class Taken:
    """How many agencies went on, and why the others did not."""

    done: int
    refused: list[tuple[Participant, str]]


def step_named(text: str) -> Step | None:
    """The step of that name, if the secretary takes it with single agencies."""
    step = Step(text) if text in Step.values else None
    return step if step in STEPS else None


def take_step(place: CouncilPlace, step: Step, participants: Iterable[Participant]) -> Taken:
    """Take the step with each agency that allows it.

    :raises PermissionRefused: unless the person runs the round.
    """
    done, refused = 0, []
    for participant in participants:
        try:
            STEPS[step](place.access, participant, now=place.now)
            done += 1
        except StepRefused as refusal:
            # The same form sent twice finds the step taken.
            if refusal.state != TRANSITIONS[step].target:
                refused.append((participant, refusal_words(refusal, place.round)))
        except (StepBlocked, DeadlinePassed) as refusal:
            refused.append((participant, refusal_words(refusal, place.round)))
    return Taken(done, refused)
