"""What was filled in offline, taken in at once: figures, claims, explanations; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.services import PermissionRefused
from parindex.assessments.constants import Horizon
from parindex.assessments.queries import scores_so_far
from parindex.assessments.services import (
    EntryClosed,
    Origin,
    ValuesChangedMeanwhile,
    enter_values,
    values_of_component,
)
from parindex.editions.queries import framework_of
from parindex.rounds.deadlines import DeadlinePassed
from parindex.rounds.services.self_scoring import ClaimRefused, claim_lower, explain_missing
from parindex.rounds.taking_steps import locked_participant
from parindex_core.scoring import ValuesRefused

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.rounds.models import Participant
    from parindex_core.framework import Component

_REFUSALS = (
    PermissionRefused,
    EntryClosed,
    ValuesChangedMeanwhile,
    ValuesRefused,
    ClaimRefused,
    DeadlinePassed,
)


@dataclass(frozen=True)
class OfflineEntry:
    """What somebody wrote for a component; None where that part was left as it was.

    ``values``: stored forms of all its variables; ``seen``: those that the person had before them.
    ``claim``: fewer points with the reason; points None takes the rule's again.
    """

    component_key: str
    seen: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] | None = None
    origin: Origin | None = None
    claim: tuple[Decimal | None, str] | None = None
    explanation: str | None = None


@dataclass(frozen=True)
class OfflineProblem:
    """What refused a component; ``part``: values, claim or explanation."""

    component_key: str
    part: str
    refusal: Exception


@dataclass(frozen=True)
class OfflineChange:
    """A component's points by the rule before and after; None where there are none."""

    component_key: str
    before: Decimal | None
    after: Decimal | None


class OfflineRefused(ValueError):
    """Some of it cannot be taken, so nothing was; ``problems`` names every component."""

    def __init__(self, problems: Sequence[OfflineProblem]) -> None:
        super().__init__(", ".join(problem.component_key for problem in problems))
        self.problems = list(problems)


@transaction.atomic
def enter_offline(
    access: Access,
    assessment: Assessment,
    participant: Participant | None,
    entries: Sequence[OfflineEntry],
    *,
    now: datetime,
) -> list[OfflineChange]:
    """Enter everything as if by hand, or nothing; the same file again changes nothing.

    ``participant`` None: the agency is in no round, so nothing is claimed or explained.

    :raises OfflineRefused: with every component that was refused, and why.
    """
    if participant is not None:
        # As a submission does: the agency's row before its figures, so that none waits in a circle.
        locked_participant(participant)
    before = scores_so_far(assessment)
    framework = framework_of(assessment.edition)
    problems: list[OfflineProblem] = []
    for entry in entries:
        component = framework.component(entry.component_key)
        for part, write in _writes(access, assessment, participant, component, entry, now):
            try:
                with transaction.atomic():
                    write()
            except _REFUSALS as refusal:
                problems.append(OfflineProblem(component.key, part, refusal))
    if problems:
        raise OfflineRefused(problems)
    after = scores_so_far(assessment)
    keys = [entry.component_key for entry in entries]
    return [OfflineChange(key, before[key].points, after[key].points) for key in keys]


def try_offline(
    access: Access,
    assessment: Assessment,
    participant: Participant | None,
    entries: Sequence[OfflineEntry],
    *,
    now: datetime,
) -> list[OfflineChange]:
    """What ``enter_offline`` would change; nothing stays.

    :raises OfflineRefused: as there.
    """
    with transaction.atomic():
        changes = enter_offline(access, assessment, participant, entries, now=now)
        transaction.set_rollback(True)
    return changes


def _writes(
    access: Access,
    assessment: Assessment,
    participant: Participant | None,
    component: Component,
    entry: OfflineEntry,
    now: datetime,
) -> Iterator[tuple[str, Callable[[], None]]]:
    """The writes of a component: figures first, what is claimed stands on them."""
    key = component.key
    if entry.values is not None and entry.origin is not None:
        values, origin = entry.values, entry.origin

        def write_values() -> None:
            if values_of_component(assessment, key, Horizon.SO_FAR) != dict(values):
                enter_values(
                    access, assessment, component, Horizon.SO_FAR, values, origin, seen=entry.seen
                )

        yield "values", write_values
    if participant is None:
        return
    if entry.claim is not None:
        points, reason = entry.claim
        yield "claim", lambda: claim_lower(access, participant, key, points, reason, now=now)
    if entry.explanation is not None:
        text = entry.explanation
        yield "explanation", lambda: explain_missing(access, participant, key, text, now=now)
