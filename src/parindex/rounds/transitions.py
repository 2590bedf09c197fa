"""The round as a table: from which state, who, what must be true first, where it leads.

Conditions are named; ``conditions`` finds what is in their way. What a step writes beside the state
stands in its service.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from parindex.accounts.constants import Permission
from parindex.rounds.constants import Stage, State, Step


class Condition(Enum):
    """What must be true before a step; the value is what stands in the way."""

    NOTHING_GIVEN_BACK = "given_back"
    EVERYTHING_SCORED = "not_scored"
    EVIDENCE_OR_EXPLANATION = "evidence_missing"
    EVERYTHING_APPRAISED = "not_appraised"
    EXPLANATIONS_READ = "explanation_not_read"
    EXPLAINED_OR_TIME_OVER = "still_explaining"
    SURVEY_POINTS_THERE = "survey_missing"
    REASON_GIVEN = "reason_missing"


@dataclass(frozen=True)
class Transition:
    """``target`` None: the state stays. ``stage``: its deadline locks the step."""

    sources: frozenset[State]
    target: State | None
    permission: Permission
    conditions: tuple[Condition, ...] = ()
    stage: Stage | None = None

    @property
    def is_councils(self) -> bool:
        """Whether the council takes the step; otherwise the agency does."""
        return self.permission in (Permission.RUN_ROUNDS, Permission.APPRAISE)


TRANSITIONS: dict[Step, Transition] = {
    # The state changes when the last unit has handed in. With the units' deadline it becomes
    # self-scored by itself; a draft after that is one with something given back, which may be
    # handed in as long as the Office consolidates.
    Step.HAND_IN: Transition(
        frozenset({State.DRAFT}),
        State.SELF_SCORED,
        Permission.ENTER_VALUES,
        (Condition.EVERYTHING_SCORED,),
        Stage.CONSOLIDATE,
    ),
    Step.SEND_BACK: Transition(
        frozenset({State.DRAFT, State.SELF_SCORED, State.CONSOLIDATED}),
        State.DRAFT,
        Permission.CONSOLIDATE_SCORES,
        (Condition.REASON_GIVEN,),
        Stage.CONSOLIDATE,
    ),
    Step.CONSOLIDATE: Transition(
        frozenset({State.SELF_SCORED}),
        State.CONSOLIDATED,
        Permission.CONSOLIDATE_SCORES,
        (Condition.NOTHING_GIVEN_BACK,),
        Stage.CONSOLIDATE,
    ),
    Step.SUBMIT: Transition(
        frozenset({State.CONSOLIDATED}),
        State.SUBMITTED,
        Permission.SUBMIT_SCORES,
        (Condition.EVIDENCE_OR_EXPLANATION,),
        Stage.SUBMIT,
    ),
    Step.CLOSE_FIRST_ROUND: Transition(
        frozenset({State.SUBMITTED}),
        State.APPRAISED,
        Permission.RUN_ROUNDS,
        (Condition.EVERYTHING_APPRAISED,),
    ),
    Step.ASK_FOR_EXPLANATIONS: Transition(
        frozenset({State.APPRAISED}), State.EXPLAINING, Permission.RUN_ROUNDS
    ),
    Step.HAND_IN_EXPLANATIONS: Transition(
        frozenset({State.EXPLAINING}), None, Permission.SUBMIT_SCORES, (), Stage.EXPLAIN
    ),
    Step.CLOSE_SECOND_ROUND: Transition(
        frozenset({State.EXPLAINING}),
        State.REAPPRAISED,
        Permission.RUN_ROUNDS,
        (Condition.EXPLAINED_OR_TIME_OVER, Condition.EXPLANATIONS_READ),
    ),
    Step.CONCLUDE: Transition(
        frozenset({State.REAPPRAISED}),
        State.CONCLUDED,
        Permission.RUN_ROUNDS,
        (Condition.SURVEY_POINTS_THERE,),
    ),
    Step.PUBLISH: Transition(frozenset({State.CONCLUDED}), State.PUBLISHED, Permission.RUN_ROUNDS),
    # Back to a state before the present one; what was published stays as it is.
    Step.REOPEN: Transition(
        frozenset(State) - {State.DRAFT, State.PUBLISHED},
        None,
        Permission.RUN_ROUNDS,
        (Condition.REASON_GIVEN,),
    ),
}

# Where reopening may lead, and the stage whose deadline it sets anew for the agency.
REOPENED_STAGE = {
    State.DRAFT: Stage.SELF_SCORE,
    State.CONSOLIDATED: Stage.SUBMIT,
    State.SUBMITTED: Stage.APPRAISE,
    State.EXPLAINING: Stage.EXPLAIN,
    State.REAPPRAISED: Stage.CONCLUDE,
}
ORDER = tuple(State)
