"""Honest files: what of them becomes text, and where the words stand on the pictures."""

from itertools import pairwise

import pytest
from benchmarks.directive_scans import FONTS, as_pdf, as_scanned_pdf, scanned
from PIL import Image, ImageChops, ImageDraw, ImageFont
from tests.intake import files

from parindex_intake.composing import compose
from parindex_intake.joining import joined, starts_of
from parindex_intake.kinds import Kind
from parindex_intake.pages import Word
from parindex_intake.reading import look, read
from parindex_intake.word_file import text_of_word_file

TABLE = """KẾ HOẠCH
Cải cách hành chính

| TT | Nội dung công việc | Chủ trì | Thời hạn |
|----|----|----|----|
| 1 | Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết của Sở | Văn phòng Sở | 15/6/2021 |
| 2 | Kiểm tra việc giải quyết hồ sơ | Thanh tra Sở | Quý III |
"""


def kept(tmp_path, content, name="paper"):
    path = tmp_path / name
    path.write_bytes(content)
    (tmp_path / "pages").mkdir()
    return path, tmp_path / "pages"


def test_a_pdf_with_its_text_is_read_as_it_says_with_every_word_in_its_place(tmp_path):
    path, folder = kept(tmp_path, files.pdf_of(files.WORDS, "Trang hai"))
    assert (look(path, Kind.PDF).pages, look(path, Kind.PDF).scanned) == (2, 0)
    told = []
    first, second = read(path, Kind.PDF, folder, told.append)
    assert " ".join(first.text.split()) == files.WORDS
    assert second.text == "Trang hai\n"
    assert [number for number, _ in pairwise([*dict.fromkeys(told), None])][-1] == 2
    assert first.confidence is None
    picture = Image.open(folder / first.picture)
    assert picture.size == (first.width, first.height)
    gray = picture.convert("L")
    assert {first.text[word.start : word.end] for word in first.words} == set(files.WORDS.split())
    for word in first.words:
        # There is ink where the word is said to stand.
        assert gray.crop(word.box).getextrema()[0] < 128


def test_a_ruled_table_becomes_rows_of_pipes_whatever_its_cells_are_broken_over(tmp_path):
    path, folder = kept(tmp_path, as_pdf(TABLE))
    (page,) = read(path, Kind.PDF, folder)
    rows = [line for line in page.text.splitlines() if line.startswith("|")]
    assert rows[1] == (
        "| 1 | Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết của Sở | Văn phòng Sở"
        " | 15/6/2021 |"
    )
    assert len(rows) == 3


def test_a_bad_scan_of_a_table_is_read_cell_by_cell(tmp_path, needs_tesseract):
    pages = scanned(as_pdf(TABLE), seed=3, tilt=1.2)
    path, folder = kept(tmp_path, as_scanned_pdf(pages))
    assert look(path, Kind.PDF).scanned == 1
    (page,) = read(path, Kind.PDF, folder)
    rows = [line for line in page.text.splitlines() if line.startswith("|")]
    assert "Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết của Sở" in rows[1]
    assert "Thanh tra Sở" in rows[2]
    assert page.confidence is not None
    assert page.confidence > 80


def test_a_photo_that_lies_on_its_side_in_a_shadow_is_read(tmp_path, needs_tesseract):
    sheet = Image.new("L", (1500, 900), 215)
    font = ImageFont.truetype(str(FONTS / "Tinos_400Regular.ttf"), 40)
    draw = ImageDraw.Draw(sheet)
    for line, words in enumerate(("Giao Văn phòng Sở báo cáo Giám đốc Sở", "kết quả thực hiện",
                                  "trước ngày 30 tháng 6 năm 2021, phối hợp",
                                  "với Thanh tra Sở và các phòng, đơn vị."))  :  # fmt: skip
        draw.text((90, 120 + 70 * line), words, font=font, fill=40)
    shadow = Image.linear_gradient("L").resize(sheet.size).point(lambda value: 110 + value * 0.55)
    photo = ImageChops.multiply(sheet, shadow).rotate(90, expand=True)
    photo.save(tmp_path / "photo.jpg", quality=80)
    path, folder = kept(tmp_path, (tmp_path / "photo.jpg").read_bytes())
    (page,) = read(path, Kind.PICTURE, folder)
    assert "trước ngày 30 tháng 6 năm 2021" in page.text
    assert "Văn phòng Sở" in page.text
    assert page.width > page.height


def test_a_word_file_gives_its_paragraphs_and_tables(tmp_path):
    rows = [["TT", "Nội dung", "Chủ trì"], ["1", "Rà soát | sửa đổi", "Văn phòng Sở"]]
    path, folder = kept(tmp_path, files.word_file(["1. Giao Thanh tra Sở.", "2. Hết."], rows))
    (page,) = read(path, Kind.WORD, folder)
    assert page.text.splitlines() == [
        "1. Giao Thanh tra Sở.",
        "2. Hết.",
        "",
        "| TT | Nội dung | Chủ trì |",
        "| 1 | Rà soát / sửa đổi | Văn phòng Sở |",
    ]


def test_what_word_counts_by_itself_is_in_the_text(tmp_path):
    path, _ = kept(tmp_path, files.counted_word_file())
    assert text_of_word_file(path).splitlines() == [
        "1. Một", "a) Chữ a", "b) Chữ b", "2. Hai", "a) Lại chữ a", "- Gạch", "1. Danh sách khác",
    ]  # fmt: skip


def test_the_head_of_a_word_file_is_no_table_and_struck_words_are_none(tmp_path):
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = "<w:tbl><w:tr>{}{}</w:tr></w:tbl>".format(
        cell.format("SỞ KHOA HỌC"), cell.format("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    )
    struck = "<w:p><w:r><w:t>Giao</w:t></w:r><w:del><w:r><w:t>không</w:t></w:r></w:del></w:p>"
    body = f"<w:document {files.W}><w:body>{table}{struck}</w:body></w:document>"
    path, _ = kept(tmp_path, files.word_archive(body))
    expected = ["SỞ KHOA HỌC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Giao"]
    assert text_of_word_file(path).splitlines() == expected


def test_an_old_word_file_is_read_through_libreoffice(tmp_path, needs_soffice):
    # LibreOffice looks at what a file holds: rich text under the name .doc is one to it.
    content = rb"{\rtf1\ansi Giao V\u259?n ph\u242?ng S\u7903? b\u225?o c\u225?o.}"
    path, folder = kept(tmp_path, content)
    (page,) = read(path, Kind.OLD_WORD, folder)
    assert page.text.strip() == "Giao Văn phòng Sở báo cáo."


def test_words_side_by_side_are_one_line_and_far_apart_two_columns():
    words = [
        Word("Sở", 300, 12, 330, 30), Word("Giao", 10, 10, 60, 30), Word("phòng", 120, 11, 200, 30),
        Word("Văn", 70, 14, 110, 32), Word("dưới", 10, 44, 60, 62),
    ]  # fmt: skip
    page = compose(words)
    assert page.text == "Giao Văn phòng    Sở\ndưới\n"
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()


@pytest.mark.parametrize("pages", [["a\n", "b\n\n", ""], ["một"], ["\n", "hai"]])
def test_pages_are_found_again_in_the_joined_text(pages):
    text = joined(pages)
    for page, start in zip(pages, starts_of(pages), strict=True):
        assert text[start:].startswith(page.rstrip("\n"))
