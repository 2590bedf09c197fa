"""Accountability: who answers for a deduction, the remedy, and how it counts in the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.audit.services import record_event
from parindex.editions.measures import facts_changed
from parindex.rounds.constants import Cause, Evaluation, State
from parindex.rounds.models import Deduction
from parindex.rounds.permission import require_agency
from parindex.rounds.services.concluding import ACCOUNTED
from parindex.rounds.taking_steps import StepRefused

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access


class AnswerRefused(ValueError):
    """The answer or decision is incomplete, or comes at the wrong time.

    ``problem``: answer_missing, remedy_missing, deadline_missing, decided, not_answered,
    words_missing, no_remedy, in_future.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class DeductionChangedMeanwhile(Exception):
    """Somebody saved the row after the person opened it; ``present``: as it now stands."""

    def __init__(self, present: Deduction) -> None:
        super().__init__("deduction changed meanwhile")
        self.present = present


@dataclass(frozen=True)
class Answer:
    """A head's answer: why points were lost, and what will be done until when."""

    cause: Cause
    words: str
    remedy: str
    remedy_deadline: date | None


@transaction.atomic
def answer_deduction(
    access: Access, deduction: Deduction, answer: Answer, *, seen: int, now: datetime
) -> Deduction:
    """Answer for a deduction of one's unit, until the director has decided.

    :raises PermissionRefused: unless the person answers for the unit.
    :raises AnswerRefused: see there.
    :raises StepRefused: while the council has the agency open again.
    :raises DeductionChangedMeanwhile: unless ``seen`` is the row's present version.
    """
    require_agency(
        access, deduction.participant, Permission.ANSWER_FOR_DEDUCTIONS, deduction.unit_id
    )
    locked = _locked(deduction, seen)
    if locked.decided_at is not None:
        raise AnswerRefused("decided")
    for problem, missing in (
        ("answer_missing", not answer.words.strip()),
        ("remedy_missing", not answer.remedy.strip()),
        ("deadline_missing", answer.remedy_deadline is None),
    ):
        if missing:
            raise AnswerRefused(problem)
    before = _answer_as_json(locked) if locked.answered_at else None
    locked.cause = answer.cause
    locked.answer, locked.remedy = answer.words.strip(), answer.remedy.strip()
    locked.remedy_deadline = answer.remedy_deadline
    locked.answered_by, locked.answered_at = access.user, now
    _save(access, locked, "answer_deduction", before, _answer_as_json(locked))
    return locked


@transaction.atomic
def decide_on_answer(
    access: Access,
    deduction: Deduction,
    evaluation: Evaluation,
    words: str,
    *,
    seen: int,
    now: datetime,
) -> Deduction:
    """Decide how an answered deduction counts in the yearly evaluation of its head.

    :raises PermissionRefused: unless the person leads the agency.
    :raises AnswerRefused: (not_answered, words_missing).
    :raises StepRefused: while the council has the agency open again.
    :raises DeductionChangedMeanwhile: unless ``seen`` is the row's present version.
    """
    require_agency(access, deduction.participant, Permission.DECIDE_ON_ANSWERS)
    locked = _locked(deduction, seen)
    if locked.answered_at is None:
        raise AnswerRefused("not_answered")
    if not words.strip():
        raise AnswerRefused("words_missing")
    before = {"evaluation": locked.evaluation, "words": locked.decision}
    locked.evaluation, locked.decision = evaluation, words.strip()
    locked.decided_by, locked.decided_at = access.user, now
    after = {"evaluation": str(evaluation), "words": locked.decision}
    _save(access, locked, "decide_on_answer", before, after)
    # 5.2.2 of the next year counts the deductions of this one.
    facts_changed(locked.participant.agency, locked.participant.round.year + 1, ACCOUNTED)
    return locked


@transaction.atomic
def report_remedied(
    access: Access, deduction: Deduction, on: date, *, seen: int, today: date
) -> Deduction:
    """Say that the remedy is done.

    :raises PermissionRefused: unless the person answers for the unit.
    :raises AnswerRefused: (no_remedy, in_future).
    :raises StepRefused: while the council has the agency open again.
    :raises DeductionChangedMeanwhile: unless ``seen`` is the row's present version.
    """
    require_agency(
        access, deduction.participant, Permission.ANSWER_FOR_DEDUCTIONS, deduction.unit_id
    )
    locked = _locked(deduction, seen)
    if not locked.remedy:
        raise AnswerRefused("no_remedy")
    if on > today:
        raise AnswerRefused("in_future")
    before = locked.remedied_on.isoformat() if locked.remedied_on else None
    locked.remedied_on = on
    _save(
        access,
        locked,
        "report_remedied",
        {"remedied_on": before},
        {"remedied_on": on.isoformat()},
    )
    return locked


def _locked(deduction: Deduction, seen: int) -> Deduction:
    found = Deduction.objects.select_for_update(of=("self",))
    locked = found.select_related("participant__agency", "participant__round", "unit").get(
        pk=deduction.pk
    )
    # The council may have opened the agency again since: what was deducted is open, too.
    state = State(locked.participant.state)
    if state not in (State.CONCLUDED, State.PUBLISHED):
        raise StepRefused("answer_deduction", state)
    if locked.version != seen:
        raise DeductionChangedMeanwhile(locked)
    return locked


def _save(
    access: Access,
    locked: Deduction,
    action: str,
    before: Mapping[str, str | None] | None,
    after: Mapping[str, str | None],
) -> None:
    if before == after:
        return
    locked.version += 1
    locked.save()
    record_event(
        access.user,
        action,
        ("component", locked.participant.component_target(locked.component_key)),
        agency_id=locked.participant.agency_id,
        before=before and dict(before),
        after=dict(after),
    )


def _answer_as_json(row: Deduction) -> dict[str, str | None]:
    return {
        "cause": str(row.cause),
        "answer": row.answer,
        "remedy": row.remedy,
        "remedy_deadline": row.remedy_deadline.isoformat() if row.remedy_deadline else None,
    }
