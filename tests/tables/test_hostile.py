"""Files that mean harm, or are something else: refused by a sentence, within bounded memory."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.workbooks import COLUMNS, HEADERS, with_part, workbook

from parindex_tables.container import LARGEST_FILE
from parindex_tables.reading import read_table

GOOD = workbook([HEADERS, ["1.000358", "Cấp"]])
SHEET = "xl/worksheets/sheet1.xml"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def _bomb() -> bytes:
    return with_part(GOOD, SHEET, b"<worksheet>" + b" " * (120 * 1024 * 1024))


def _lying_bomb() -> bytes:
    """A part that says it is small: its declared size is not believed."""
    content = bytearray(_bomb())
    true_size = (120 * 1024 * 1024 + 11).to_bytes(4, "little")
    return bytes(content.replace(true_size, (1000).to_bytes(4, "little")))


def _laughs() -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return with_part(GOOD, SHEET, entity + b"<worksheet><c><v>&b;</v></c></worksheet>")


def _far_cell() -> bytes:
    row = b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    return with_part(GOOD, SHEET, b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>")


def _many_rows() -> bytes:
    rows = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(20_001))
    return with_part(GOOD, SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")


def _many_parts() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for number in range(1001):
            made.writestr(f"part{number}", b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tệp trống"),
        (b"Ma,Ten\n1,2\n", "không phải bảng tính Excel"),
        (b"%PDF-1.7 ...", "không phải bảng tính Excel"),
        (b"PK\x03\x04 broken", "bị hỏng"),
        (GOOD[: len(GOOD) // 2], "bị hỏng"),
        (COMPOUND + b"\0" * 600, "kiểu cũ"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"PK" + b"\0" * LARGEST_FILE, "lớn hơn 10 MB"),
        (with_part(GOOD, "xl/vbaProject.bin", b"x"), "macro"),
        (with_part(GOOD, SHEET, b"<worksheet><broken"), "bị hỏng"),
        (with_part(GOOD, SHEET, b"<worksheet><c r='1A'/></worksheet>"), "bị hỏng"),
        (_bomb(), "phình ra quá lớn"),
        (_lying_bomb(), "bị hỏng"),
        (_laughs(), "bị hỏng"),
        (_far_cell(), "hơn 500 cột"),
        (_many_rows(), "hơn 20.000 dòng"),
        (_many_parts(), "phình ra quá lớn"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_in_words(content, said):
    tracemalloc.start()
    reading = read_table(content, COLUMNS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.rows == ()
    assert said in reading.problems[0].sentence().lower() or said in reading.problems[0].sentence()
    assert reading.problems[0].sentence("en")
    assert peak < 40 * 1024 * 1024


def test_a_word_document_is_no_table():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("word/document.xml", b"<document/>")
    sentence = read_table(target.getvalue(), COLUMNS).problems[0].sentence()
    assert sentence.startswith("Tệp không phải bảng tính .xlsx")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_never_breaks_the_reader(data):
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reading = read_table(bytes(content), COLUMNS)
    assert reading.rows or reading.problems
