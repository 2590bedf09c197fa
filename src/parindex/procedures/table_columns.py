"""The columns of the catalogue as a workbook: what is exported can be imported again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parindex.procedures.constants import OnlineLevel, Part, ProcedureLevel, TimeUnit
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from parindex.procedures.models import ProcedureVersion

_LARGEST_NUMBER = 32_767  # what a small number of the database holds
_LARGEST_FEE = 1_000_000_000_000  # dong

_LEVELS = {
    ProcedureLevel.PROVINCE.value: Label("cấp tỉnh", "province"),
    ProcedureLevel.COMMUNE.value: Label("cấp xã", "commune"),
}
_UNITS = {
    TimeUnit.WORKING_DAY.value: Label("ngày làm việc", "working days"),
    TimeUnit.DAY.value: Label("ngày", "days"),
    TimeUnit.HOUR.value: Label("giờ", "hours"),
    TimeUnit.MONTH.value: Label("tháng", "months"),
}
_ONLINE = {
    OnlineLevel.NONE.value: Label("chưa trực tuyến", "not online"),
    OnlineLevel.LEVEL_3.value: Label("mức độ 3", "level 3"),
    OnlineLevel.LEVEL_4.value: Label("mức độ 4", "level 4"),
    OnlineLevel.PARTIAL.value: Label("một phần", "partial"),
    OnlineLevel.FULL.value: Label("toàn trình", "full"),
}

COLUMNS = (
    Column(
        "code", Label("Mã TTHC", "Code"), required=True, unique=True, longest=40, width=14,
        also_called=("Mã thủ tục", "Mã thủ tục hành chính", "MaTTHC", "Mã số TTHC", "Mã số"),
        note=Label("Mã quốc gia, ví dụ 1.000358.", "The national code, such as 1.000358."),
    ),
    Column(
        "name", Label("Tên thủ tục hành chính", "Name"), required=True, longest=1000, width=60,
        also_called=("Tên TTHC", "Tên thủ tục"),
    ),
    Column(
        "field", Label("Lĩnh vực", "Field"), required=True, longest=300, width=26,
        also_called=("Tên lĩnh vực",),
    ),
    Column(
        "unit", Label("Đơn vị giải quyết", "Unit"), longest=300, width=34,
        also_called=("Phòng, đơn vị", "Đơn vị thực hiện"),
        note=Label(
            "Tên hoặc tên gọi tắt của phòng, đơn vị thuộc cơ quan; để trống: giữ đơn vị đã ghi.",
            "Name or alias of a unit of the agency; empty: the unit recorded stays.",
        ),
    ),
    Column(
        "level", Label("Cấp giải quyết", "Level"), Kind.CHOICE, choices=_LEVELS, width=14,
        note=Label("Để trống: cấp tỉnh.", "Empty: province."),
    ),
    Column(
        "processing_time", Label("Thời hạn giải quyết", "Processing time"), Kind.INTEGER,
        least=0, most=_LARGEST_NUMBER,
        note=Label(
            "Số nguyên; để trống nếu không quy định hoặc khác nhau theo trường hợp.",
            "A whole number; empty where it is not said or differs from case to case.",
        ),
    ),
    Column(
        "time_unit", Label("Đơn vị thời hạn", "Unit of time"), Kind.CHOICE, choices=_UNITS,
        width=16, note=Label("Để trống: ngày làm việc.", "Empty: working days."),
    ),
    Column(
        "fee", Label("Phí, lệ phí (đồng)", "Fee (dong)"), Kind.INTEGER, least=0,
        most=_LARGEST_FEE, also_called=("Phí, lệ phí", "Phí"),
        note=Label(
            "0: không thu; để trống nếu mức thu khác nhau, khi đó ghi rõ ở cột bên cạnh.",
            "0: none; empty where it differs, then say so in the next column.",
        ),
    ),
    Column("fee_note", Label("Ghi chú phí, lệ phí", "Note on the fee"), longest=500, width=30),
    Column("result", Label("Kết quả giải quyết", "Result"), longest=500, width=34),
    Column(
        "result_on_paper", Label("Kết quả bằng giấy", "Result on paper"), Kind.YES_NO,
        note=Label("Để trống: có.", "Empty: yes."),
    ),
    Column(
        "online_level", Label("Mức độ trực tuyến", "Online level"), Kind.CHOICE, choices=_ONLINE,
        width=18, also_called=("Mức độ dịch vụ công",),
        note=Label(
            "Mức độ 3, 4 đến năm 2022; một phần, toàn trình từ đó về sau. "
            "Để trống: chưa trực tuyến.",
            "Levels 3 and 4 to 2022; partial, full since. Empty: not online.",
        ),
    ),
    Column("payment_offered", Label("Thanh toán trực tuyến", "Online payment"), Kind.YES_NO),
    Column(
        "citizen_data_connected",
        Label("Kết nối CSDL quốc gia về dân cư", "Connected with the population database"),
        Kind.YES_NO, width=18,
    ),
    Column("one_stop", Label("Một cửa", "One-stop shop"), Kind.YES_NO),
    Column("inter_agency", Label("Một cửa liên thông", "Inter-agency one-stop"), Kind.YES_NO),
    Column(
        "public_parts", Label("Bộ phận đã công khai", "Parts made public"), longest=200, width=22,
        note=Label(
            "Các chữ theo Điều 8 Nghị định 63/2010/NĐ-CP, cách nhau dấu phẩy: a tên, b trình tự, "
            "c cách thức, d thành phần hồ sơ, đ thời hạn, e đối tượng, g cơ quan giải quyết; "
            "đủ bảy bộ phận: ghi “đủ”.",
            "Letters of decree 63/2010/NĐ-CP, article 8, between commas: a name, b steps, "
            "c manner, d papers, đ time, e who asks, g who settles; all seven: “đủ” (all).",
        ),
    ),
    Column(
        "legal_bases", Label("Căn cứ pháp lý", "Legal bases"), longest=20_000, width=50,
        note=Label("Mỗi văn bản một dòng.", "A line each."),
    ),
    Column(
        "legal_base_effective_on",
        Label("Ngày căn cứ pháp lý có hiệu lực", "Legal base takes effect on"), Kind.DATE,
        note=Label(
            "Của văn bản mà TTHC phải công bố theo; từ đó tính hạn ký quyết định công bố.",
            "Of the document that the procedure is published for; the last day to sign counts "
            "from it.",
        ),
    ),
    Column("decision_number", Label("Số quyết định công bố", "Decision"), longest=100, width=22),
    Column("decision_signed_on", Label("Ngày ký quyết định", "Decision signed on"), Kind.DATE),
    Column("made_public_on", Label("Ngày công khai", "Made public on"), Kind.DATE),
    Column("is_repealed", Label("Đã bãi bỏ", "Repealed"), Kind.YES_NO),
    Column(
        "effective_from", Label("Áp dụng từ ngày", "Holds from"), Kind.DATE,
        note=Label(
            "Nội dung của dòng có hiệu lực từ ngày này; để trống: từ hôm nay. "
            "Những gì đã ghi trước ngày đó được giữ lại.",
            "What the row says holds from this day; empty: from today. "
            "What was recorded before stays.",
        ),
    ),
)  # fmt: skip


def table_row(version: ProcedureVersion) -> Mapping[str, Value]:
    """A version as a row of the workbook; give it with its procedure and unit selected."""
    unit = version.procedure.unit
    row: dict[str, Value] = {
        column.key: getattr(version, column.key)
        for column in COLUMNS
        if column.key not in ("code", "unit", "public_parts")
    }
    return {
        **row,
        "code": version.procedure.code,
        "unit": unit.name if unit else "",
        "public_parts": ", ".join(version.public_parts),
    }


def parts_of(text: str) -> tuple[str, ...] | None:
    """The letters of “a, b, đ” or of “đủ”; None where something is no part."""
    said = [word.strip(" .)").lower() for word in text.replace(";", ",").split(",")]
    letters = [word for word in said if word]
    if letters in (["đủ"], ["all"]):
        return tuple(Part.values)
    return tuple(letters) if all(letter in Part.values for letter in letters) else None
