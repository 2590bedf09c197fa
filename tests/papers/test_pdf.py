"""PDFs: what they show, with which font, and what LibreOffice makes of the same paper in Word."""

import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.papers.conftest import Convert
from tests.papers.examples import EVERY_LETTER, HOSTILE, letter
from tests.papers.round_examples import accountability, minutes, ranking, self_assessment

from parindex_papers.accountability_sheet import accountability_sheet
from parindex_papers.apology_letter import apology_letter
from parindex_papers.appraisal_minutes import appraisal_minutes
from parindex_papers.docx_writer import write_docx
from parindex_papers.model import Paper
from parindex_papers.pdf_writer import FontsMissing, write_pdf
from parindex_papers.ranking_appendix import ranking_appendix
from parindex_papers.self_assessment_appendix import self_assessment_appendix

PAPERS = {
    "letter": apology_letter(letter()),
    "self-assessment": self_assessment_appendix(self_assessment()),
    "minutes": appraisal_minutes(minutes()),
    "ranking": ranking_appendix(ranking()),
    "accountability": accountability_sheet(accountability()),
}


def pages(content: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def dense(text: str) -> str:
    """Text without spaces: where a line breaks is the layout's business."""
    return unicodedata.normalize("NFC", "".join(text.replace("\u200b", "").split()))


def fonts(content: bytes) -> set[str]:
    found = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].split("+")[-1])
    return found


def in_order(text: str, *parts: str) -> bool:
    places = [dense(text).find(dense(part)) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_only_the_embedded_font_is_used_and_bytes_repeat(paper: Paper) -> None:
    content = write_pdf(paper)
    assert {font.split("-")[0] for font in fonts(content)} == {"Tinos"}
    assert content == write_pdf(paper)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_libreoffice_and_the_pdf_say_the_same_in_the_same_order(
    paper: Paper, to_pdf: Convert
) -> None:
    parts = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        paper.kind,
        paper.subject,
        *(["Nơi nhận:"] if not paper.co_signature else []),
        paper.signature.name,
        *(appendix.title.upper() for appendix in paper.appendices),
    ]
    for content in (write_pdf(paper), to_pdf(write_docx(paper))):
        found = pages(content)
        assert in_order(" ".join(found), *parts)
        assert 1 + len(paper.appendices) <= len(found) <= 2 + len(paper.appendices)


def test_170_rows_repeat_their_header_and_count_their_pages(to_pdf: Convert) -> None:
    paper = self_assessment_appendix(self_assessment(170))
    for content in (write_pdf(paper), to_pdf(write_docx(paper))):
        report, first, *later = pages(content)
        assert 10 <= len(later) <= 16
        assert not first.startswith("1")
        assert "Phụ lục" in first
        assert "BÁO CÁO" in report
        for number, page in enumerate(later, 2):
            assert page.startswith(f"{number} ")
            assert "Tài liệu kiểm chứng hoặc giải trình" in page
        assert "1.234,50" in later[-1]


def test_appendices_lie_on_their_side() -> None:
    boxes = [
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in PdfReader(io.BytesIO(write_pdf(PAPERS["minutes"]))).pages
    ]
    assert boxes == [(595, 842), (842, 595)]


@pytest.mark.parametrize("name", [EVERY_LETTER, "x" * 300, HOSTILE], ids=["vi", "long", "hostile"])
def test_any_text_is_shown_whole(name: str) -> None:
    visible = "".join(character for character in name if character not in "\x00\x0b\ufffe")
    assert dense(visible) in dense(" ".join(pages(write_pdf(apology_letter(letter(name))))))


def test_a_long_word_stays_in_its_column() -> None:
    row = replace(self_assessment().total, text="x" * 200, evidence=("@" * 500,))
    content = write_pdf(self_assessment_appendix(replace(self_assessment(), rows=(row,))))
    whole = PdfReader(io.BytesIO(content)).pages[1].extract_text().replace("\u200b", "")
    assert whole.count("@") == 500
    assert max(len(line) for line in whole.splitlines() if set(line) == {"@"}) < 60


def test_empty_lists_say_so() -> None:
    content = write_pdf(accountability_sheet(accountability(0)))
    assert "Không có tiêu chí bị trừ điểm." in " ".join(pages(content))


def test_without_the_font_there_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"parindex\.web\.assets"):
        write_pdf(PAPERS["letter"], tmp_path)
