"""Files that are no honest export: each is refused in words that say how to mend it."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.exports import open_export
from parindex_dossiers.importing import import_exports
from parindex_dossiers.store import Store

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADERS = ("MaHoSo", "NgayTiepNhan", "SoLanBoSung", "PhiLePhi", "NgayHenTra")


def workbook(path: Path, *cells: tuple[int, int, str]) -> Path:
    """A small workbook of an export with cells at (row, column), both from 0."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ("H48.12-210527-0042", "27/05/2021"))
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    return path


def refusal(path: Path) -> str:
    """What is said of a file."""
    with pytest.raises(ExportUnreadable) as refused:
        open_export(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        (b"<html><table><tr><td>MaHoSo</td></tr></table></html>", "trang web (HTML). Mở bằng"),
        (b"\xef\xbb\xbf <!doctype html>", "trang web (HTML). Mở bằng Excel"),
        (b"MaHoSo;NgayTiepNhan\n", "loại khác. Mở bằng Excel"),
        (COMPOUND_FILE + b"\0" * 600, "kiểu cũ (.xls). Mở bằng Excel"),
        (COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"), "bỏ mật khẩu"),
        (b"PK\x03\x04 cut off", "hỏng hoặc chỉ tải về được một phần"),
        (b"", "tệp rỗng (0 byte)"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes, mend: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    said = refusal(path)
    assert said.startswith("a.xlsx ")
    assert mend in said
    assert str(tmp_path) not in said


def test_a_stray_cell_in_the_far_corner_is_told_before_memory_is_taken(tmp_path: Path) -> None:
    said = refusal(workbook(tmp_path / "a.xlsx", (1_048_575, 16_383, "x")))
    assert "đến cột thứ 16384, dòng thứ 1048576" in said


def test_a_stray_cell_far_to_the_right_of_few_rows_harms_nobody(tmp_path: Path) -> None:
    export = open_export(workbook(tmp_path / "a.xlsx", (1, 16_383, "x")))
    assert export.headers[:5] == HEADERS


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings2.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(bytes(1 << 20))
    assert "phình ra quá lớn" in refusal(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('[{"MaHoSo": ', "hỏng từ dòng 1"),
        ("[" * 100_000, "lồng quá sâu"),
        (f'[{{"MaHoSo": "a", "NgayTiepNhan": {"9" * 5000}}}]', "số quá dài"),
    ],
)
def test_json_that_cannot_be_read_says_where(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert why in refusal(path)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("PhiLePhi", "Infinity"),
        ("PhiLePhi", "1e999999999"),
        ("PhiLePhi", "99999999999999999999"),
        ("PhiLePhi", "10000000000000.0"),
        ("SoLanBoSung", "40000.0"),
        ("SoLanBoSung", "1e999999999"),
        ("NgayHenTra", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_a_number_or_day_beyond_all_bounds_costs_its_row_only(
    tmp_path: Path, column: str, value: str
) -> None:
    path = tmp_path / "a.csv"
    row = {"MaHoSo": "H48.12-210527-0042", "NgayTiepNhan": "27/05/2021", column: value}
    lines = (HEADERS, [row.get(name, "") for name in HEADERS])
    path.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    (report,) = import_exports(Store(tmp_path / "data"), [path])
    assert (report.load.added, report.load.rejected) == (0, 1)
    assert [problem[1:3] for problem in report.listed] == [(column, value)]
