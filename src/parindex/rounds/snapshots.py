"""What an agency submits, frozen: every component with figures, points, reasoning and evidence."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.assessments.constants import ScoreStatus
from parindex.assessments.entry import entries_of
from parindex.rounds.evidence import evidence_of
from parindex.rounds.self_scores import SelfLine, self_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.attachments.models import Attachment
    from parindex.organisations.models import Unit
    from parindex.rounds.models import Participant


def snapshot_of(participant: Participant) -> dict[str, Any]:
    """The agency's self score as JSON holds it, decimals as strings; four queries.

    ``{"agency", "year", "edition": its hash, "points", "assessable", "components": {key: {"code",
    "maximum", "status", "by_rule", "points", "claimed", "claim_reason", "explanation", "values",
    "reasoning", "unit", "evidence": […]}}}``
    """
    lines = self_lines(participant)
    owners = entries_of(participant.assessment)
    evidence = evidence_of(participant, lines)
    applicable = [one for one in lines.values() if one.status != ScoreStatus.NOT_APPLICABLE]
    return {
        "agency": participant.agency.key,
        "agency_name": participant.agency.name,
        "year": participant.round.year,
        "edition": participant.round.edition.sha256,
        "points": str(sum((one.points or Decimal(0) for one in applicable), Decimal("0.00"))),
        "assessable": str(sum((one.component.max for one in applicable), Decimal("0.00"))),
        "components": {
            key: _component(
                line, owners[key].unit if key in owners else None, evidence.get(key, [])
            )
            for key, line in lines.items()
        },
    }


def sha256_of(content: Mapping[str, Any]) -> str:
    """The hash of the canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _component(line: SelfLine, unit: Unit | None, evidence: list[Attachment]) -> dict[str, Any]:
    return {
        "code": line.component.code,
        "maximum": str(line.component.max),
        "status": line.status.value,
        "by_rule": _text(line.by_rule),
        "points": _text(line.points),
        "claimed": _text(line.claimed),
        "claim_reason": line.claim_reason,
        "explanation": line.explanation,
        "values": dict(line.values),
        "reasoning": line.reasoning,
        "unit": unit.key if unit else None,
        "unit_name": unit.name if unit else None,
        "evidence": [_piece(attachment) for attachment in evidence],
    }


def _piece(attachment: Attachment) -> dict[str, Any]:
    stored = attachment.stored_file
    issued_on = attachment.document_issued_on
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "sha256": stored.sha256 if stored else None,
        "document_number": attachment.document_number,
        "document_issued_on": issued_on.isoformat() if issued_on else None,
        "document_issuer": attachment.document_issuer,
        "document_link": attachment.document_link,
    }


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
