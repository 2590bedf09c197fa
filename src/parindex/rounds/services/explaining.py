"""Explanation: the agency answers each deduction within its deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.entry import entries_of
from parindex.audit.services import record_event
from parindex.rounds.constants import AppraisalStage, Stage, State, Step
from parindex.rounds.deadlines import require_in_time
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.models import Explanation
from parindex.rounds.permission import require_agency
from parindex.rounds.taking_steps import (
    Attempt,
    StepRefused,
    begin,
    finish,
    locked_participant,
    require_state,
)
from parindex.rounds.withdrawing import withdraw_appraisals

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant


class NothingToExplain(ValueError):
    """The council did not deduct the component, or the text is empty."""


class ExplanationChangedMeanwhile(Exception):
    """A colleague saved the explanation after the person opened it.

    ``present``: the explanation as it now stands.
    """

    def __init__(self, present: Explanation) -> None:
        super().__init__("explanation changed meanwhile")
        self.present = present


@transaction.atomic
def explain_deduction(
    access: Access,
    participant: Participant,
    component_key: str,
    text: str,
    *,
    seen: int,
    now: datetime,
) -> Explanation:
    """Explain a deduction; new evidence is attached to the component meanwhile.

    ``seen``: the version that the person had before them, 0 for none.

    :raises PermissionRefused: unless the person explains for the component's unit.
    :raises StepRefused, DeadlinePassed: outside the explanation, or once it was handed in.
    :raises NothingToExplain: see there.
    :raises ExplanationChangedMeanwhile: when a colleague was first.
    """
    owner = entries_of(participant.assessment).get(component_key)
    unit_id = owner.unit_id if owner else None
    require_agency(access, participant, Permission.EXPLAIN_DEDUCTIONS, unit_id)
    locked = locked_participant(participant)
    require_state(locked, now, "explain", State.EXPLAINING)
    if locked.explanations_handed_in_at is not None:
        raise StepRefused("explain", State.EXPLAINING)
    require_in_time(locked, Stage.EXPLAIN, now)
    if component_key not in deducted_keys(locked) or not text.strip():
        raise NothingToExplain(component_key)
    present = Explanation.objects.filter(participant=locked, component_key=component_key).first()
    if present is not None and present.version != seen:
        raise ExplanationChangedMeanwhile(present)
    before = {"text": present.text} if present else None
    row = present or Explanation(participant=locked, component_key=component_key, version=0)
    row.text, row.version = text.strip(), row.version + 1
    row.written_by, row.written_at = access.user, now
    row.save()
    # After a reopening there may be a second look already: it was at what was said before.
    withdraw_appraisals(access, locked, component_key=component_key, stage=AppraisalStage.SECOND)
    record_event(
        access.user,
        "explain_deduction",
        ("component", locked.component_target(component_key)),
        agency_id=locked.agency_id,
        before=before,
        after={"text": row.text},
    )
    return row


@transaction.atomic
def hand_in_explanations(access: Access, participant: Participant, *, now: datetime) -> None:
    """Hand the agency's explanations in: the council may look again, nobody writes any more.

    :raises PermissionRefused: unless the person submits for the agency.
    :raises StepRefused, DeadlinePassed: see ``taking_steps.begin``; also when handed in before.
    """
    attempt = Attempt(access, Step.HAND_IN_EXPLANATIONS, now)
    locked = begin(attempt, participant)
    if locked.explanations_handed_in_at is not None:
        raise StepRefused(Step.HAND_IN_EXPLANATIONS.value, State(locked.state))
    locked.explanations_handed_in_at = now
    locked.save(update_fields=["explanations_handed_in_at"])
    finish(attempt, locked, None)
