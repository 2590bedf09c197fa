"""Workbooks as officers and attackers make them, part by part."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

COLUMNS = (
    Column("code", Label("Mã thủ tục", "Code"), required=True, unique=True, longest=20),
    Column("name", Label("Tên thủ tục", "Name"), required=True, longest=500),
    Column("days", Label("Thời hạn", "Time"), Kind.INTEGER, least=0, most=365),
    Column("fee", Label("Phí", "Fee"), Kind.DECIMAL, least=0),
    Column("since", Label("Hiệu lực từ", "In force from"), Kind.DATE),
    Column("on_paper", Label("Kết quả giấy", "Result on paper"), Kind.YES_NO),
    Column(
        "level",
        Label("Mức độ", "Level"),
        Kind.CHOICE,
        choices={"full": Label("toàn trình", "full"), "partial": Label("một phần", "partial")},
        also_called=("MucDo",),
    ),
)
HEADERS = [column.header.vi for column in COLUMNS]


def workbook(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """The rows as an .xlsx, merged ranges as given (“A1:B1”)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for span in merged:
            sheet.merge_range(span, "gộp")
    return target.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return target.getvalue()
