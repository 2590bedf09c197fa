"""An .xlsx file opened with suspicion: its type, its size, and nothing that could run."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from parindex_core.framework import Label
from parindex_tables.problems import TableRefused

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_PART = 100 * 1024 * 1024
_MOST_PARTS = 1000
_PIECE = 256 * 1024
# The first bytes of what Word and Excel wrote before 2007, and of what they encrypt since.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_XLSX = Label(
    "Mở bằng Excel, chọn Lưu thành (Save As), loại “Excel Workbook (*.xlsx)”, rồi nạp lại.",
    "Open it in Excel, choose Save As, type “Excel Workbook (*.xlsx)”, and load it again.",
)


class Container:
    """The parts of a workbook. Reading a part never holds more than a piece of it."""

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a file.

        :raises TableRefused: unless they are an .xlsx within the limits.
        """
        _refuse_by_first_bytes(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as problem:
            raise broken_file() from problem
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._refuse_by_parts()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes in pieces.

        :raises TableRefused: when it is broken, encrypted or larger than any honest table's.
        """
        read = 0
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                while piece := part.read(_PIECE):
                    read += len(piece)
                    if read > LARGEST_PART:
                        _refuse_as_inflated()
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            KeyError,
            RuntimeError,
            OSError,
        ) as problem:
            # RuntimeError: an encrypted part, or a compression that is not known.
            raise broken_file() from problem

    def _refuse_by_parts(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_PART:
            _refuse_as_inflated()
        if any(name.endswith("vbaproject.bin") for name in self._names):
            raise TableRefused(
                Label("tệp có chứa macro", "the file contains macros"), _SAVE_AS_XLSX
            )
        if "xl/workbook.xml" not in self._names:
            raise TableRefused(
                Label("tệp không phải bảng tính .xlsx", "the file is not an .xlsx workbook"),
                _SAVE_AS_XLSX,
            )


def broken_file() -> TableRefused:
    """What to say of a file whose parts cannot be read."""
    return TableRefused(
        Label("tệp Excel bị hỏng, không đọc được", "the Excel file is broken and cannot be read"),
        Label(
            "Mở bằng Excel, lưu lại thành tệp mới rồi nạp lại.",
            "Open it in Excel, save it as a new file and load that.",
        ),
    )


def _refuse_by_first_bytes(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise TableRefused(
            Label("tệp lớn hơn 10 MB", "the file is larger than 10 MB"),
            Label(
                "Bỏ hình ảnh, định dạng thừa, trang tính không dùng, hoặc chia thành nhiều tệp.",
                "Remove pictures, needless formats, unused sheets, or split it into several files.",
            ),
        )
    if not content:
        raise TableRefused(
            Label("tệp trống", "the file is empty"),
            Label("Chọn lại tệp.", "Choose the file again."),
        )
    if content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in content:
            raise TableRefused(
                Label("tệp được bảo vệ bằng mật khẩu", "the file is protected by a password"),
                Label(
                    "Mở bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ), lưu lại rồi nạp.",
                    "Open it in Excel, remove the password (File, Info, Protect), save, load it.",
                ),
            )
        raise TableRefused(
            Label("tệp Excel kiểu cũ (.xls)", "the file is an old Excel file (.xls)"), _SAVE_AS_XLSX
        )
    if not content.startswith(b"PK"):
        raise TableRefused(
            Label("tệp không phải bảng tính Excel", "the file is not an Excel workbook"),
            _SAVE_AS_XLSX,
        )


def _refuse_as_inflated() -> NoReturn:
    raise TableRefused(
        Label(
            "tệp phình ra quá lớn khi mở, không giống một bảng thông thường",
            "the file grows too large when it is opened, unlike any ordinary table",
        ),
        Label(
            "Sao chép các dòng có dữ liệu sang một tệp mới rồi nạp tệp đó.",
            "Copy the rows that hold data to a new file and load that.",
        ),
    )
