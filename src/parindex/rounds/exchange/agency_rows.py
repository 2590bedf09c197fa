"""What the archive says of one agency: what its council sees of it, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from parindex.attachments.queries import counting_attachments
from parindex.editions.queries import framework_of
from parindex.organisations.queries import units_of
from parindex.rounds.constants import EVIDENCE_OWNER
from parindex.rounds.deadlines import is_explaining_still
from parindex.rounds.evidence import submitted_pieces
from parindex.rounds.models import (
    Adjustment,
    Appraisal,
    Explanation,
    OwnDeadline,
    Participant,
    Result,
    Submission,
    SurveyPoints,
)
from parindex.rounds.queries.council import NOT_SUBMITTED
from parindex.rounds.submitted import latest_submission

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.attachments.models import Attachment


def agency_as_json(
    participant: Participant, evidence: dict[str, Sequence[Attachment]]
) -> dict[str, Any]:
    """The agency as ``shapes.AgencyShape`` reads it; without rows before it submits."""
    agency, own = participant.agency, {"participant": participant}
    seen = participant.state not in NOT_SUBMITTED
    result = Result.objects.filter(**own).first() if seen else None
    hidden = {"explanations"} if is_explaining_still(participant) else set()
    rows = {name: make(own) if seen and name not in hidden else [] for name, make in _ROWS.items()}
    return {
        "key": agency.key,
        "name": agency.name,
        "name_en": agency.name_en,
        "kind": agency.kind,
        "superior": agency.superior,
        "place": agency.place,
        "units": [
            {
                "key": unit.key,
                "name": unit.name,
                "name_en": unit.name_en,
                "aliases": unit.aliases,
                "functions": unit.functions,
                "function_words": unit.function_words,
            }
            for unit in units_of(agency)
        ],
        "cluster": participant.cluster.key,
        "state": participant.state,
        "explanations_handed_in_at": iso(participant.explanations_handed_in_at),
        "own_deadlines": [
            {"stage": one.stage, "ends_at": iso(one.ends_at), "reason": one.reason}
            for one in OwnDeadline.objects.filter(**own).order_by("stage")
        ],
        **rows,
        "result": _result(result) if result else None,
        "evidence": [
            _piece(key, piece) for key, pieces in sorted(evidence.items()) for piece in pieces
        ],
    }


def _submissions(own: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "sha256": one.sha256,
            "content": one.content,
            "submitted_by": _name(one.submitted_by),
            "submitted_at": iso(one.submitted_at),
        }
        for one in Submission.objects.filter(**own).select_related("submitted_by")
    ]


def _appraisals(own: dict[str, Any]) -> list[dict[str, Any]]:
    found = Appraisal.objects.filter(**own).select_related("scored_by")
    return [
        {
            "component": one.component_key,
            "stage": one.stage,
            "kind": one.kind,
            "points": None if one.points is None else str(one.points),
            "maximum": str(one.maximum),
            "values": one.values,
            "reason": one.reason,
            "words": one.words,
            "scored_by": _name(one.scored_by),
            "scored_at": iso(one.scored_at),
        }
        for one in found.order_by("component_key", "stage")
    ]


def _explanations(own: dict[str, Any]) -> list[dict[str, Any]]:
    found = Explanation.objects.filter(**own).select_related("written_by")
    return [
        {
            "component": one.component_key,
            "text": one.text,
            "written_by": _name(one.written_by),
            "written_at": iso(one.written_at),
        }
        for one in found.order_by("component_key")
    ]


def _survey(own: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "component": one.component_key,
            "points": str(one.points),
            "maximum": str(one.maximum),
            "source": one.source,
            "entered_at": iso(one.entered_at),
        }
        for one in SurveyPoints.objects.filter(**own).order_by("component_key")
    ]


def _adjustments(own: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "points": str(one.points),
            "ground": one.ground,
            "entered_at": iso(one.entered_at),
            "withdrawn_at": iso(one.withdrawn_at),
            "withdrawal_reason": one.withdrawal_reason,
        }
        for one in Adjustment.objects.filter(**own)
    ]


_ROWS: dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]] = {
    "submissions": _submissions,
    "appraisals": _appraisals,
    "explanations": _explanations,
    "survey": _survey,
    "adjustments": _adjustments,
}


def _result(one: Result) -> dict[str, Any]:
    points = ("self_points", "points", "assessable", "bonus", "penalty")
    return {
        **{name: str(getattr(one, name)) for name in points},
        "index": None if one.index is None else str(one.index),
        "rank": one.rank,
        "grade": one.grade,
        "components": one.components,
        "concluded_at": iso(one.concluded_at),
    }


def evidence_shown(participant: Participant) -> dict[str, Sequence[Attachment]]:
    """What counts behind each component, once the council may see it."""
    if participant.state in NOT_SUBMITTED:
        return {}
    components = framework_of(participant.round.edition).components
    targets = {participant.component_target(one.key): one.key for one in components}
    found = counting_attachments(participant.agency_id, EVIDENCE_OWNER, targets)
    by_key = {targets[target]: pieces for target, pieces in found.items()}
    submission = latest_submission(participant)
    if submission is None or not is_explaining_still(participant):
        return dict(by_key)
    said = submission.content["components"]
    return {key: submitted_pieces(said.get(key, {}), pieces) for key, pieces in by_key.items()}


def _piece(key: str, one: Attachment) -> dict[str, Any]:
    issued_on = one.document_issued_on
    return {
        "component": key,
        "name": one.name,
        "sha256": one.stored_file.sha256 if one.stored_file else None,
        "document_number": one.document_number,
        "document_issued_on": issued_on.isoformat() if issued_on else None,
        "document_issuer": one.document_issuer,
        "document_link": one.document_link,
    }


def iso(moment: datetime | None) -> str | None:
    """A moment with its zone, as JSON holds it."""
    return moment.isoformat() if moment else None


def _name(person: User | None) -> str:
    return person.full_name if person else ""
