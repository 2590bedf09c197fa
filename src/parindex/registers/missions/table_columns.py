"""The columns of the register of missions: what is exported can be imported again."""

from parindex.registers.missions.constants import Grade, Level
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_LEVELS = {
    Level.PROVINCE.value: Label("cấp tỉnh", "province"),
    Level.BASE.value: Label("cấp cơ sở", "base"),
}
_GRADES = {
    Grade.EXCELLENT.value: Label("xuất sắc", "excellent"),
    Grade.PASSED.value: Label("đạt", "passed"),
    Grade.FAILED.value: Label("không đạt", "not passed"),
}

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Nhiệm vụ KH&CN", "Mission"), required=True, longest=500, width=50),
    Column("level", Label("Cấp", "Level"), Kind.CHOICE, required=True, choices=_LEVELS, width=14),
    Column("lead", Label("Tổ chức chủ trì", "Carried out by"), longest=300, width=34),
    Column("budget", Label("Kinh phí (triệu đồng)", "Budget (million dong)"), Kind.DECIMAL,
           least=0, most=99_999_999_999, width=16),
    Column("started_on", Label("Ngày bắt đầu", "Began on"), Kind.DATE),
    Column(
        "due_on", Label("Hạn hoàn thành theo kế hoạch", "Due by the plan"), Kind.DATE,
        required=True,
        note=Label("Ngày phải nộp kết quả theo hợp đồng hoặc kế hoạch; không đổi khi gia hạn.",
                   "When its result is to be handed in; it stays when the mission is extended."),
    ),
    Column(
        "milestones", Label("Mốc tiến độ", "Milestones"), width=40,
        note=Label("Mỗi mốc một dòng: nội dung; hạn; ngày xong (nếu đã xong). "
                   "Ví dụ: Báo cáo giữa kỳ; 30/6/2021; 28/6/2021.",
                   "One a line: what; due; done once it is. So: Report; 30/6/2021; 28/6/2021."),
    ),
    Column("extended_to", Label("Gia hạn đến", "Extended to"), Kind.DATE),
    Column("extension_number", Label("Số quyết định gia hạn", "Decision of extension"),
           longest=100, width=22),
    Column("finished_on", Label("Ngày nộp kết quả", "Handed in on"), Kind.DATE),
    Column("accepted_on", Label("Ngày nghiệm thu", "Acceptance on"), Kind.DATE),
    Column("acceptance_number", Label("Số quyết định, biên bản nghiệm thu", "Acceptance"),
           longest=100, width=22),
    Column("grade", Label("Xếp loại nghiệm thu", "Grade"), Kind.CHOICE, choices=_GRADES, width=16),
)  # fmt: skip
