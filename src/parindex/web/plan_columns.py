"""The columns of a year's plan, as plans call them."""

from parindex_core.framework import Label
from parindex_tables.columns import Column

NUMBER, TEXT, PRODUCT, LEAD, PARTNERS, TIME, COMPONENTS = (
    "number", "text", "product", "lead", "partners", "time", "components",
)  # fmt: skip
PLAN_COLUMNS = (
    Column(
        NUMBER,
        Label("STT", "No."),
        also_called=("TT", "Số thứ tự"),
        width=8,
        note=Label(
            "I, II cho mục tiêu; 1, 2 cho nhóm; 1.1 cho nhiệm vụ. Có thể để trống.",
            "I, II for goals; 1, 2 for groups; 1.1 for tasks. May be empty.",
        ),
    ),
    Column(
        TEXT,
        Label("Nội dung", "What is to be done"),
        required=True,
        also_called=(
            "Nhiệm vụ",
            "Nội dung công việc",
            "Nội dung nhiệm vụ",
            "Nội dung, nhiệm vụ",
            "Nhiệm vụ cụ thể",
            "Nhiệm vụ, giải pháp",
            "Mục tiêu, nhiệm vụ",
            "Công việc",
        ),
        width=60,
        note=Label(
            "Dòng không có đơn vị, sản phẩm, thời hạn là mục tiêu của các dòng dưới.",
            "A row without unit, product and deadline is the goal of the rows below it.",
        ),
    ),
    Column(
        PRODUCT,
        Label("Sản phẩm", "Product"),
        also_called=("Kết quả", "Sản phẩm, kết quả", "Kết quả, sản phẩm", "Sản phẩm đầu ra"),
        longest=300,
        width=24,
    ),
    Column(
        LEAD,
        Label("Đơn vị chủ trì", "Unit in charge"),
        also_called=(
            "Chủ trì",
            "Cơ quan chủ trì",
            "Đơn vị thực hiện",
            "Đơn vị chủ trì thực hiện",
            "Phòng, đơn vị chủ trì",
            "Cơ quan, đơn vị chủ trì",
        ),
        width=28,
    ),
    Column(
        PARTNERS,
        Label("Đơn vị phối hợp", "Units taking part"),
        also_called=(
            "Phối hợp",
            "Cơ quan phối hợp",
            "Đơn vị phối hợp thực hiện",
            "Phòng, đơn vị phối hợp",
            "Cơ quan, đơn vị phối hợp",
        ),
        width=28,
        note=Label("Nhiều đơn vị cách nhau bằng dấu ;", "Several units are parted by ;"),
    ),
    Column(
        TIME,
        Label("Thời hạn", "Deadline"),
        also_called=(
            "Thời gian",
            "Thời gian hoàn thành",
            "Thời hạn hoàn thành",
            "Thời gian thực hiện",
            "Tiến độ",
        ),
        width=20,
        note=Label(
            "Ngày như 30/6/2021, hoặc “Quý III”, “Tháng 6”, “Hằng tháng, trước ngày 20”.",
            "A day such as 30/6/2021, or “Quý III”, “Tháng 6”, “Hằng tháng, trước ngày 20”.",
        ),
    ),
    Column(
        COMPONENTS,
        Label("Tiêu chí", "Components"),
        also_called=("Mã tiêu chí",),
        width=14,
        note=Label(
            "Mã như 1.1.3; 3.4.1. Để trống thì phần mềm gợi ý theo lời.",
            "Codes such as 1.1.3; 3.4.1. Empty: suggested by the words.",
        ),
    ),
)
