"""The columns of the register of petitions: what is exported can be imported again."""

from parindex.registers.petitions.constants import Channel, Satisfaction, Subject
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_CHANNELS = {
    Channel.NATIONAL_PORTAL.value: Label("Hệ thống PAKN quốc gia", "national portal"),
    Channel.LETTER.value: Label("văn bản, thư", "letter"),
    Channel.TELEPHONE.value: Label("điện thoại", "telephone"),
    Channel.IN_PERSON.value: Label("trực tiếp", "in person"),
    Channel.EMAIL.value: Label("thư điện tử", "e-mail"),
    Channel.OTHER.value: Label("khác", "other"),
}
_SUBJECTS = {
    Subject.RULES.value: Label("quy định hành chính", "rules on procedures"),
    Subject.CONDUCT.value: Label("hành vi hành chính", "conduct of officials"),
}
_SATISFACTION = {
    Satisfaction.SATISFIED.value: Label("hài lòng", "satisfied"),
    Satisfaction.DISSATISFIED.value: Label("không hài lòng", "not satisfied"),
}

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column(
        "title", Label("Nội dung phản ánh, kiến nghị", "Matter"), required=True, longest=500,
        width=50,
        note=Label("Không ghi tên, số điện thoại, số giấy tờ của người gửi.",
                   "Without the name, telephone or papers of who sent it."),
    ),
    Column("channel", Label("Kênh tiếp nhận", "Channel"), Kind.CHOICE, required=True,
           choices=_CHANNELS, width=24),
    Column("subject", Label("Phân loại", "Subject"), Kind.CHOICE, required=True,
           choices=_SUBJECTS, width=22),
    Column("procedure_code", Label("Mã TTHC liên quan", "Procedure"), longest=40, width=16),
    Column("received_on", Label("Ngày tiếp nhận", "Received on"), Kind.DATE, required=True),
    Column(
        "days_allowed", Label("Thời hạn (ngày làm việc)", "Time (working days)"), Kind.INTEGER,
        required=True, least=1, most=365,
        note=Label("Tính từ ngày làm việc kế tiếp ngày tiếp nhận.",
                   "From the working day after it was received."),
    ),
    Column("answered_on", Label("Ngày trả lời", "Answered on"), Kind.DATE),
    Column("answer_number", Label("Số văn bản trả lời", "Answer"), longest=100, width=22),
    Column("published_on", Label("Ngày công khai kết quả", "Made public on"), Kind.DATE),
    Column("satisfaction", Label("Đánh giá của người gửi", "What they say"), Kind.CHOICE,
           choices=_SATISFACTION, width=18),
)  # fmt: skip
