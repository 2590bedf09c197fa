"""The columns of the registers of organisation and staff: what is exported can be imported."""

from parindex.registers.staffing.constants import Fit, PostKind, Quarter, Result
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_MOST = 100_000
_RESULTS = {
    Result.FULL.value: Label("đầy đủ", "fully"),
    Result.PARTIAL.value: Label("một phần", "in part"),
    Result.NONE.value: Label("không thực hiện", "not at all"),
}
_KINDS = {
    PostKind.CIVIL_SERVANT.value: Label("công chức", "civil servant"),
    PostKind.PUBLIC_EMPLOYEE.value: Label("viên chức", "public employee"),
}
_FITS = {
    Fit.MATCHING.value: Label("phù hợp", "matching"),
    Fit.BELOW.value: Label("thấp hơn yêu cầu", "below the norm"),
    Fit.ABOVE.value: Label("cao hơn yêu cầu", "above the norm"),
    Fit.OTHER.value: Label("khác chuyên môn", "of another profession"),
}
_QUARTERS = {
    Quarter.FIRST.value: Label("quý I", "quarter I"),
    Quarter.SECOND.value: Label("quý II", "quarter II"),
    Quarter.THIRD.value: Label("quý III", "quarter III"),
    Quarter.FOURTH.value: Label("quý IV", "quarter IV"),
}
_SHARED = (CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN)
_REPORT = Column("title", Label("Báo cáo", "Report"), required=True, longest=500, width=44)

STRUCTURE_COLUMNS = (
    *_SHARED,
    Column("title", Label("Nội dung sắp xếp, kiện toàn", "Reorganisation"), required=True,
           longest=500, width=50),
    Column("decision_number", Label("Số quyết định phê duyệt", "Decision"), required=True,
           longest=100, width=22),
    Column("effective_on", Label("Ngày có hiệu lực", "Takes effect on"), Kind.DATE,
           required=True),
    Column("due_on", Label("Hạn thực hiện", "Due"), Kind.DATE, required=True),
    Column("done_on", Label("Ngày thực hiện xong", "Carried out on"), Kind.DATE),
)  # fmt: skip
QUOTA_COLUMNS = (
    *_SHARED, _REPORT,
    Column(
        "counted_on", Label("Tính đến ngày", "Counted on"), Kind.DATE, required=True,
        note=Label("Mỗi đơn vị được tính theo số liệu mới nhất trong năm.",
                   "Of each unit its latest count in the year stands."),
    ),
    Column("assigned", Label("Biên chế được giao", "Posts assigned"), Kind.INTEGER,
           required=True, least=0, most=_MOST),
    Column("used", Label("Biên chế đã sử dụng", "Posts used"), Kind.INTEGER, required=True,
           least=0, most=_MOST),
    Column("deputies_allowed", Label("Số cấp phó được phép", "Deputies allowed"), Kind.INTEGER,
           required=True, least=0, most=_MOST),
    Column("deputies", Label("Số cấp phó hiện có", "Deputies"), Kind.INTEGER, required=True,
           least=0, most=_MOST),
)  # fmt: skip
DELEGATION_COLUMNS = (
    *_SHARED,
    Column("title", Label("Nội dung phân cấp được rà soát", "What was reviewed"), required=True,
           longest=500, width=50),
    Column("checked_on", Label("Ngày rà soát", "Reviewed on"), Kind.DATE, required=True),
    Column("report_number", Label("Số báo cáo rà soát", "Report number"), longest=100, width=22),
    Column("result", Label("Mức thực hiện", "Carried out"), Kind.CHOICE, required=True,
           choices=_RESULTS, width=18),
)  # fmt: skip
POST_COLUMNS = (
    *_SHARED,
    Column("title", Label("Tên vị trí việc làm", "Post"), required=True, longest=500, width=44),
    Column(
        "position", Label("Số hiệu trong đề án", "Number in the scheme"), required=True,
        longest=40, width=16,
        note=Label("Mỗi biên chế một dòng: VT05.1, VT05.2.",
                   "A line for each post: VT05.1, VT05.2."),
    ),
    Column("kind", Label("Loại", "Kind"), Kind.CHOICE, required=True, choices=_KINDS, width=14),
    Column("norm", Label("Ngạch, chức danh theo đề án", "Rank or title asked for"), required=True,
           longest=200, width=30),
    Column(
        "staff_code", Label("Mã cán bộ", "Staff code"), longest=20, width=14,
        note=Label("Mã nội bộ của cơ quan; không ghi họ tên, số giấy tờ tùy thân. "
                   "Để trống nếu chưa bố trí.",
                   "The agency's own code, no name and no identity number; empty: vacant."),
    ),
    Column("held", Label("Ngạch, chức danh đang giữ", "Rank or title held"), longest=200,
           width=30),
    Column("fit", Label("Mức độ phù hợp", "Match"), Kind.CHOICE, choices=_FITS, width=20),
    Column("why", Label("Lý do chưa phù hợp", "Why it does not match"), longest=500, width=36),
    Column("filled_on", Label("Ngày bố trí", "Filled on"), Kind.DATE),
)  # fmt: skip
EVALUATION_COLUMNS = (
    *_SHARED,
    Column("title", Label("Đợt đánh giá, xếp loại", "Evaluation"), required=True, longest=500,
           width=44),
    Column("due_on", Label("Hạn đánh giá", "Due"), Kind.DATE, required=True),
    Column("done_on", Label("Ngày hoàn thành", "Done on"), Kind.DATE),
    Column("result_number", Label("Số thông báo kết quả", "Notice of the result"), longest=100,
           width=22),
    Column(
        "is_by_procedure", Label("Đúng trình tự", "By due procedure"), Kind.YES_NO,
        note=Label("Không đúng trình tự được tính như trễ hạn.",
                   "Without due procedure it counts as late."),
    ),
)  # fmt: skip
DISCIPLINE_COLUMNS = (
    *_SHARED, _REPORT,
    Column("quarter", Label("Quý", "Quarter"), Kind.CHOICE, required=True, choices=_QUARTERS),
    Column("reported_on", Label("Ngày báo cáo", "Reported on"), Kind.DATE, required=True),
    Column(
        "violations", Label("Số vụ vi phạm", "Violations"), Kind.INTEGER, required=True, least=0,
        most=_MOST,
        note=Label("Chỉ ghi số vụ, không ghi tên người; không có thì ghi 0.",
                   "Only how many, no person; 0 where there were none."),
    ),
)  # fmt: skip
