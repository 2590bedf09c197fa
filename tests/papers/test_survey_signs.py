"""Cards and poster of a survey: every code readable beside its sign, eight to a page."""

import io
from datetime import date

import pytest
import segno
from pypdf import PdfReader

from parindex_papers.pdf_writer import FontsMissing
from parindex_papers.survey_signs import CodeCard, Invitation, write_code_cards, write_poster

INVITATION = Invitation(
    agency="Sở Khoa học và Công nghệ",
    title="Khảo sát sự hài lòng của người dân năm 2021",
    until=date(2021, 12, 10),
    site="khcn.example.vn/survey",
    is_illustrative=True,
)
ADDRESS = "https://khcn.example.vn/survey/?c=ABCDEFGHJKLM"


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_code_stands_on_a_card_with_its_dossier_eight_to_a_page():
    cards = [CodeCard(f"ABCD-EFGH-{n:04d}", ADDRESS, f"H48.12-210101-{n:04d}") for n in range(17)]
    found = pages(write_code_cards(INVITATION, cards))
    assert len(found) == 3
    for place, card in enumerate(cards):
        assert card.code in found[place // 8]
        assert card.reference in found[place // 8]
    assert found[0].count("(Số liệu minh họa)") == 8
    assert "đến hết ngày 10/12/2021" in found[0]


def test_a_spare_card_names_no_dossier_and_markup_stays_text():
    found = pages(write_code_cards(INVITATION, [CodeCard("#box[x]", ADDRESS)]))
    assert "#box[x]" in found[0]
    assert "Gửi kèm hồ sơ" not in found[0]


def test_the_poster_is_one_page_that_says_until_when():
    (text,) = pages(write_poster(INVITATION, ADDRESS))
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
    assert "10/12/2021" in text


def test_the_same_cards_give_the_same_bytes():
    card = [CodeCard("ABCD-EFGH-JKLM", ADDRESS)]
    assert write_code_cards(INVITATION, card) == write_code_cards(INVITATION, card)


def test_a_sign_of_a_code_is_small_enough_for_a_phone_at_arms_length():
    # 34 mm for 33 modules and their margin of 4 on each side.
    assert segno.make_qr(ADDRESS, error="m").symbol_size(border=0)[0] <= 33


def test_without_the_papers_font_nothing_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr("parindex_papers.survey_signs.FONTS", tmp_path)
    with pytest.raises(FontsMissing):
        write_poster(INVITATION, ADDRESS)
