"""The letter of apology and the frame that every paper shares, opened as Word would."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from tests.papers.examples import EVERY_LETTER, HEAD, HOSTILE, letter

from parindex_papers.apology_letter import apology_letter
from parindex_papers.docx_writer import write_docx
from parindex_papers.model import Paper


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(write_docx(paper)))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_the_header_is_a_table_of_two_rows() -> None:
    header = opened(apology_letter(letter())).tables[0]
    left, right = header.rows[0].cells
    assert left.text.split("\n")[:3] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH QUẢNG NGÃI",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    ]
    assert right.text.split("\n")[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert header.rows[1].cells[0].text == "Số: 12/TXL-SKHCN"
    assert header.rows[1].cells[1].text == "Quảng Ngãi, ngày 27 tháng 5 năm 2021"


def test_the_letter_names_dossier_days_and_cause() -> None:
    found = texts(opened(apology_letter(letter())))
    assert found[0] == "THƯ XIN LỖI"
    assert "(Số liệu minh họa)" in found
    assert "Kính gửi: Ông/Bà nộp hồ sơ mã 000.00.12.H48-210517-0001" in found
    assert "Ngày hẹn trả kết quả: ngày 26 tháng 5 năm 2021." in found
    assert "Lý do: Đơn vị phối hợp thẩm định chưa có ý kiến bằng văn bản." in found
    assert "Ngày hẹn lại trả kết quả: ngày 02 tháng 6 năm 2021." in found


def test_the_foot_has_recipients_left_and_the_signer_right() -> None:
    left, right = opened(apology_letter(letter())).tables[-1].rows[0].cells
    assert left.text == "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    assert right.text.split("\n")[:2] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert right.text.endswith("Người Ký Minh Họa")


def test_margins_are_the_decrees_and_the_number_starts_on_page_two() -> None:
    section = opened(apology_letter(letter())).sections[0]
    millimetres = [round(length.mm) for length in (section.page_width, section.page_height)]
    assert millimetres == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.first_page_header.paragraphs[0].text == ""


def test_every_style_is_times_for_every_script() -> None:
    document = opened(apology_letter(letter()))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    used |= {p.style.name for t in document.tables for c in t._cells for p in c.paragraphs}
    for name in used:
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        faces = {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert faces == {"Times New Roman"}, name


def test_the_same_letter_has_the_same_bytes() -> None:
    assert write_docx(apology_letter(letter())) == write_docx(apology_letter(letter()))


@pytest.mark.parametrize("name", [EVERY_LETTER, "x" * 300, "&<>", HOSTILE])
def test_any_text_comes_out_as_it_went_in(name: str) -> None:
    whole = "\n".join(texts(opened(apology_letter(letter(name)))))
    assert name.replace("\x00", "").replace("\x0b", "").replace("\ufffe", "") in whole


def test_decomposed_text_is_composed() -> None:
    whole = "\n".join(texts(opened(apology_letter(letter("Câ\u0301p phe\u0301p")))))
    assert "Cấp phép" in whole


def test_a_letter_before_its_registration_leaves_gaps() -> None:
    blank = replace(letter(), letterhead=replace(HEAD, number="", day=None))
    cells = opened(apology_letter(blank)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == [
        "Số:         /TXL-SKHCN",
        "Quảng Ngãi, ngày … tháng … năm …",
    ]


def test_a_new_day_that_is_not_later_is_refused() -> None:
    with pytest.raises(ValueError, match="2021-05-26"):
        replace(letter(), new_day=date(2021, 5, 26))
