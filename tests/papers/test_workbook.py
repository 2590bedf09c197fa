"""Workbooks of the papers' tables: values keep their type, text is never a formula."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import fastexcel
import pytest
from tests.papers.examples import HOSTILE, letter
from tests.papers.round_examples import accountability, ranking, self_assessment

from parindex_papers.accountability_sheet import accountability_sheet
from parindex_papers.apology_letter import apology_letter
from parindex_papers.model import Column, Paper, Row, Table
from parindex_papers.ranking_appendix import ranking_appendix
from parindex_papers.self_assessment_appendix import self_assessment_appendix
from parindex_papers.xlsx_writer import PaperWithoutTable, write_xlsx


def sheet_rows(content: bytes, name: str) -> list[tuple[object, ...]]:
    sheet = fastexcel.read_excel(content).load_sheet(name, header_row=None)
    return sheet.to_polars().rows()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def with_table(*rows: Row, name: str = "Bảng") -> Paper:
    columns = (Column("Chữ", 1), Column("Số", 1, "right", 2), Column("Ngày", 1))
    return replace(apology_letter(letter()), body=(Table(name, columns, rows),))


def test_a_sheet_for_each_table() -> None:
    content = write_xlsx(self_assessment_appendix(self_assessment(170)))
    assert fastexcel.read_excel(content).sheet_names == ["Tổng hợp", "Tự đánh giá"]
    rows = sheet_rows(content, "Tự đánh giá")
    header = next(at for at, row in enumerate(rows) if row[0] == "STT")
    assert rows[header] == (
        "STT",
        "Lĩnh vực, tiêu chí, tiêu chí thành phần",
        "Điểm tối đa",
        "Điểm tự đánh giá",
        "Điểm thẩm định",
        "Tài liệu kiểm chứng hoặc giải trình",
    )
    assert len(rows) - header - 1 == 171
    assert rows[-1][1:4] == ("Tổng cộng", "100", "1234.5")


def test_numbers_and_days_are_values_with_vietnamese_formats() -> None:
    content = write_xlsx(with_table(Row(("a", Decimal("1234.5"), date(2021, 5, 27)))))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<v>1234.5</v>" in sheet
    assert f"<v>{(date(2021, 5, 27) - date(1899, 12, 30)).days}</v>" in sheet
    styles = part(content, "xl/styles.xml")
    assert re.search(r'formatCode="d\\/m\\/yyyy"', styles)
    assert 'formatCode="#,##0.00"' in styles


@pytest.mark.parametrize("text", ["=1+1", "+84", "@SUM(A1)", HOSTILE, "{=A1}"])
def test_text_is_never_a_formula(text: str) -> None:
    content = write_xlsx(with_table(Row((text, None, None))))
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    kept = "".join(character for character in text if character not in "\x00\x0b\ufffe")
    assert sheet_rows(content, "Bảng")[-1][0] == kept


def test_header_rows_are_printed_on_every_page_and_stay_in_view() -> None:
    content = write_xlsx(ranking_appendix(ranking()))
    assert "_xlnm.Print_Titles" in part(content, "xl/workbook.xml")
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet


def test_names_of_sheets_are_what_excel_takes() -> None:
    table = Table("a/b: [c] " * 9, (Column("x", 1),), ())
    paper = replace(apology_letter(letter()), body=(table, table))
    names = fastexcel.read_excel(write_xlsx(paper)).sheet_names
    assert len(names) == len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_an_empty_table_says_so() -> None:
    content = write_xlsx(accountability_sheet(accountability(0)))
    assert sheet_rows(content, "Nguyên nhân")[-1][0] == "Không có tiêu chí bị trừ điểm."


def test_the_same_paper_has_the_same_bytes() -> None:
    paper = self_assessment_appendix(self_assessment())
    assert write_xlsx(paper) == write_xlsx(paper)


def test_a_paper_without_tables_has_no_workbook() -> None:
    with pytest.raises(PaperWithoutTable):
        write_xlsx(apology_letter(letter()))


def test_rows_are_as_tall_as_their_text() -> None:
    rows = (Row(("ngắn", None, None)), Row(("dài " * 60, None, None)), Row(("x" * 40_000, 1, None)))
    sheet = part(write_xlsx(with_table(*rows)), "xl/worksheets/sheet1.xml")
    short, long, longest = map(float, re.findall(r' ht="([0-9.]+)"', sheet)[-3:])
    assert short < 20 < 5 * short < long < 400 < longest <= 409
