"""The periodic report of reform: its fixed headings, its figures, the units' words."""

import io

import docx
import pytest
from tests.papers.conftest import Convert
from tests.papers.examples import HOSTILE
from tests.papers.periodic_example import TOLD, periodic
from tests.papers.test_pdf import dense, pages

from parindex_papers.docx_writer import write_docx
from parindex_papers.model import Heading, Paragraph
from parindex_papers.pdf_writer import write_pdf
from parindex_papers.periodic_report import Told, periodic_report
from parindex_papers.xlsx_writer import write_xlsx

HEADINGS = [
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    "II. KẾT QUẢ CẢI CÁCH HÀNH CHÍNH",
    "1. Cải cách thể chế",
    "2. Cải cách thủ tục hành chính",
    "3. Cải cách tổ chức bộ máy hành chính nhà nước",
    "4. Cải cách chế độ công vụ",
    "5. Cải cách tài chính công",
    "6. Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
    "III. ĐÁNH GIÁ CHUNG",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ SAU",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
]


def test_every_report_has_the_headings_of_the_six_contents() -> None:
    paper = periodic_report(periodic())
    assert [block.text for block in paper.body if isinstance(block, Heading)] == HEADINGS
    assert paper.subject == "Công tác cải cách hành chính quý IV năm 2021"


def test_what_was_told_stands_under_its_heading() -> None:
    paragraphs = [
        f"{block.lead} {block.text}".strip()
        for block in periodic_report(periodic()).body
        if isinstance(block, Paragraph)
    ]
    assert "- Hồ sơ đã giải quyết: 1.234,5 hồ sơ." in paragraphs
    at = paragraphs.index("Kết quả:")
    assert paragraphs[at + 4] == "Thanh tra Sở: thực hiện đúng kế hoạch."
    assert "Nhiệm vụ trọng tâm: Rà soát thủ tục hành chính." in paragraphs
    # Institutions, organisation, civil service, finance, digital, assessment, proposals.
    assert paragraphs.count("Trong kỳ không có nội dung phát sinh.") == 7


@pytest.mark.parametrize(("units", "columns", "rows"), [(5, 9, 2), (12, 4, 26)])
def test_the_figures_of_few_and_of_many_units(units: int, columns: int, rows: int) -> None:
    names = tuple(f"Đơn vị {number}" for number in range(units))
    (table,) = periodic_report(periodic(names)).tables()
    assert (len(table.columns), len(table.rows)) == (columns, rows)
    assert write_xlsx(periodic_report(periodic(names))).startswith(b"PK")


def test_whatever_was_written_is_printed() -> None:
    told = {**TOLD, "proposals": (Told("Kiến nghị", words=HOSTILE),)}
    report = periodic()
    report = type(report)(**{**vars(report), "told": told, "subject": "Chuyển đổi số <1>"})
    paper = periodic_report(report)
    document = docx.Document(io.BytesIO(write_docx(paper)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<b>&amp; </w:t> ]]>" in text
    assert "báo cáo chuyển đổi số <1> như sau:" in text
    assert write_pdf(paper).startswith(b"%PDF")


def test_libreoffice_shows_the_headings_in_their_order_with_numbered_pages(
    to_pdf: Convert,
) -> None:
    units = tuple(f"Đơn vị {number}" for number in range(12))
    found = pages(to_pdf(write_docx(periodic_report(periodic(units)))))
    text = dense(" ".join(found))
    places = [text.find(dense(heading)) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    # The first page carries no number; the second says that it is one. Source: decree 30/2020.
    assert len(found) > 1
    assert found[1].startswith("2 ")
