"""The columns of a population and of a report's results as workbooks."""

from __future__ import annotations

from parindex.surveys.constants import Channel
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_CHANNELS = {
    Channel.DIRECT.value: Label("trực tiếp", "at the counter"),
    Channel.ONLINE.value: Label("trực tuyến", "online"),
    Channel.POST.value: Label("bưu chính", "by post"),
}

# A row is a ``services.samples.Person``.
POPULATION_COLUMNS = (
    Column(
        "reference", Label("Mã hồ sơ", "Dossier code"), required=True, unique=True, longest=100,
        width=24, also_called=("MaHoSo", "Số hồ sơ", "Số thứ tự"),
        note=Label(
            "Mã hồ sơ, hoặc số thứ tự nếu khảo sát cán bộ. Không ghi họ tên, số điện thoại.",
            "The dossier's code, or a running number where staff are asked. No names, no phones.",
        ),
    ),
    Column(
        "procedure", Label("Mã TTHC", "Procedure"), longest=20, width=14,
        also_called=("MaTTHC", "Mã thủ tục", "Mã số TTHC"),
        note=Label("Mã quốc gia, ví dụ 1.000358.", "The national code, such as 1.000358."),
    ),
    Column(
        "channel", Label("Hình thức nộp", "Channel"), Kind.CHOICE, choices=_CHANNELS, width=14,
        also_called=("KenhThucHien", "Kênh thực hiện"),
    ),
    Column(
        "unit", Label("Đơn vị giải quyết", "Unit"), longest=300, width=34,
        also_called=("Phòng, đơn vị",),
        note=Label(
            "Tên hoặc tên gọi tắt của phòng, đơn vị thuộc cơ quan; có thể để trống.",
            "Name or alias of a unit of the agency; may be empty.",
        ),
    ),
)  # fmt: skip

# A row is a ``services.outside.MatterResult``.
OUTSIDE_COLUMNS = (
    Column(
        "matter", Label("Yếu tố", "Matter"), required=True, unique=True, longest=300, width=44,
        also_called=("Nội dung", "Tiêu chí"),
        note=Label("Một dòng cho mỗi yếu tố của báo cáo.", "A row for each matter of the report."),
    ),
    Column(
        "answers", Label("Số phiếu", "Answers"), Kind.INTEGER, required=True, least=0,
        most=10_000_000, also_called=("Số phiếu trả lời", "Số người trả lời"),
    ),
    Column(
        "points", Label("Điểm đạt", "Points"), Kind.DECIMAL, required=True, least=0,
        most=100_000_000,
        note=Label("Tổng điểm các phiếu cho yếu tố này.", "What the answers gave for it in all."),
    ),
    Column(
        "points_possible", Label("Điểm tối đa", "Points possible"), Kind.DECIMAL, required=True,
        least=0, most=100_000_000,
        note=Label(
            "Tổng điểm nếu mọi phiếu cho mức cao nhất.",
            "What they would give if every answer were the highest.",
        ),
    ),
)  # fmt: skip
