"""The columns of the register of initiatives: what is exported can be imported again."""

from parindex.registers.initiatives.constants import DecisionLevel
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_LEVELS = {
    DecisionLevel.AGENCY.value: Label("cấp cơ sở", "agency"),
    DecisionLevel.PROVINCE.value: Label("cấp tỉnh", "province"),
    DecisionLevel.NATION.value: Label("toàn quốc", "nation"),
}

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Tên sáng kiến, giải pháp", "Initiative"), required=True, longest=500,
           width=50),
    Column("problem", Label("Thực trạng, vấn đề", "Problem"), required=True, width=40),
    Column("solution", Label("Nội dung giải pháp", "Solution"), required=True, width=40),
    Column("expected_effect", Label("Hiệu quả dự kiến", "Expected effect"), width=40),
    Column(
        "members", Label("Người thực hiện", "Members"), width=30,
        note=Label("Mỗi người một dòng; không ghi số giấy tờ tùy thân.",
                   "One a line; no identity numbers."),
    ),
    Column("registered_on", Label("Ngày đăng ký", "Registered on"), Kind.DATE, required=True),
    Column(
        "approved_on", Label("Ngày duyệt triển khai", "Approved on"), Kind.DATE,
        note=Label("Thủ trưởng đơn vị hoặc lãnh đạo Sở duyệt.",
                   "By the head of the unit or of the agency."),
    ),
    Column(
        "milestones", Label("Mốc tiến độ", "Milestones"), width=40,
        note=Label("Mỗi mốc một dòng: nội dung; hạn; ngày xong (nếu đã xong). "
                   "Ví dụ: Chạy thử; 30/6/2021; 28/6/2021.",
                   "One a line: what; due; done once it is. Such as: Trial; 30/6/2021; 28/6/2021."),
    ),
    Column("completed_on", Label("Ngày hoàn thành", "Carried out on"), Kind.DATE),
    Column("result_before", Label("Trước khi áp dụng", "Before"), width=34),
    Column("result_after", Label("Sau khi áp dụng", "After"), width=34),
    Column("recognised_on", Label("Ngày công nhận", "Recognised on"), Kind.DATE),
    Column("decision_number", Label("Số quyết định công nhận", "Decision"), longest=100, width=22),
    Column("decision_level", Label("Cấp công nhận", "Level"), Kind.CHOICE, choices=_LEVELS,
           width=14),
)  # fmt: skip
