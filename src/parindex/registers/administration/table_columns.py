"""The columns of the registers of administration: what is exported can be imported again."""

from parindex.registers.administration.constants import QualityEvent
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_MOST = 10_000_000
_EVENTS = {
    QualityEvent.DECLARATION.value: Label("công bố phù hợp TCVN ISO 9001", "declaration"),
    QualityEvent.AUDIT.value: Label("đánh giá nội bộ", "internal audit"),
    QualityEvent.REVIEW.value: Label("xem xét của lãnh đạo", "review by the head"),
    QualityEvent.INSPECTION.value: Label("kiểm tra của cơ quan có thẩm quyền", "inspection"),
}

DIGITAL_WORK_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Kỳ số liệu", "Figures of"), required=True, longest=500, width=34,
           note=Label("Ví dụ: Quý III năm 2021.", "Such as: third quarter of 2021.")),
    Column("begins_on", Label("Từ ngày", "From"), Kind.DATE, required=True),
    Column(
        "ends_on", Label("Đến ngày", "To"), Kind.DATE, required=True,
        note=Label("Các kỳ không chồng lên nhau: số liệu các kỳ được cộng lại.",
                   "Periods do not overlap: their figures are added up."),
    ),
    Column("documents", Label("Văn bản đi", "Outgoing documents"), Kind.INTEGER, required=True,
           least=0, most=_MOST),
    Column("documents_signed", Label("Văn bản ký số, gửi qua mạng", "Signed digitally"),
           Kind.INTEGER, required=True, least=0, most=_MOST),
    Column("work_files", Label("Hồ sơ công việc", "Work files"), Kind.INTEGER, required=True,
           least=0, most=_MOST),
    Column("work_files_online", Label("Hồ sơ xử lý trên môi trường mạng", "Work files online"),
           Kind.INTEGER, required=True, least=0, most=_MOST),
)  # fmt: skip

QUALITY_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Nội dung", "What it is"), required=True, longest=500, width=44),
    Column("event", Label("Việc", "Event"), Kind.CHOICE, required=True, choices=_EVENTS,
           width=30),
    Column("held_on", Label("Ngày", "Day"), Kind.DATE, required=True),
    Column("document_number", Label("Số quyết định, báo cáo", "Document"), longest=100, width=22),
    Column("scope", Label("Phạm vi áp dụng", "Scope"), width=34),
    Column("found", Label("Điểm không phù hợp", "Points found"), Kind.INTEGER, least=0,
           most=_MOST),
    Column("mended", Label("Đã khắc phục", "Put right"), Kind.INTEGER, least=0, most=_MOST),
)  # fmt: skip
