"""The columns of the register of communications: what is exported can be imported again."""

from parindex.registers.communications.constants import Form
from parindex.registers.communications.constants import Kind as ActivityKind
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_KINDS = {
    ActivityKind.REFORM.value: Label("tuyên truyền CCHC", "communication of reform"),
    ActivityKind.EVENT.value: Label("sự kiện về CCHC", "event on reform"),
    ActivityKind.DISTRICT.value: Label("hoạt động KH&CN cấp huyện", "district S&T activity"),
}
_FORMS = {
    Form.PRESS.value: Label("báo chí, phát thanh, truyền hình", "press, radio, television"),
    Form.WEBSITE.value: Label("trang thông tin điện tử", "website"),
    Form.SOCIAL.value: Label("mạng xã hội", "social network"),
    Form.CONFERENCE.value: Label("hội nghị, tập huấn", "conference, training"),
    Form.PRINT.value: Label("tờ rơi, pa nô, ấn phẩm", "leaflet, banner, printed matter"),
    Form.CONTEST.value: Label("cuộc thi", "contest"),
    Form.DIALOGUE.value: Label("đối thoại với người dân, doanh nghiệp", "dialogue"),
}
_MOST = 10_000_000

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Hoạt động", "Activity"), required=True, longest=500, width=50),
    Column(
        "kind", Label("Loại hoạt động", "Kind"), Kind.CHOICE, required=True, choices=_KINDS,
        width=24,
        note=Label("Hoạt động KH&CN cấp huyện được theo dõi ở đây nhưng không tính vào 1.3.",
                   "District activities are kept here, but do not count in 1.3."),
    ),
    Column("form", Label("Hình thức", "Form"), Kind.CHOICE, required=True, choices=_FORMS,
           width=30),
    Column("channel", Label("Kênh, nơi thực hiện", "Channel, place"), longest=300, width=30),
    Column("audience", Label("Đối tượng", "Audience"), longest=300, width=30),
    Column(
        "due_on", Label("Hạn theo kế hoạch", "Planned by"), Kind.DATE,
        note=Label("Để trống nếu hoạt động nằm ngoài kế hoạch tuyên truyền của năm.",
                   "Empty for an activity outside the plan of the year."),
    ),
    Column("held_on", Label("Ngày thực hiện", "Held on"), Kind.DATE),
    Column("reach", Label("Số người tiếp cận", "People reached"), Kind.INTEGER, least=0,
           most=_MOST),
    Column("departments", Label("Đại biểu sở, ban, ngành", "From departments"), Kind.INTEGER,
           least=0, most=_MOST),
    Column("districts", Label("Đại biểu huyện, xã", "From districts"), Kind.INTEGER, least=0,
           most=_MOST),
    Column("enterprises", Label("Đại biểu doanh nghiệp", "From enterprises"), Kind.INTEGER,
           least=0, most=_MOST),
    Column("citizens", Label("Người dân", "Citizens"), Kind.INTEGER, least=0, most=_MOST),
    Column("link", Label("Đường dẫn tin, bài", "Link"), longest=500, width=40),
)  # fmt: skip
