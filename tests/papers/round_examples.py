"""The papers of a round to test with; all figures and names are illustrative."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tests.papers.examples import HEAD, SIGNATURE

from parindex_papers.accountability_sheet import Accountability, Cause, Deduction
from parindex_papers.appraisal_minutes import AppraisalMinutes, Finding
from parindex_papers.model import Letterhead, Signature
from parindex_papers.ranking_appendix import Cluster, RankedAgency, Ranking
from parindex_papers.self_assessment_appendix import AssessedRow, SelfAssessment

TEXT = "Ban hành kế hoạch cải cách hành chính năm đúng thời hạn và đạt chất lượng theo quy định"
PROVINCE = Letterhead("Ủy ban nhân dân tỉnh Quảng Ngãi", "QĐ-UBND", number="", place="Quảng Ngãi")
COUNCIL = Letterhead("Hội đồng thẩm định Chỉ số CCHC", "BB-HĐTĐ", HEAD.superior, "03")


def assessed_rows(count: int) -> tuple[AssessedRow, ...]:
    rows = [AssessedRow("1", "Công tác chỉ đạo", "area", Decimal("25.00"), Decimal("22.50"))]
    for at in range(1, count):
        rows.append(
            AssessedRow(
                f"1.{at}",
                TEXT,
                "criterion" if at % 5 == 1 else "component",
                Decimal("1.50"),
                Decimal("1.25"),
                Decimal("1.00") if at % 3 else None,
                (f"Quyết định số {at}/QĐ-SKHCN ngày 27/5/2021", "Kế hoạch năm") if at % 2 else (),
            )
        )
    return tuple(rows)


def self_assessment(count: int = 12) -> SelfAssessment:
    return SelfAssessment(
        letterhead=replace(HEAD, symbol="BC-SKHCN"),
        signature=SIGNATURE,
        year=2021,
        framework="Bộ tiêu chí mẫu của sở (phiên bản 1)",
        addressees=("Hội đồng thẩm định Chỉ số CCHC tỉnh", "Sở Nội vụ"),
        rows=assessed_rows(count),
        total=AssessedRow("", "Tổng cộng", "total", Decimal(100), Decimal("1234.5")),
        remarks=("Đề nghị Hội đồng xem xét tiêu chí 1.4 do văn bản ban hành sau ngày chốt.",),
        recipients=("Giám đốc, các Phó Giám đốc", "Lưu: VT, VP"),
        is_illustrative=True,
    )


def minutes(count: int = 4) -> AppraisalMinutes:
    return AppraisalMinutes(
        letterhead=COUNCIL,
        chair=Signature("Chủ tịch Hội đồng", "Chủ Tịch Minh Họa"),
        secretary=Signature("Thư ký", "Thư Ký Minh Họa"),
        year=2021,
        agency="Sở Khoa học và Công nghệ",
        began=datetime(2021, 12, 27, 14, 5),  # noqa: DTZ001
        ended=datetime(2021, 12, 27, 16, 30),  # noqa: DTZ001
        venue="Phòng họp số 2, Sở Nội vụ",
        present=("6 thành viên Hội đồng", "đại diện Sở Khoa học và Công nghệ"),
        maximum=Decimal(100),
        self_score=Decimal("92.25"),
        appraised_score=Decimal("88.75"),
        findings=tuple(
            Finding(
                f"3.{at}",
                TEXT,
                Decimal("2"),
                Decimal("2"),
                Decimal("1.5"),
                "Tài liệu kiểm chứng chưa thể hiện thời điểm ban hành.",
            )
            for at in range(1, count + 1)
        ),
        opinions=("Sở Khoa học và Công nghệ thống nhất với điểm thẩm định.",),
        is_illustrative=True,
    )


def ranking(count: int = 20) -> Ranking:
    def agency(at: int) -> RankedAgency:
        points = Decimal("95.50") - at
        return RankedAgency(
            at, f"Sở số {at}", points, points - 1, Decimal("8.4"), None, Decimal(-1), points, "Tốt"
        )

    return Ranking(
        letterhead=PROVINCE,
        signature=Signature("Chủ tịch", "Chủ Tịch Minh Họa"),
        year=2021,
        authority="Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Bộ tiêu chí năm 2021"),
        proposer="Giám đốc Sở Nội vụ",
        executors="Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở",
        clusters=(
            Cluster("các sở, ban, ngành", tuple(agency(at) for at in range(1, count + 1))),
            Cluster("các xã, phường", ()),
        ),
        is_illustrative=True,
    )


def accountability(count: int = 3) -> Accountability:
    causes: tuple[Cause, ...] = ("objective", "subjective", "unanswered")
    return Accountability(
        letterhead=replace(HEAD, symbol="PGT-SKHCN"),
        unit="Phòng Quản lý chuyên ngành",
        year=2021,
        head=Signature("Trưởng phòng", "Trưởng Phòng Minh Họa"),
        director=Signature("Giám đốc", "Giám Đốc Minh Họa"),
        deductions=tuple(
            Deduction(
                f"3.{at}",
                TEXT,
                Decimal("0.75"),
                "Hồ sơ trả quá hạn.",
                causes[at % 3],
                "Đơn vị phối hợp trả lời chậm.",
                "Theo dõi hạn trả hằng ngày.",
                date(2022, 3, 31),
            )
            for at in range(count)
        ),
        is_illustrative=True,
    )
