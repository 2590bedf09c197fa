"""The columns of the registers of legal documents: what is exported can be imported again."""

from parindex.registers.legal_documents.constants import DraftKind, Finding
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_KINDS = {
    DraftKind.RESOLUTION.value: Label("nghị quyết của HĐND tỉnh", "resolution of the Council"),
    DraftKind.DECISION.value: Label("quyết định của UBND tỉnh", "decision of the Committee"),
}
_FINDINGS = {
    Finding.NONE.value: Label("còn phù hợp", "nothing"),
    Finding.OUTDATED.value: Label("không còn phù hợp", "outdated"),
    Finding.CONTRADICTORY.value: Label("mâu thuẫn, chồng chéo", "contradictory"),
    Finding.GAP.value: Label("còn thiếu quy định", "gap"),
}
_EFFECTIVE = Column("effective_on", Label("Ngày có hiệu lực", "In force from"), Kind.DATE)
_EXPIRED = Column("expired_on", Label("Ngày hết hiệu lực", "Expired on"), Kind.DATE)

DRAFT_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Tên văn bản QPPL", "Legal document"), required=True, longest=500,
           width=50),
    Column("kind", Label("Loại văn bản", "Kind of document"), Kind.CHOICE, required=True,
           choices=_KINDS, width=26),
    Column("programme", Label("Chương trình, văn bản giao", "Programme"), longest=300, width=34),
    Column(
        "due_on", Label("Hạn trình theo chương trình", "Due for submission"), Kind.DATE,
        required=True,
        note=Label("Ngày cuối cùng phải trình HĐND, UBND tỉnh, trong năm của chương trình.",
                   "The last day for its submission, in the year of the programme."),
    ),
    Column(
        "is_shortened", Label("Trình tự, thủ tục rút gọn", "Shortened procedure"), Kind.YES_NO,
        note=Label("Có: không bắt buộc lấy ý kiến 30 ngày (Luật 80/2015/QH13, Điều 148).",
                   "Yes: the 30 days of consultation are not asked for (law 80/2015/QH13, "
                   "article 148)."),
    ),
    Column("proposed_on", Label("Ngày đề nghị xây dựng", "Proposed on"), Kind.DATE),
    Column("drafted_on", Label("Ngày hoàn thành dự thảo", "Drafted on"), Kind.DATE),
    Column("consulted_from", Label("Bắt đầu lấy ý kiến", "Consultation from"), Kind.DATE),
    Column(
        "consulted_to", Label("Kết thúc lấy ý kiến", "Consultation to"), Kind.DATE,
        note=Label("Ít nhất 30 ngày sau ngày bắt đầu đăng tải lấy ý kiến.",
                   "At least 30 days after its first day."),
    ),
    Column("appraised_on", Label("Ngày Sở Tư pháp thẩm định", "Appraised by Justice on"),
           Kind.DATE),
    Column("appraisal_number", Label("Số báo cáo thẩm định", "Report of the appraisal"),
           longest=100, width=22),
    Column("submitted_on", Label("Ngày trình", "Submitted on"), Kind.DATE),
    Column("issued_on", Label("Ngày ban hành", "Issued on"), Kind.DATE),
    Column("issue_number", Label("Số, ký hiệu văn bản ban hành", "Number of the document"),
           longest=100, width=22),
    _EFFECTIVE,
    _EXPIRED,
)  # fmt: skip

REVIEW_COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Trích yếu văn bản", "Subject of the document"), required=True,
           longest=500, width=50),
    Column("document_number", Label("Số, ký hiệu văn bản", "Number of the document"),
           required=True, longest=100, width=22),
    _EFFECTIVE,
    _EXPIRED,
    Column(
        "due_on", Label("Hạn rà soát theo kế hoạch", "Due for review"), Kind.DATE, required=True,
        note=Label("Ngày trong năm của kế hoạch rà soát.", "A day in the year of the plan."),
    ),
    Column("reviewed_on", Label("Ngày rà soát xong", "Reviewed on"), Kind.DATE),
    Column("finding", Label("Kết quả rà soát", "Finding"), Kind.CHOICE, choices=_FINDINGS,
           width=24),
    Column(
        "proposal", Label("Đề xuất xử lý", "Proposal"), width=40,
        note=Label("Sửa đổi, bổ sung, thay thế, bãi bỏ hoặc ban hành mới; nội dung chính.",
                   "Amend, replace, repeal or issue anew, and what in short."),
    ),
    Column(
        "handled_on", Label("Ngày xử lý hoặc kiến nghị", "Handled or put forward on"), Kind.DATE,
        note=Label("Ngày văn bản xử lý, hoặc ngày gửi văn bản kiến nghị cơ quan có thẩm quyền.",
                   "When it was handled, or put forward to whom it is for."),
    ),
    Column("handling_number", Label("Số văn bản xử lý, kiến nghị", "Paper of the handling"),
           longest=100, width=22),
)  # fmt: skip
