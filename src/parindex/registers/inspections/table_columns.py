"""The columns of the registers of inspections: what is exported can be imported again."""

from parindex.registers.inspections.constants import Addressee, Kind
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column
from parindex_tables.columns import Kind as Cell

_KINDS = {
    Kind.REFORM.value: Label("kiểm tra CCHC", "inspection of reform"),
    Kind.LAW.value: Label("theo dõi thi hành pháp luật", "monitoring of law enforcement"),
}
_ADDRESSEES = {
    Addressee.OWN.value: Label("đơn vị thuộc cơ quan", "a unit of the agency"),
    Addressee.OTHERS.value: Label("cơ quan khác", "another agency"),
}
_KIND = Column("kind", Label("Loại kiểm tra", "Kind of inspection"), Cell.CHOICE, required=True,
               choices=_KINDS, width=26)  # fmt: skip

INSPECTION_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Nội dung kiểm tra", "What is looked at"), required=True, longest=500,
           width=50),
    _KIND,
    Column(
        "visited", Label("Đơn vị được kiểm tra", "Visited"), required=True, longest=300, width=36,
        note=Label("Kiểm tra CCHC: tên hoặc tên gọi tắt của phòng, đơn vị thuộc cơ quan; "
                   "mỗi đơn vị một dòng.",
                   "Of reform: the name or alias of a unit of the agency, a row for each."),
    ),
    Column("plan_number", Label("Số kế hoạch", "Plan"), longest=100, width=22),
    Column(
        "due_on", Label("Hạn theo kế hoạch", "Due by the plan"), Cell.DATE, required=True,
        note=Label("Ngày trong năm của kế hoạch kiểm tra.", "A day in the year of the plan."),
    ),
    Column(
        "team", Label("Thành phần đoàn", "Team"), width=34,
        note=Label("Ghi chức danh, đơn vị.", "Positions and units."),
    ),
    Column("held_on", Label("Ngày kiểm tra", "Held on"), Cell.DATE),
    Column("minutes_number", Label("Số biên bản, kết luận", "Minutes or conclusion"),
           longest=100, width=22),
)  # fmt: skip

FINDING_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Vấn đề phát hiện", "Finding"), required=True, longest=500, width=50),
    _KIND,
    Column(
        "inspection", Label("Mã cuộc kiểm tra", "Inspection"), longest=40, width=16,
        note=Label("Mã trong sổ kiểm tra, ví dụ KT-2021-001; để trống nếu phát hiện khi theo dõi "
                   "mà không có cuộc kiểm tra.",
                   "Its code, such as KT-2021-001; empty where it was found without a visit."),
    ),
    Column("recommendation", Label("Kiến nghị", "Recommendation"), width=40),
    Column("addressed_to", Label("Kiến nghị đối với", "Addressed to"), Cell.CHOICE, required=True,
           choices=_ADDRESSEES, width=22),
    Column("addressee", Label("Đơn vị, cơ quan phải xử lý", "Who is to handle it"), longest=300,
           width=34),
    Column("due_on", Label("Hạn xử lý", "Deadline"), Cell.DATE, required=True),
    Column(
        "handled_on", Label("Ngày xử lý hoặc kiến nghị", "Handled or put forward on"), Cell.DATE,
        note=Label("Ngày khắc phục xong; với cơ quan khác: ngày gửi văn bản kiến nghị.",
                   "When it was mended; of another agency: when it was put forward."),
    ),
    Column("handling_number", Label("Số báo cáo, văn bản xử lý", "Paper of the handling"),
           longest=100, width=22),
)  # fmt: skip
