"""An agency's self-assessment: as submitted, or as it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.queries import scores_so_far
from parindex.attachments.queries import counting_attachments
from parindex.editions.queries import framework_of
from parindex.rounds.constants import EVIDENCE_OWNER
from parindex.rounds.queries import live_self_score, result_of, submissions_of
from parindex_core.vietnamese.dates import format_date
from parindex_papers.self_assessment_appendix import AssessedRow, SelfAssessment

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.reports.heads import PaperHead
    from parindex.rounds.models import Participant
    from parindex_core.framework import Component, Framework, Node
    from parindex_papers.component_tables import Level

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class _Said:
    """What is said of a component: points (None: none), whether it applies, what proves it."""

    points: Decimal | None
    applies: bool
    evidence: tuple[str, ...]


def self_assessment_of(
    access: Access,
    assessment: Assessment,
    participant: Participant | None,
    head: PaperHead,
    addressees: tuple[str, ...],
    *,
    is_submitted: bool,
) -> SelfAssessment | None:
    """The report with every component; None where nothing was submitted and that is asked for.

    ``participant``: the agency's part in the round of the year, if there is one.

    :raises PermissionRefused: unless the person sees the whole agency.
    """
    require(access, Permission.VIEW)
    said = (
        _submitted(access, participant)
        if is_submitted
        else _live(access, participant)
        if participant is not None
        else _without_round(assessment)
    )
    if said is None:
        return None
    framework = framework_of(assessment.edition)
    appraised = _appraised(access, participant)
    rows = tuple(_rows(framework.areas, 0, said, appraised))
    total = _row("", "Tổng cộng", "total", framework.components, said, appraised)
    return SelfAssessment(
        letterhead=head.letterhead,
        signature=head.signature,
        year=assessment.year,
        framework=_framework_words(framework),
        addressees=addressees,
        rows=rows,
        total=total,
        recipients=head.recipients,
        is_illustrative=assessment.agency.demonstration_date is not None,
    )


def _submitted(access: Access, participant: Participant | None) -> dict[str, _Said] | None:
    """What was last submitted."""
    submissions = submissions_of(access, participant) if participant else []
    return _of_snapshot(submissions[-1].content) if submissions else None


def _live(access: Access, participant: Participant) -> dict[str, _Said]:
    return _of_snapshot(live_self_score(access, participant))


def _of_snapshot(content: Mapping[str, Any]) -> dict[str, _Said]:
    return {
        key: _Said(
            points=None if one["points"] is None else Decimal(one["points"]),
            applies=one["status"] != "not_applicable",
            evidence=(
                *(_piece(piece) for piece in one["evidence"]),
                *([f"Giải trình: {one['explanation']}"] if one["explanation"] else []),
                *([f"Lý do tự chấm: {one['claim_reason']}"] if one["claim_reason"] else []),
            ),
        )
        for key, one in content["components"].items()
    }


def _without_round(assessment: Assessment) -> dict[str, _Said]:
    """An agency whose council does not use the product still has its figures."""
    scores = scores_so_far(assessment)
    targets = {f"{assessment.pk}:{key}": key for key in scores}
    evidence = counting_attachments(assessment.agency_id, EVIDENCE_OWNER, targets)
    pieces: dict[str, tuple[str, ...]] = {
        targets[target]: tuple(
            _piece(
                {
                    "name": one.name,
                    "document_number": one.document_number,
                    "document_issued_on": one.document_issued_on
                    and one.document_issued_on.isoformat(),
                    "document_issuer": one.document_issuer,
                }
            )
            for one in of_target
        )
        for target, of_target in evidence.items()
    }
    return {
        key: _Said(score.points, score.status != "not_applicable", pieces.get(key, ()))
        for key, score in scores.items()
    }


def _piece(piece: Mapping[str, Any]) -> str:
    """“12/QĐ-SKHCN ngày 27/5/2021 của …”, or the name of a file."""
    if not piece["document_number"]:
        return piece["name"]
    day = piece["document_issued_on"]
    issued = f" ngày {format_date(date.fromisoformat(day))}" if day else ""
    issuer = f" của {piece['document_issuer']}" if piece["document_issuer"] else ""
    return f"{piece['document_number']}{issued}{issuer}"


def _appraised(access: Access, participant: Participant | None) -> dict[str, Decimal | None]:
    """Final points once the council has concluded; before that the column stays empty."""
    result = result_of(access, participant) if participant else None
    if result is None:
        return {}
    return {
        key: None if one["points"] is None else Decimal(one["points"])
        for key, one in result.components.items()
    }


def _rows(
    nodes: Sequence[Node],
    depth: int,
    said: Mapping[str, _Said],
    appraised: Mapping[str, Decimal | None],
) -> Iterator[AssessedRow]:
    levels: tuple[Level, ...] = ("area", "criterion", "component")
    for node in nodes:
        leaves = tuple(node.components())
        yield _row(node.code, node.label.vi, levels[min(depth, 2)], leaves, said, appraised)
        yield from _rows(node.children, depth + 1, said, appraised)


def _row(
    code: str,
    text: str,
    level: Level,
    leaves: Sequence[Component],
    said: Mapping[str, _Said],
    appraised: Mapping[str, Decimal | None],
) -> AssessedRow:
    """A line of one component, or of the sums of several."""
    own = [said[one.key] for one in leaves if one.key in said]
    known = [one.points for one in own if one.points is not None]
    final = [appraised[one.key] or _NOTHING for one in leaves if one.key in appraised]
    is_leaf = len(leaves) == 1 and leaves[0].code == code
    applicable = [one.max for one in leaves if one.key not in said or said[one.key].applies]
    evidence = own[0].evidence if is_leaf and own else ()
    if is_leaf and own and not own[0].applies:
        evidence = ("Không áp dụng", *evidence)
    return AssessedRow(
        number=code,
        text=text,
        level=level,
        maximum=leaves[0].max if is_leaf else sum(applicable, _NOTHING),
        self_score=sum(known, _NOTHING) if known else None,
        appraised_score=sum(final, _NOTHING) if final else None,
        evidence=evidence,
    )


def _framework_words(framework: Framework) -> str:
    """The edition's title as it reads within a sentence."""
    title = framework.title.vi
    return f"{title[:1].lower()}{title[1:]}"
