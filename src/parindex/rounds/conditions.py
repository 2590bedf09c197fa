"""What stands in the way of a step, component by component."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.assessments.constants import Entry, ScoreStatus
from parindex.assessments.entry import entries_of
from parindex.editions.queries import framework_of
from parindex.rounds.constants import SURVEY_METHOD, AppraisalStage
from parindex.rounds.deadlines import explanations_are_in
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.evidence import evidence_counts
from parindex.rounds.models import Appraisal, Explanation, SurveyPoints
from parindex.rounds.self_scores import SelfLine, self_lines
from parindex.rounds.submitted import latest_submission
from parindex.rounds.transitions import Condition

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.rounds.models import Participant


@dataclass(frozen=True)
class Asked:
    """What a step is asked about: an agency at a moment, one unit of it, the reason given."""

    participant: Participant
    now: datetime
    unit_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Problem:
    """A condition that does not hold, with the components concerned (none: the whole agency)."""

    condition: Condition
    component_keys: tuple[str, ...] = ()


def problems_of(asked: Asked, conditions: Collection[Condition]) -> list[Problem]:
    """Every condition that does not hold."""
    found = ((condition, _CHECKS[condition](asked)) for condition in conditions)
    return [Problem(condition, keys) for condition, keys in found if keys is not None]


def needs_evidence(line: SelfLine) -> bool:
    """Whether a submission asks for evidence: where the edition does and points are claimed."""
    has_points = line.points is not None and line.points > 0
    return bool(line.component.evidence) and has_points and not is_surveyed(line.component.method)


def is_surveyed(method: str) -> bool:
    """Whether the points come from a survey of the council."""
    return method == SURVEY_METHOD


def missing_evidence_keys(participant: Participant) -> tuple[str, ...]:
    """Components that need evidence and have neither that nor an explanation; three queries."""
    lines = self_lines(participant)
    asking = [key for key, line in lines.items() if needs_evidence(line) and not line.explanation]
    counts = evidence_counts(participant, asking)
    return tuple(key for key in asking if not counts.get(key))


def appraisable_keys(participant: Participant) -> list[str]:
    """The components that members score: all that were submitted as applicable, but surveyed."""
    submission = latest_submission(participant)
    components = framework_of(participant.round.edition).components
    submitted = submission.content["components"] if submission else {}
    return [
        one.key
        for one in components
        if not is_surveyed(one.method)
        and submitted.get(one.key, {}).get("status") != ScoreStatus.NOT_APPLICABLE
    ]


def survey_keys(participant: Participant) -> list[str]:
    """The components that a survey gives points to."""
    components = framework_of(participant.round.edition).components
    return [one.key for one in components if is_surveyed(one.method)]


def _given_back(asked: Asked) -> tuple[str, ...] | None:
    owners = entries_of(asked.participant.assessment)
    return tuple(k for k, owner in owners.items() if owner.entry == Entry.GIVEN_BACK) or None


def _not_scored(asked: Asked) -> tuple[str, ...] | None:
    lines = self_lines(asked.participant)
    return (
        tuple(
            key
            for key, owner in entries_of(asked.participant.assessment).items()
            if owner.unit_id == asked.unit_id
            and lines[key].status == ScoreStatus.MISSING
            and not lines[key].explanation
            and not is_surveyed(lines[key].component.method)
        )
        or None
    )


def _without_evidence(asked: Asked) -> tuple[str, ...] | None:
    return missing_evidence_keys(asked.participant) or None


def _not_appraised(asked: Asked) -> tuple[str, ...] | None:
    scored = set(
        Appraisal.objects.filter(
            participant=asked.participant, stage=AppraisalStage.FIRST
        ).values_list("component_key", flat=True)
    )
    return tuple(key for key in appraisable_keys(asked.participant) if key not in scored) or None


def _not_read(asked: Asked) -> tuple[str, ...] | None:
    answered = set(
        Appraisal.objects.filter(
            participant=asked.participant, stage=AppraisalStage.SECOND
        ).values_list("component_key", flat=True)
    )
    # What is deducted no more after a reopening has nothing left to look at.
    explained = Explanation.objects.filter(
        participant=asked.participant, component_key__in=deducted_keys(asked.participant)
    )
    keys = explained.order_by("component_key").values_list("component_key", flat=True)
    return tuple(key for key in keys if key not in answered) or None


def _still_explaining(asked: Asked) -> tuple[str, ...] | None:
    return None if explanations_are_in(asked.participant, asked.now) else ()


def _without_survey(asked: Asked) -> tuple[str, ...] | None:
    there = set(
        SurveyPoints.objects.filter(participant=asked.participant).values_list(
            "component_key", flat=True
        )
    )
    return tuple(key for key in survey_keys(asked.participant) if key not in there) or None


def _without_reason(asked: Asked) -> tuple[str, ...] | None:
    return None if asked.reason.strip() else ()


# None: the condition holds.
_CHECKS: dict[Condition, Callable[[Asked], tuple[str, ...] | None]] = {
    Condition.NOTHING_GIVEN_BACK: _given_back,
    Condition.EVERYTHING_SCORED: _not_scored,
    Condition.EVIDENCE_OR_EXPLANATION: _without_evidence,
    Condition.EVERYTHING_APPRAISED: _not_appraised,
    Condition.EXPLANATIONS_READ: _not_read,
    Condition.EXPLAINED_OR_TIME_OVER: _still_explaining,
    Condition.SURVEY_POINTS_THERE: _without_survey,
    Condition.REASON_GIVEN: _without_reason,
}
