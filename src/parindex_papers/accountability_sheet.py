"""A unit's accountability sheet: what its deducted components cost, why, and what is done about it.

Legal source: conclusion 2 of 664/KL-SKHCN; the head who did the work answers for each deduction.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from parindex_core.vietnamese.numbers import format_number
from parindex_papers.component_tables import POINT_PLACES, points_column
from parindex_papers.model import (
    Appendix,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from parindex_papers.words import named_or_gap

Cause = Literal["objective", "subjective", "unanswered"]

_CAUSES: dict[Cause, str] = {
    "objective": "Khách quan",
    "subjective": "Chủ quan",
    "unanswered": "Chưa giải trình",
}


@dataclass(frozen=True)
class Deduction:
    """A component that lost points; ``remedy_deadline`` is the day promised by the head."""

    number: str
    text: str
    points_lost: Decimal
    council_reason: str
    cause: Cause
    answer: str = ""
    remedy: str = ""
    remedy_deadline: date | None = None


@dataclass(frozen=True)
class Accountability:
    """``decision``: how the director counts it in the year's classification, empty until then."""

    letterhead: Letterhead
    unit: str
    year: int
    head: Signature
    director: Signature
    deductions: tuple[Deduction, ...]
    decision: str = ""
    recipients: tuple[str, ...] = ()
    is_illustrative: bool = False


def accountability_sheet(accountability: Accountability) -> Paper:
    """The sheet, signed by the unit's head and the director, with the list as an appendix."""
    return Paper(
        letterhead=accountability.letterhead,
        kind="PHIẾU GIẢI TRÌNH",
        subject="Trách nhiệm đối với các tiêu chí bị trừ điểm Chỉ số cải cách hành chính "
        f"năm {accountability.year}",
        body=_body(accountability),
        signature=accountability.director,
        co_signature=accountability.head,
        recipients=accountability.recipients or (accountability.unit, "Lưu: VT"),
        appendices=(
            Appendix(
                f"Các tiêu chí bị trừ điểm của {accountability.unit}",
                (_deductions(accountability),),
            ),
        ),
        is_illustrative=accountability.is_illustrative,
    )


def _body(accountability: Accountability) -> tuple[Block, ...]:
    deductions = accountability.deductions
    lost = sum((deduction.points_lost for deduction in deductions), Decimal(0))
    return (
        Paragraph(f"{accountability.unit}.", lead="Đơn vị:"),
        Paragraph(named_or_gap(accountability.head.name), lead="Người đứng đầu:"),
        Paragraph(
            f"{len(deductions)}; tổng số điểm bị trừ: {format_number(lost, POINT_PLACES)}.",
            lead="Số tiêu chí bị trừ điểm:",
        ),
        Heading("1. Nguyên nhân"),
        _by_cause(accountability),
        Heading("2. Kết luận của người có thẩm quyền"),
        Paragraph(
            accountability.decision
            or "Chưa kết luận việc xem xét trong đánh giá, xếp loại cuối năm."
        ),
        Paragraph(
            "Nguyên nhân, giải trình và biện pháp khắc phục của từng tiêu chí tại Phụ lục kèm theo."
        ),
    )


def _by_cause(accountability: Accountability) -> Table:
    rows = []
    for cause, name in _CAUSES.items():
        points = [found.points_lost for found in accountability.deductions if found.cause == cause]
        if points:
            rows.append(Row((name, len(points), sum(points, Decimal(0)))))
    return Table(
        "Nguyên nhân",
        (
            Column("Nguyên nhân", 40),
            Column("Số tiêu chí", 16, "center", 0),
            points_column("Số điểm bị trừ", 16),
        ),
        tuple(rows),
        empty_text="Không có tiêu chí bị trừ điểm.",
    )


def _deductions(accountability: Accountability) -> Table:
    return Table(
        "Tiêu chí bị trừ điểm",
        (
            Column("STT", 6, "center"),
            Column("Tiêu chí, tiêu chí thành phần", 24),
            points_column("Điểm bị trừ", 7),
            Column("Lý do trừ điểm", 20),
            Column("Nguyên nhân", 10, "center"),
            Column("Giải trình", 22),
            Column("Biện pháp khắc phục", 20),
            Column("Thời hạn", 10, "center"),
        ),
        tuple(
            Row(
                (
                    deduction.number,
                    deduction.text,
                    deduction.points_lost,
                    deduction.council_reason,
                    _CAUSES[deduction.cause],
                    deduction.answer,
                    deduction.remedy,
                    deduction.remedy_deadline,
                )
            )
            for deduction in accountability.deductions
        ),
        empty_text="Không có tiêu chí bị trừ điểm.",
    )
