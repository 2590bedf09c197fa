"""The minutes of the council's appraisal of one agency (decree 30/2020/NĐ-CP, form 1.9)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from parindex_core.vietnamese.numbers import format_number
from parindex_papers.component_tables import (
    COMPONENT_COLUMN,
    NUMBER_COLUMN,
    POINT_PLACES,
    points_column,
)
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
from parindex_papers.words import moment, named_or_gap


@dataclass(frozen=True)
class Finding:
    """A component whose appraised score differs from the self score, and why."""

    number: str
    text: str
    maximum: Decimal
    self_score: Decimal
    appraised_score: Decimal
    reason: str


@dataclass(frozen=True)
class AppraisalMinutes:
    """``letterhead`` is the council's; minutes have no line of place and date."""

    letterhead: Letterhead
    chair: Signature
    secretary: Signature
    year: int
    agency: str
    began: datetime
    ended: datetime
    venue: str
    present: tuple[str, ...]
    maximum: Decimal
    self_score: Decimal
    appraised_score: Decimal
    findings: tuple[Finding, ...]
    opinions: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Thành viên Hội đồng", "Lưu: VT")
    is_illustrative: bool = False

    def __post_init__(self) -> None:
        if self.ended < self.began:
            raise ValueError(f"The meeting ends at {self.ended}, before it begins.")


def appraisal_minutes(minutes: AppraisalMinutes) -> Paper:
    """The minutes, signed by secretary and chair, with the differences as an appendix."""
    return Paper(
        letterhead=minutes.letterhead,
        kind="BIÊN BẢN",
        subject=f"Thẩm định Chỉ số cải cách hành chính năm {minutes.year} của {minutes.agency}",
        body=(*_meeting(minutes), *_content(minutes), *_end(minutes)),
        signature=minutes.chair,
        co_signature=minutes.secretary,
        recipients=minutes.recipients,
        appendices=(
            Appendix("Các tiêu chí có điểm thẩm định khác điểm tự đánh giá", (_findings(minutes),)),
        ),
        is_illustrative=minutes.is_illustrative,
    )


def _meeting(minutes: AppraisalMinutes) -> tuple[Block, ...]:
    return (
        Paragraph(f"{moment(minutes.began)}.", lead="Thời gian bắt đầu:"),
        Paragraph(f"{minutes.venue}.", lead="Địa điểm:"),
        Paragraph(f"{'; '.join(minutes.present) or 'không có'}.", lead="Thành phần tham dự:"),
        Paragraph(f"{'; '.join(minutes.absent) or 'không'}.", lead="Vắng mặt:"),
        Paragraph(named_or_gap(minutes.chair.name), lead="Chủ trì:"),
        Paragraph(named_or_gap(minutes.secretary.name), lead="Thư ký:"),
    )


def _content(minutes: AppraisalMinutes) -> tuple[Block, ...]:
    points = [
        format_number(value, POINT_PLACES)
        for value in (minutes.self_score, minutes.appraised_score, minutes.maximum)
    ]
    opinions = minutes.opinions or ("Không có ý kiến khác.",)
    return (
        Heading("1. Kết quả thẩm định"),
        Paragraph(
            f"Điểm tự đánh giá: {points[0]}; điểm thẩm định: {points[1]} trên tổng điểm tối đa "
            f"{points[2]}. Số tiêu chí có điểm thẩm định khác điểm tự đánh giá: "
            f"{len(minutes.findings)} (Phụ lục kèm theo)."
        ),
        Heading("2. Ý kiến tại cuộc họp"),
        *(Paragraph(text) for text in opinions),
    )


def _end(minutes: AppraisalMinutes) -> tuple[Block, ...]:
    conclusions = minutes.conclusions or ("Hội đồng thống nhất kết quả thẩm định nêu trên.",)
    return (
        Heading("3. Kết luận"),
        *(Paragraph(text) for text in conclusions),
        Paragraph(
            f"Cuộc họp kết thúc vào {moment(minutes.ended)}. Biên bản đã được đọc lại cho những "
            "người dự họp cùng nghe, thống nhất và ký tên./."
        ),
    )


def _findings(minutes: AppraisalMinutes) -> Table:
    return Table(
        "Điểm thẩm định khác",
        (
            NUMBER_COLUMN,
            COMPONENT_COLUMN,
            points_column("Điểm tối đa"),
            points_column("Điểm tự đánh giá"),
            points_column("Điểm thẩm định"),
            points_column("Chênh lệch"),
            Column("Lý do", 30),
        ),
        tuple(
            Row(
                (
                    finding.number,
                    finding.text,
                    finding.maximum,
                    finding.self_score,
                    finding.appraised_score,
                    finding.appraised_score - finding.self_score,
                    finding.reason,
                )
            )
            for finding in minutes.findings
        ),
        empty_text="Điểm thẩm định của mọi tiêu chí bằng điểm tự đánh giá.",
    )
