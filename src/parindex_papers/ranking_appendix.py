"""The decision that approves the indexes of a year, an appendix for the ranking of each cluster."""

from dataclasses import dataclass
from decimal import Decimal

from parindex_papers.component_tables import points_column
from parindex_papers.model import (
    Appendix,
    Column,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)


@dataclass(frozen=True)
class RankedAgency:
    """``rank`` is shared by agencies with equal indexes; None for one that is not ranked."""

    rank: int | None
    agency: str
    self_score: Decimal | None
    appraised_score: Decimal | None
    survey_points: Decimal | None
    bonus: Decimal | None
    penalty: Decimal | None
    index: Decimal | None
    class_name: str = ""


@dataclass(frozen=True)
class Cluster:
    """Agencies that are compared with each other, in the order of their ranks."""

    name: str
    agencies: tuple[RankedAgency, ...]


@dataclass(frozen=True)
class Ranking:
    """``authority`` decides (“Chủ tịch Ủy ban nhân dân tỉnh …”); ``bases`` begin with “Căn cứ”."""

    letterhead: Letterhead
    signature: Signature
    year: int
    authority: str
    bases: tuple[str, ...]
    proposer: str
    executors: str
    clusters: tuple[Cluster, ...]
    recipients: tuple[str, ...] = ("Như Điều 3", "Lưu: VT")
    is_illustrative: bool = False


def ranking_appendix(ranking: Ranking) -> Paper:
    """The decision of three articles, an appendix for each cluster."""
    names = " và ".join(cluster.name for cluster in ranking.clusters) or "các cơ quan"
    return Paper(
        letterhead=ranking.letterhead,
        kind="QUYẾT ĐỊNH",
        subject=f"Phê duyệt Chỉ số cải cách hành chính năm {ranking.year} của {names}",
        deciding=ranking.authority,
        body=_body(ranking, names),
        signature=ranking.signature,
        recipients=ranking.recipients,
        appendices=tuple(_appendix(ranking, cluster) for cluster in ranking.clusters),
        is_illustrative=ranking.is_illustrative,
    )


def _body(ranking: Ranking, names: str) -> tuple[Paragraph, ...]:
    attached = "các Phụ lục" if len(ranking.clusters) > 1 else "Phụ lục"
    return (
        *(Paragraph(f"{basis};", look="basis") for basis in ranking.bases),
        Paragraph(f"Theo đề nghị của {ranking.proposer}.", look="basis"),
        Paragraph("QUYẾT ĐỊNH:", look="centred"),
        Paragraph(
            f"Phê duyệt kết quả xác định, xếp hạng Chỉ số cải cách hành chính năm {ranking.year} "
            f"của {names} (chi tiết tại {attached} kèm theo).",
            lead="Điều 1.",
        ),
        Paragraph(
            "Căn cứ kết quả được phê duyệt, thủ trưởng các cơ quan khắc phục hạn chế và xem xét "
            "trách nhiệm của tập thể, cá nhân đối với các tiêu chí bị trừ điểm.",
            lead="Điều 2.",
        ),
        Paragraph(
            f"{ranking.executors} chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
            lead="Điều 3.",
        ),
    )


def _appendix(ranking: Ranking, cluster: Cluster) -> Appendix:
    return Appendix(
        f"Xếp hạng Chỉ số cải cách hành chính năm {ranking.year} – {cluster.name}",
        (
            Table(
                cluster.name,
                (
                    Column("Hạng", 6, "center", 0),
                    Column("Cơ quan", 34),
                    points_column("Điểm tự đánh giá"),
                    points_column("Điểm thẩm định"),
                    points_column("Điểm điều tra xã hội học", 9),
                    points_column("Điểm thưởng"),
                    points_column("Điểm phạt"),
                    points_column("Chỉ số CCHC"),
                    Column("Xếp loại", 10, "center"),
                ),
                tuple(map(_row, cluster.agencies)),
                empty_text="Không có cơ quan nào được xếp hạng.",
            ),
        ),
    )


def _row(agency: RankedAgency) -> Row:
    return Row(
        (
            agency.rank,
            agency.agency,
            agency.self_score,
            agency.appraised_score,
            agency.survey_points,
            agency.bonus,
            agency.penalty,
            agency.index,
            agency.class_name,
        )
    )
