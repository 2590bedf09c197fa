"""The papers of a round in Word: their parts, tables and sections."""

import hashlib
import io
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from tests.papers.round_examples import accountability, minutes, ranking, self_assessment

from parindex_papers.accountability_sheet import accountability_sheet
from parindex_papers.appraisal_minutes import appraisal_minutes
from parindex_papers.docx_writer import write_docx
from parindex_papers.model import Column, Paper, Row, Table
from parindex_papers.pdf_writer import write_pdf
from parindex_papers.ranking_appendix import ranking_appendix
from parindex_papers.self_assessment_appendix import self_assessment_appendix
from parindex_papers.xlsx_writer import write_xlsx

ROOT = Path(__file__).resolve().parents[2]


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(write_docx(paper)))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def cells(document: Document, table: int, row: int) -> list[str]:
    return [cell.text for cell in document.tables[table].rows[row].cells]


def test_the_appendix_of_the_self_assessment_has_the_councils_columns() -> None:
    document = opened(self_assessment_appendix(self_assessment()))
    assert cells(document, -1, 0) == [
        "STT",
        "Lĩnh vực, tiêu chí, tiêu chí thành phần",
        "Điểm tối đa",
        "Điểm tự đánh giá",
        "Điểm thẩm định",
        "Tài liệu kiểm chứng hoặc giải trình",
    ]
    assert cells(document, -1, 1) == ["1", "Công tác chỉ đạo", "25,00", "22,50", "", ""]
    assert cells(document, -1, -1) == ["", "Tổng cộng", "100,00", "1.234,50", "", ""]
    assert "Tổng điểm tự đánh giá: 1.234,50/100,00 điểm. Điểm theo lĩnh vực:" in texts(document)
    assert len(document.tables[-1].rows) == 1 + 12 + 1


def test_the_header_row_repeats_and_rows_stay_whole() -> None:
    rows = opened(self_assessment_appendix(self_assessment(170))).tables[-1].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert not any(row._tr.trPr.findall(qn("w:tblHeader")) for row in list(rows)[1:])


def test_an_appendix_is_landscape_and_counts_its_own_pages() -> None:
    report, appendix = opened(self_assessment_appendix(self_assessment())).sections
    assert report.orientation == WD_ORIENT.PORTRAIT
    assert appendix.orientation == WD_ORIENT.LANDSCAPE
    assert (round(appendix.page_width.mm), round(appendix.page_height.mm)) == (297, 210)
    assert appendix._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert report._sectPr.find(qn("w:pgNumType")) is None


def test_several_addressees_stand_under_each_other() -> None:
    found = texts(opened(self_assessment_appendix(self_assessment())))
    at = found.index("Kính gửi:")
    assert found[at + 1 : at + 3] == ["- Hội đồng thẩm định Chỉ số CCHC tỉnh;", "- Sở Nội vụ."]


def test_minutes_are_signed_twice_and_name_no_place() -> None:
    document = opened(appraisal_minutes(minutes()))
    assert cells(document, 0, 1) == ["Số: 03/BB-HĐTĐ", ""]
    left, right = cells(document, 1, 0)
    assert left.startswith("THƯ KÝ")
    assert right.startswith("CHỦ TỊCH HỘI ĐỒNG")
    found = texts(document)
    assert "Thời gian bắt đầu: 14 giờ 05 phút, ngày 27 tháng 12 năm 2021." in found
    assert cells(document, -1, 1)[2:6] == ["2,00", "2,00", "1,50", "-0,50"]


def test_minutes_without_differences_say_so() -> None:
    document = opened(appraisal_minutes(minutes(0)))
    assert "Điểm thẩm định của mọi tiêu chí bằng điểm tự đánh giá." in cells(document, -1, 1)


def test_a_meeting_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        replace(minutes(), ended=minutes().began - timedelta(minutes=1))


def test_a_decision_has_bases_articles_and_an_appendix_for_each_cluster() -> None:
    document = opened(ranking_appendix(ranking()))
    found = texts(document)
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI" in found
    assert "Căn cứ Luật Tổ chức chính quyền địa phương;" in found
    assert [line[:7] for line in found if line.startswith("Điều ")] == [
        "Điều 1.",
        "Điều 2.",
        "Điều 3.",
    ]
    assert "Phụ lục I" in found
    assert "Phụ lục II" in found
    assert cells(document, -2, 1)[:3] == ["1", "Sở số 1", "94,50"]
    assert "Không có cơ quan nào được xếp hạng." in cells(document, -1, 1)
    assert "(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm … của " in " ".join(found)


def test_accountability_counts_points_by_cause() -> None:
    document = opened(accountability_sheet(accountability(5)))
    assert "Số tiêu chí bị trừ điểm: 5; tổng số điểm bị trừ: 3,75." in texts(document)
    by_cause = [cells(document, 1, row) for row in range(1, 4)]
    assert by_cause == [
        ["Khách quan", "2", "1,50"],
        ["Chủ quan", "2", "1,50"],
        ["Chưa giải trình", "1", "0,75"],
    ]
    assert cells(document, -1, 1)[-1] == "31/3/2022"


_HASHES = """
import hashlib
from tests.papers.round_examples import self_assessment
from parindex_papers.docx_writer import write_docx
from parindex_papers.pdf_writer import write_pdf
from parindex_papers.self_assessment_appendix import self_assessment_appendix
from parindex_papers.xlsx_writer import write_xlsx
paper = self_assessment_appendix(self_assessment())
for write in (write_docx, write_pdf, write_xlsx):
    print(hashlib.sha256(write(paper)).hexdigest())
"""


def test_hashes_hold_in_another_process_at_another_time() -> None:
    paper = self_assessment_appendix(self_assessment())
    here = [
        hashlib.sha256(write(paper)).hexdigest() for write in (write_docx, write_pdf, write_xlsx)
    ]
    # Zip archives keep time in steps of two seconds.
    time.sleep(2.1)
    there = subprocess.run(
        [sys.executable, "-c", _HASHES], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert there.stdout.split() == here


def test_a_row_without_a_cell_for_each_column_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells, 1 columns"):
        Table("Bảng", (Column("Điểm", 1),), (Row((Decimal(1), "thừa")),))
