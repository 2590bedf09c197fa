"""What is looked at before a workbook is read: a file can name more cells than memory holds."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from parindex_dossiers.errors import ExportUnreadable

# The reader lays a sheet out whole, 32 bytes a cell, from its first to its last cell used: a single
# stray cell at the far corner would take half a terabyte, and the process with it.
MOST_CELLS = 64_000_000
# Bytes. A year of a province unpacks to some ten times its size; bombs to thousands.
_MOST_UNPACKED = 4 << 30
_UNPACKED_UNASKED = 64 << 20
_LARGEST_RATIO = 150
_PIECE = 1 << 20
_OVERLAP = 64
# No cell beyond column AZ or from row 1,000,000 on: within the limit, and quick to make sure of.
_FAR = re.compile(rb"""r=["'](?:[A-Za-z]{3}[0-9]|[B-Zb-z][A-Za-z][0-9]|[A-Za-z]{0,2}[0-9]{7})""")
_PLACE = re.compile(rb"""\sr=["']([A-Za-z]*)0*([0-9]{1,9})""")
# The first bytes of what Excel wrote before 2007, and of what it protects by a password since.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def refuse_hostile(path: Path) -> None:
    """Let a workbook pass that can be read in bounded memory.

    :raises ExportUnreadable: for what is no .xlsx, is protected, or would grow too large.
    """
    with path.open("rb") as file:
        _refuse_by_first_bytes(path, file)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(path, sum(part.file_size for part in parts))
            for part in parts:
                if "/worksheets/" in part.filename and part.filename.endswith(".xml"):
                    _refuse_far_cells(path, archive, part)
    # RuntimeError: a part with a password, or packed in a way that is not known.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as problem:
        raise broken_workbook(path) from problem


def broken_workbook(path: Path) -> ExportUnreadable:
    """What to say of a workbook that cannot be read."""
    return ExportUnreadable(
        f"{path.name} bị hỏng hoặc chỉ tải về được một phần. Mở bằng Excel, lưu lại dạng .xlsx; "
        "không mở được thì xuất lại từ hệ thống một cửa."
    )


def _refuse_by_first_bytes(path: Path, file: IO[bytes]) -> None:
    start = file.read(_PIECE)
    if start.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in start or _ENCRYPTED_PACKAGE in file.read():
            raise ExportUnreadable(
                f"{path.name} được bảo vệ bằng mật khẩu. Mở bằng Excel, bỏ mật khẩu (Tệp, Thông "
                "tin, Bảo vệ sổ làm việc), lưu lại rồi nạp."
            )
        raise ExportUnreadable(
            f"{path.name} thực ra là tệp Excel kiểu cũ (.xls). Mở bằng Excel, chọn Lưu thành, loại "
            "“Excel Workbook (*.xlsx)”, rồi nạp lại."
        )
    if not start.startswith(b"PK"):
        is_page = start[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"<")
        kind = "trang web (HTML)" if is_page else "loại khác"
        raise ExportUnreadable(
            f"{path.name} mang tên .xlsx nhưng thực ra là tệp {kind}. Mở bằng Excel, chọn Lưu "
            "thành, loại “Excel Workbook (*.xlsx)”, rồi nạp lại."
        )


def _refuse_bomb(path: Path, unpacked: int) -> None:
    too_dense = unpacked > _UNPACKED_UNASKED and unpacked > _LARGEST_RATIO * path.stat().st_size
    if unpacked > _MOST_UNPACKED or too_dense:
        raise ExportUnreadable(
            f"{path.name} phình ra quá lớn khi mở, không giống một bảng hồ sơ. Sao chép các dòng "
            "có dữ liệu sang một tệp mới, hoặc xuất lại dạng .csv."
        )


def _refuse_far_cells(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if not any(_FAR.search(text) for text in _texts(archive, part)):
        return
    columns, rows = 1, 1
    for text in _texts(archive, part):
        for column, row in _PLACE.findall(text):
            columns, rows = max(columns, _number(column)), max(rows, int(row))
    if columns * rows > MOST_CELLS:
        raise ExportUnreadable(
            f"{path.name} có ô nằm rất xa vùng dữ liệu (đến cột thứ {columns}, dòng thứ {rows}). "
            "Xóa các cột, dòng thừa sau dữ liệu rồi lưu, hoặc sao chép dữ liệu sang một tệp mới."
        )


def _texts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no cell's place is cut in two."""
    rest = b""
    with archive.open(part) as sheet:
        while piece := sheet.read(_PIECE):
            yield rest + piece
            rest = piece[-_OVERLAP:]


def _number(column: bytes) -> int:
    """A column's place from its letters, A being the first."""
    number = 0
    for letter in column[:4].upper():
        number = number * 26 + letter - 64
    return number
