"""The columns of the register of training: what is exported can be imported again."""

from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex.registers.training.constants import Subject
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_SUBJECTS = {
    Subject.POLITICS.value: Label("lý luận chính trị", "political theory"),
    Subject.ADMINISTRATION.value: Label("quản lý nhà nước", "state administration"),
    Subject.PROFESSION.value: Label("ngạch, chức danh nghề nghiệp", "profession and rank"),
    Subject.POSITION.value: Label("vị trí việc làm", "job position"),
    Subject.SKILLS.value: Label("ngoại ngữ, tin học, kỹ năng", "languages, informatics, skills"),
    Subject.REFORM.value: Label("cải cách hành chính", "public administration reform"),
}
_MOST = 1_000_000

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Khóa, lớp đào tạo, bồi dưỡng", "Course"), required=True, longest=500,
           width=50),
    Column("subject", Label("Nội dung", "Subject"), Kind.CHOICE, required=True,
           choices=_SUBJECTS, width=26),
    Column("organiser", Label("Cơ sở đào tạo, đơn vị tổ chức", "Organiser"), longest=300,
           width=34),
    Column(
        "due_on", Label("Hạn theo kế hoạch", "Planned by"), Kind.DATE,
        note=Label("Để trống nếu khóa học nằm ngoài kế hoạch đào tạo của năm.",
                   "Empty for a course outside the plan of the year."),
    ),
    Column(
        "planned_people", Label("Số người theo kế hoạch", "People planned"), Kind.INTEGER,
        least=0, most=_MOST,
        note=Label("Đi cùng hạn theo kế hoạch.", "Goes with the day of the plan."),
    ),
    Column("decision_number", Label("Số quyết định cử đi", "Decision"), longest=100, width=22),
    Column("started_on", Label("Ngày bắt đầu", "Began on"), Kind.DATE),
    Column("finished_on", Label("Ngày kết thúc", "Ended on"), Kind.DATE),
    Column("trained_people", Label("Số người hoàn thành", "People trained"), Kind.INTEGER,
           least=0, most=_MOST),
    Column("certificates", Label("Số chứng chỉ, chứng nhận", "Certificates"), Kind.INTEGER,
           least=0, most=_MOST),
)  # fmt: skip
