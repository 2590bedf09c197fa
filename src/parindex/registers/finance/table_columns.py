"""The columns of the register of public finance: what is exported can be imported again."""

from parindex.registers.finance.constants import FIRST_QUARTER, LAST_QUARTER, Autonomy
from parindex.registers.table_columns import CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

_AUTONOMY = {
    Autonomy.FULL.value: Label("đầy đủ, đúng quy định", "fully, as required"),
    Autonomy.PARTIAL.value: Label("còn thiếu sót", "with shortcomings"),
    Autonomy.NONE.value: Label("chưa thực hiện", "not at all"),
}
_MOST_MONEY = 99_999_999_999
_MOST = 100_000

COLUMNS = (
    CODE_COLUMN, UNIT_COLUMN, YEAR_COLUMN,
    Column("title", Label("Kỳ số liệu", "Figures of"), required=True, longest=500, width=34,
           note=Label("Ví dụ: Quý III năm 2021.", "Such as: third quarter of 2021.")),
    Column("quarter", Label("Quý", "Quarter"), Kind.INTEGER, required=True, least=FIRST_QUARTER,
           most=LAST_QUARTER, width=8),
    Column("as_of", Label("Số liệu đến ngày", "As of"), Kind.DATE, required=True),
    Column("autonomy", Label("Cơ chế tự chủ, quy chế chi tiêu", "Autonomy and spending rules"),
           Kind.CHOICE, required=True, choices=_AUTONOMY, width=24),
    Column(
        "assigned", Label("Kinh phí được giao (triệu đồng)", "Assigned (million dong)"),
        Kind.DECIMAL, required=True, least=0, most=_MOST_MONEY, width=18,
        note=Label("Cả năm.", "Of the whole year."),
    ),
    Column(
        "disbursed", Label("Đã giải ngân (triệu đồng)", "Disbursed (million dong)"),
        Kind.DECIMAL, required=True, least=0, most=_MOST_MONEY, width=18,
        note=Label("Lũy kế từ đầu năm.", "Since the first day of the year."),
    ),
    Column(
        "recommendations_due", Label("Kiến nghị phải thực hiện", "Recommendations due"),
        Kind.INTEGER, required=True, least=0, most=_MOST,
        note=Label("Kiến nghị về tài chính sau thanh tra, kiểm toán; lũy kế từ đầu năm.",
                   "Of inspections and audits on finance, since the first day of the year."),
    ),
    Column("recommendations_done", Label("Kiến nghị đã thực hiện", "Recommendations done"),
           Kind.INTEGER, required=True, least=0, most=_MOST),
)  # fmt: skip
