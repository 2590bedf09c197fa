"""The columns of the register of equipment: what is exported can be imported again."""

from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_MOST = 100_000

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Trang thiết bị", "Equipment"), required=True, longest=500, width=40),
    Column("norm", Label("Định mức", "Norm"), Kind.INTEGER, required=True, least=1, most=_MOST),
    Column(
        "norm_source", Label("Căn cứ định mức", "Source of the norm"), longest=300, width=30,
        note=Label("Văn bản quy định trang thiết bị của bộ phận một cửa.",
                   "The document that says what the one-stop shop needs."),
    ),
    Column("stock", Label("Hiện có khi kiểm kê", "There at the count"), Kind.INTEGER,
           required=True, least=0, most=_MOST),
    Column("counted_on", Label("Ngày kiểm kê", "Counted on"), Kind.DATE, required=True),
    Column("budget", Label("Dự toán mua (triệu đồng)", "Budget (million dong)"), Kind.DECIMAL,
           least=0, most=99_999_999_999, width=16),
    Column("planned_on", Label("Ngày đưa vào kế hoạch mua", "Purchase planned on"), Kind.DATE),
    Column(
        "approved_on", Label("Ngày duyệt mua", "Purchase approved on"), Kind.DATE,
        note=Label("Thủ trưởng đơn vị hoặc lãnh đạo Sở duyệt.",
                   "By the head of the unit or of the agency."),
    ),
    Column("decision_number", Label("Số quyết định mua", "Decision"), longest=100, width=22),
    Column("bought_on", Label("Ngày mua xong", "Bought on"), Kind.DATE),
    Column("bought", Label("Số lượng đã mua", "Bought"), Kind.INTEGER, least=1, most=_MOST),
)  # fmt: skip
