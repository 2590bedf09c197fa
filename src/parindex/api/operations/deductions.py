"""After the appraisal: an agency explains deductions, then answers for those that stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from parindex.accounts.constants import Scope
from parindex.api.fields import (
    Day,
    KeyInPath,
    Limit,
    NumberInPath,
    Offset,
    Sent,
    Text,
    Version,
    YearInPath,
    iso,
)
from parindex.api.operations.council_shapes import JudgedOut
from parindex.api.paging import Page, page
from parindex.api.places import part
from parindex.api.problems import NotThere
from parindex.api.security import access_of, bearer
from parindex.organisations.queries import working_date, working_moment
from parindex.rounds.constants import Cause, Evaluation
from parindex.rounds.queries import (
    ExplanationLine,
    deduction_by_id,
    deductions_of,
    explanation_lines,
    year_of_deduction,
)
from parindex.rounds.services import (
    Answer,
    answer_deduction,
    decide_on_answer,
    explain_deduction,
    hand_in_explanations,
    report_remedied,
)

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Deduction

router = Router(tags=["deductions"])


class ExplainedOut(Schema):
    """A deducted component; ``version`` of the explanation, 0 while there is none."""

    component: str
    submitted: str
    first: JudgedOut
    second: JudgedOut | None
    explanation: str
    version: int


class ExplainIn(Sent):
    """``seen``: the version that was read before."""

    text: Text
    seen: Version


class DeductionOut(Schema):
    """A deduction that somebody answers for; ``version`` grows with every change."""

    id: int
    component: str
    unit: str | None
    self_points: str
    final_points: str
    reason: str
    words: str
    cause: str
    answer: str
    remedy: str
    remedy_deadline: str | None
    remedied_on: str | None
    answered_at: str | None
    evaluation: str
    decision: str
    decided_at: str | None
    version: int


class AnswerIn(Sent):
    """Why the points were lost, and what is done about it until when."""

    cause: Literal["objective", "subjective"]
    answer: Text
    remedy: Text
    remedy_deadline: Day | None
    seen: Version


class DecisionIn(Sent):
    """How the deduction counts in the yearly evaluation, and why."""

    evaluation: Literal["excellent", "good", "completed", "not_completed"]
    words: Text
    seen: Version


class RemediedIn(Sent):
    """The day on which the remedy was done."""

    on: Day
    seen: Version


@router.get(
    "/years/{year}/explanations",
    response=Page[ExplainedOut],
    summary=gettext_noop("The deductions of the first appraisal, with their explanations"),
)
def list_explanations(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[ExplainedOut]:
    """Scope: read. Empty until the council asks for explanations."""
    place = part(request, Scope.READ, year)
    return page(explanation_lines(place.access, place.participant), offset, limit, _explained)


@router.put(
    "/years/{year}/explanations/{key}",
    response=ExplainedOut,
    summary=gettext_noop("Explain a deduction"),
)
def put_deduction_explanation(
    request: HttpRequest, year: YearInPath, key: KeyInPath, body: ExplainIn
) -> ExplainedOut:
    """Scope: write."""
    place = part(request, Scope.WRITE, year)
    component = place.component(key)
    explain_deduction(
        place.access, place.participant, component.key, body.text, seen=body.seen, now=place.now
    )
    lines = explanation_lines(place.access, place.participant)
    return next(_explained(one) for one in lines if one.component_key == component.key)


@router.post(
    "/years/{year}/hand-in-explanations",
    response=Page[ExplainedOut],
    summary=gettext_noop("Hand the explanations in"),
)
def post_explanations(request: HttpRequest, year: YearInPath) -> Page[ExplainedOut]:
    """Scope: submit."""
    place = part(request, Scope.SUBMIT, year)
    hand_in_explanations(place.access, place.participant, now=place.now)
    lines = explanation_lines(place.access, place.participant)
    return page(lines, 0, max(len(lines), 1), _explained)


@router.get(
    "/years/{year}/deductions",
    response=Page[DeductionOut],
    summary=gettext_noop("The register of deductions"),
)
def list_deductions(
    request: HttpRequest, year: YearInPath, offset: Offset = 0, limit: Limit = 50
) -> Page[DeductionOut]:
    """Scope: read. A unit's people see their unit's."""
    place = part(request, Scope.READ, year)
    return page(deductions_of(place.access, place.participant), offset, limit, _deduction)


@router.put(
    "/deductions/{number}/answer",
    response=DeductionOut,
    summary=gettext_noop("Answer for a deduction"),
)
def put_answer(request: HttpRequest, number: NumberInPath, body: AnswerIn) -> DeductionOut:
    """Scope: write."""
    access, found = _deduction_at(request, Scope.WRITE, number)
    answer = Answer(Cause(body.cause), body.answer, body.remedy, body.remedy_deadline)
    now = working_moment(access.agency)
    return _deduction(answer_deduction(access, found, answer, seen=body.seen, now=now))


@router.put(
    "/deductions/{number}/decision",
    response=DeductionOut,
    summary=gettext_noop("Decide on an answer"),
)
def put_decision(request: HttpRequest, number: NumberInPath, body: DecisionIn) -> DeductionOut:
    """Scope: submit."""
    access, found = _deduction_at(request, Scope.SUBMIT, number)
    evaluation = Evaluation(body.evaluation)
    now = working_moment(access.agency)
    return _deduction(
        decide_on_answer(access, found, evaluation, body.words, seen=body.seen, now=now)
    )


@router.put(
    "/deductions/{number}/remedied",
    response=DeductionOut,
    summary=gettext_noop("Report a remedy done"),
)
def put_remedied(request: HttpRequest, number: NumberInPath, body: RemediedIn) -> DeductionOut:
    """Scope: write."""
    access, found = _deduction_at(request, Scope.WRITE, number)
    today = working_date(access.agency)
    return _deduction(report_remedied(access, found, body.on, seen=body.seen, today=today))


def _deduction_at(request: HttpRequest, scope: Scope, number: int) -> tuple[Access, Deduction]:
    """The row, with the caller's access in the year of its round."""
    access = access_of(request, scope)
    year = year_of_deduction(bearer(request).access(None), number)
    access = access_of(request, scope, year)
    found = deduction_by_id(access, number)
    if found is None:
        raise NotThere
    return access, found


def _explained(one: ExplanationLine) -> ExplainedOut:
    return ExplainedOut(
        component=one.component_key,
        submitted=str(one.own),
        first=JudgedOut.of(one.first),
        second=JudgedOut.of(one.second) if one.second else None,
        explanation=one.explanation.text if one.explanation else "",
        version=one.explanation.version if one.explanation else 0,
    )


def _deduction(one: Deduction) -> DeductionOut:
    return DeductionOut(
        id=one.pk,
        component=one.component_key,
        unit=one.unit.key if one.unit else None,
        self_points=str(one.self_points),
        final_points=str(one.final_points),
        reason=one.reason,
        words=one.words,
        cause=one.cause,
        answer=one.answer,
        remedy=one.remedy,
        remedy_deadline=iso(one.remedy_deadline),
        remedied_on=iso(one.remedied_on),
        answered_at=iso(one.answered_at),
        evaluation=one.evaluation,
        decision=one.decision,
        decided_at=iso(one.decided_at),
        version=one.version,
    )
