"""The lists of review, simplification and publication as workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.procedures.constants import ProposalState
from parindex.procedures.queries.review import is_late
from parindex.web.templatetags.formats import named
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from datetime import date

    from parindex.procedures.models import Proposal, Review
    from parindex.web.procedure_publication import PublicationLine
    from parindex_tables.columns import Value

_CODE = Column("code", Label("Mã TTHC", "Code"), width=14)
_NAME = Column("name", Label("Tên thủ tục hành chính", "Name"), width=60)
_UNIT = Column("unit", Label("Đơn vị", "Unit"), width=34)

REVIEW_COLUMNS = (
    _CODE,
    _NAME,
    _UNIT,
    Column("deadline", Label("Hạn rà soát", "To be reviewed by"), Kind.DATE),
    Column("reviewed_on", Label("Ngày rà soát", "Reviewed on"), Kind.DATE),
    Column("is_late", Label("Trễ hạn", "Late"), Kind.YES_NO),
    Column("finding", Label("Kết quả rà soát", "Finding"), width=60, longest=10_000),
)
PROPOSAL_COLUMNS = (
    Column("title", Label("Phương án đơn giản hóa", "Proposal"), width=60),
    Column("procedures", Label("TTHC liên quan", "Procedures"), width=30),
    _UNIT,
    Column(
        "state",
        Label("Trạng thái", "State"),
        Kind.CHOICE,
        choices={
            ProposalState.DRAFTED.value: Label("đã dự thảo", "drafted"),
            ProposalState.SUBMITTED.value: Label("đã trình cấp có thẩm quyền", "submitted"),
            ProposalState.DECIDED.value: Label("đã quyết định", "decided"),
        },
        width=26,
    ),
    Column("drafted_on", Label("Ngày dự thảo", "Drafted on"), Kind.DATE),
    Column("submitted_on", Label("Ngày trình", "Submitted on"), Kind.DATE),
    Column("submission_number", Label("Số văn bản trình", "Submission"), width=22),
    Column("decided_on", Label("Ngày quyết định", "Decided on"), Kind.DATE),
    Column("decision_number", Label("Số quyết định", "Decision"), width=22),
    Column("content", Label("Nội dung, lý do", "Content"), width=60, longest=10_000),
)
PUBLICATION_COLUMNS = (
    _CODE,
    _NAME,
    _UNIT,
    Column("effective_on", Label("Căn cứ có hiệu lực từ", "Legal base in effect"), Kind.DATE),
    Column("sign_by", Label("Hạn ký quyết định công bố", "Last day to sign"), Kind.DATE),
    Column("number", Label("Số quyết định công bố", "Decision"), width=22),
    Column("signed_on", Label("Ngày ký", "Signed on"), Kind.DATE),
    Column("public_by", Label("Hạn công khai", "Last day to make public"), Kind.DATE),
    Column("public_on", Label("Ngày công khai", "Made public on"), Kind.DATE),
    Column("verdict", Label("Kết luận", "Verdict"), width=18),
    Column("words", Label("Diễn giải", "In words"), width=70),
)


def review_row(review: Review, name: str, today: date) -> dict[str, Value]:
    """A row of ``REVIEW_COLUMNS``."""
    return {
        "code": review.procedure.code,
        "name": name,
        "unit": named(review.unit),
        "deadline": review.deadline,
        "reviewed_on": review.reviewed_on,
        "is_late": is_late(review, today),
        "finding": review.finding,
    }


def proposal_row(proposal: Proposal) -> dict[str, Value]:
    """A row of ``PROPOSAL_COLUMNS``; its procedures are there already."""
    return {
        "title": proposal.title,
        "procedures": ", ".join(procedure.code for procedure in proposal.procedures.all()),
        "unit": named(proposal.unit),
        "state": proposal.state,
        "drafted_on": proposal.drafted_on,
        "submitted_on": proposal.submitted_on,
        "submission_number": proposal.submission_number,
        "decided_on": proposal.decided_on,
        "decision_number": proposal.decision_number,
        "content": proposal.content,
    }


def publication_row(line: PublicationLine) -> dict[str, Value]:
    """A row of ``PUBLICATION_COLUMNS``."""
    version, standing = line.publication.version, line.publication.standing
    unit = version.procedure.unit
    return {
        "code": version.procedure.code,
        "name": version.name,
        "unit": named(unit) if unit else "",
        "effective_on": version.legal_base_effective_on,
        "sign_by": standing.sign_by,
        "number": version.decision_number,
        "signed_on": version.decision_signed_on,
        "public_by": standing.public_by,
        "public_on": version.made_public_on,
        "verdict": str(line.status.label),
        "words": f"{line.decision} {line.disclosure}",
    }
