"""A list to fill in: what is open can be written, everything comes back, hidden keys too."""

import io
import zipfile
from decimal import Decimal

from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind
from parindex_tables.reading import read_table
from parindex_tables.writing import FillIn, write_table

COLUMNS = (
    Column("key", Label("Mã", "Key")),
    Column("question", Label("Câu hỏi", "Question")),
    Column("answer", Label("Trả lời", "Answer"), Kind.FREE),
)
LONG = [f"Phương án thứ {number}: " + "rất dài " * 30 for number in range(1, 30)]
ROWS = [
    {"key": "a.b", "question": "Bao nhiêu?", "answer": Decimal("1234.5")},
    {"key": "a.c", "question": "Có không?", "answer": True},
    {"key": "a.d", "question": "Chọn gì?", "answer": LONG[3].strip()},
    {"key": "a.e", "question": "Bao nhiêu?", "answer": None},
]
OPEN = frozenset((row, "answer") for row in range(3))


def _content() -> bytes:
    fill_in = FillIn(OPEN, {(2, "answer"): LONG}, frozenset({"key"}))
    return write_table(COLUMNS, ROWS, title="Biểu", fill_in=fill_in)


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_what_was_written_comes_back_with_its_hidden_key():
    reading = read_table(_content(), COLUMNS)
    assert reading.problems == ()
    assert [row.values["key"] for row in reading.rows] == ["a.b", "a.c", "a.d", "a.e"]
    assert reading.rows[0].values["answer"] == Decimal("1234.5")
    assert reading.rows[1].values["answer"] == "có"
    assert reading.rows[2].values["answer"] == LONG[3].strip()


def test_only_the_open_cells_are_open():
    content = _content()
    sheet = _part(content, "xl/worksheets/sheet1.xml")
    assert "<sheetProtection" in sheet
    assert sheet.count('hidden="1"') == 1
    unlocked = _part(content, "xl/styles.xml").count('<protection locked="0"/>')
    assert unlocked > 0
    styles = _styles_of_answers(sheet)
    assert len(set(styles[:3])) >= 1
    assert styles[3] not in styles[:3]


def test_long_lists_of_words_are_offered_from_a_hidden_sheet():
    content = _content()
    assert "Lists!$A$1:$AC$1" in _part(content, "xl/worksheets/sheet1.xml")
    assert 'state="veryHidden"' in _part(content, "xl/workbook.xml")


def _styles_of_answers(sheet: str) -> list[str]:
    cells = [part.split(">")[0] for part in sheet.split("<c r=")[1:]]
    return [cell.split('s="')[1].split('"')[0] for cell in cells if cell.startswith('"C')][1:]
