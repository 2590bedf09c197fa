"""The columns that the table of every register begins with."""

from parindex.registers.constants import CODE, UNIT, YEAR
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

CODE_COLUMN = Column(
    CODE, Label("Mã số", "Code"), unique=True, longest=40, width=14,
    note=Label(
        "Để trống nếu là mục mới: phần mềm tự cấp mã. Có mã: sửa mục đã ghi.",
        "Empty for a new entry, which is given its code; with a code the entry is corrected.",
    ),
)  # fmt: skip
UNIT_COLUMN = Column(
    UNIT, Label("Đơn vị", "Unit"), longest=300, width=34,
    also_called=("Phòng, đơn vị", "Đơn vị thực hiện", "Đơn vị chủ trì"),
    note=Label(
        "Tên hoặc tên gọi tắt của phòng, đơn vị; để trống: đơn vị của người nhập.",
        "Name or alias of a unit of the agency; empty: the unit of who imports.",
    ),
)  # fmt: skip
YEAR_COLUMN = Column(
    YEAR, Label("Năm", "Year"), Kind.INTEGER, least=2000, most=2100, width=8,
    note=Label("Để trống: năm nay.", "Empty: this year."),
)  # fmt: skip
