"""The report of an agency's self-assessment, with the scored framework as its appendix."""

from dataclasses import dataclass
from decimal import Decimal

from parindex_core.vietnamese.numbers import format_number
from parindex_papers.component_tables import (
    COMPONENT_COLUMN,
    NUMBER_COLUMN,
    POINT_PLACES,
    Level,
    emphasis_of,
    points_column,
)
from parindex_papers.model import (
    Appendix,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)


@dataclass(frozen=True)
class AssessedRow:
    """A line of the framework; points as they are stored, None where there are none yet."""

    number: str
    text: str
    level: Level
    maximum: Decimal | None
    self_score: Decimal | None
    appraised_score: Decimal | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class SelfAssessment:
    """``rows`` in the framework's order, areas with their sums; ``total`` is the last line."""

    letterhead: Letterhead
    signature: Signature
    year: int
    framework: str
    addressees: tuple[str, ...]
    rows: tuple[AssessedRow, ...]
    total: AssessedRow
    remarks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    is_illustrative: bool = False


def self_assessment_appendix(assessment: SelfAssessment) -> Paper:
    """The report page and the appendix with the columns that the council asks for."""
    return Paper(
        letterhead=assessment.letterhead,
        kind="BÁO CÁO",
        subject=f"Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {assessment.year}",
        addressees=assessment.addressees,
        body=_body(assessment),
        signature=assessment.signature,
        recipients=("Như trên", *(assessment.recipients or ("Lưu: VT",))),
        appendices=(
            Appendix(
                f"Bảng tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {assessment.year}",
                (_appendix_table(assessment),),
            ),
        ),
        is_illustrative=assessment.is_illustrative,
    )


def _body(assessment: SelfAssessment) -> tuple[Paragraph | Heading | Table, ...]:
    body = assessment.letterhead.issuing_body
    total = assessment.total
    remarks = [Paragraph(text) for text in assessment.remarks]
    return (
        Paragraph(
            f"{body} tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {assessment.year} theo "
            f"{assessment.framework} và báo cáo kết quả như sau:"
        ),
        Heading("1. Kết quả tự đánh giá"),
        Paragraph(
            f"Tổng điểm tự đánh giá: {_points(total.self_score)}/{_points(total.maximum)} điểm. "
            "Điểm theo lĩnh vực:"
        ),
        _summary(assessment),
        *([Heading("2. Giải trình, kiến nghị"), *remarks] if remarks else []),
        Paragraph("Chi tiết từng tiêu chí tại Phụ lục kèm theo./."),
    )


def _summary(assessment: SelfAssessment) -> Table:
    areas = [row for row in assessment.rows if row.level == "area"]
    return Table(
        "Tổng hợp",
        (
            Column("STT", 6, "center"),
            Column("Lĩnh vực", 50),
            points_column("Điểm tối đa", 12),
            points_column("Điểm tự đánh giá", 12),
        ),
        tuple(
            Row(
                (row.number, row.text, row.maximum, row.self_score),
                "bold" if row.level == "total" else "plain",
            )
            for row in ([*areas, assessment.total] if areas else [])
        ),
    )


def _appendix_table(assessment: SelfAssessment) -> Table:
    rows = (*assessment.rows, assessment.total) if assessment.rows else ()
    return Table(
        "Tự đánh giá",
        (
            NUMBER_COLUMN,
            COMPONENT_COLUMN,
            points_column("Điểm tối đa"),
            points_column("Điểm tự đánh giá"),
            points_column("Điểm thẩm định"),
            Column("Tài liệu kiểm chứng hoặc giải trình", 34),
        ),
        tuple(
            Row(
                (
                    row.number,
                    row.text,
                    row.maximum,
                    row.self_score,
                    row.appraised_score,
                    "\n".join(row.evidence),
                ),
                emphasis_of(row.level),
            )
            for row in rows
        ),
        empty_text="Chưa có tiêu chí nào.",
    )


def _points(value: Decimal | None) -> str:
    return "…" if value is None else format_number(value, POINT_PLACES)
