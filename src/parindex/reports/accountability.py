"""A unit's accountability sheet from the register of deductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.editions.queries import framework_of
from parindex.rounds.constants import Cause
from parindex.rounds.queries import DeductionFilter, deductions_of
from parindex_core.vietnamese.dates import format_date
from parindex_papers.accountability_sheet import Accountability, Deduction
from parindex_papers.accountability_sheet import Cause as PaperCause

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.reports.heads import PaperHead
    from parindex.rounds.models import Deduction as Row
    from parindex.rounds.models import Participant
    from parindex_papers.model import Signature


def accountability_of(
    access: Access, participant: Participant, unit: Unit, head: PaperHead, unit_head: Signature
) -> Accountability:
    """What a unit's head answers for in a round; the head's signature is the director's.

    :raises PermissionRefused: unless the person sees the unit's work.
    """
    require(access, Permission.VIEW, unit)
    rows = deductions_of(access, participant, DeductionFilter(unit_id=unit.pk))
    return Accountability(
        letterhead=head.letterhead,
        unit=unit.name,
        year=participant.round.year,
        head=unit_head,
        director=head.signature,
        deductions=tuple(_deduction(participant, row) for row in rows),
        decision=_decision(participant, rows),
        recipients=head.recipients,
        is_illustrative=participant.agency.demonstration_date is not None,
    )


def _deduction(participant: Participant, row: Row) -> Deduction:
    component = framework_of(participant.round.edition).component(row.component_key)
    reasons = {one["key"]: one["vi"] for one in participant.round.deduction_reasons}
    parts = (reasons.get(row.reason, row.reason), row.words)
    remedy = row.remedy
    if row.remedied_on:
        remedy = f"{remedy} (khắc phục xong ngày {format_date(row.remedied_on)})"
    return Deduction(
        number=component.code,
        text=component.label.vi,
        points_lost=row.lost,
        council_reason=". ".join(part for part in parts if part) or "Điểm theo quy tắc chấm",
        cause=_CAUSES[row.cause],
        answer=row.answer,
        remedy=remedy,
        remedy_deadline=row.remedy_deadline,
    )


def _decision(participant: Participant, rows: list[Row]) -> str:
    """The director's words; components decided on alike stand together."""
    framework = framework_of(participant.round.edition)
    alike: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.decided_at:
            code = framework.component(row.component_key).code
            alike.setdefault((row.evaluation, row.decision.rstrip(".")), []).append(code)
    return " ".join(
        f"Tiêu chí {', '.join(codes)}: {_EVALUATIONS[evaluation]}. {words}."
        for (evaluation, words), codes in alike.items()
    )


_CAUSES: dict[str, PaperCause] = {
    "": "unanswered",
    Cause.OBJECTIVE: "objective",
    Cause.SUBJECTIVE: "subjective",
}
_EVALUATIONS = {
    "excellent": "hoàn thành xuất sắc nhiệm vụ",
    "good": "hoàn thành tốt nhiệm vụ",
    "completed": "hoàn thành nhiệm vụ",
    "not_completed": "không hoàn thành nhiệm vụ",
}
