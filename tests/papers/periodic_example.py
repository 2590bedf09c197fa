"""A periodic report to test with; all figures and names are illustrative."""

from decimal import Decimal

from tests.papers.examples import HEAD, SIGNATURE

from parindex_papers.periodic_report import PeriodicReport, Told, UnitFigures

UNITS = (
    "Văn phòng Sở",
    "Phòng Quản lý Công nghệ và Chuyên ngành",
    "Chi cục Tiêu chuẩn Đo lường Chất lượng",
    "Thanh tra Sở",
    "Trung tâm Ứng dụng và Dịch vụ Khoa học và Công nghệ",
)
TOLD = {
    "steering": (
        Told(
            "Công tác chỉ đạo, điều hành",
            words="Ban hành Kế hoạch cải cách hành chính năm 2021 và tổ chức thực hiện.\n"
            "Kiểm tra công tác cải cách hành chính tại 02 phòng, đơn vị.",
        ),
        Told("Nhiệm vụ của kế hoạch cải cách hành chính năm", Decimal(50), "nhiệm vụ"),
    ),
    "procedures": (
        Told("Hồ sơ đã giải quyết", Decimal("1234.5"), "hồ sơ"),
        Told("Kết quả", words="\n".join(f"{unit}: thực hiện đúng kế hoạch." for unit in UNITS)),
    ),
    "next": (Told("Nhiệm vụ trọng tâm", words="Rà soát thủ tục hành chính."),),
}


def periodic(units: tuple[str, ...] = UNITS) -> PeriodicReport:
    given = tuple(Decimal(number) for number in range(len(units)))
    return PeriodicReport(
        letterhead=HEAD,
        signature=SIGNATURE,
        period="quý IV năm 2021",
        told=TOLD,
        recipient="Ủy ban nhân dân tỉnh (qua Sở Nội vụ)",
        units=units,
        figures=(
            UnitFigures("Tin, bài tuyên truyền", "tin, bài", given, sum(given, Decimal(0))),
            UnitFigures("Hồ sơ đã giải quyết", "hồ sơ", (None,) * len(units), Decimal("1234.5")),
        ),
        is_illustrative=True,
    )
