import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex_core.vietnamese.folding import fold, fold_with_offsets, vietnamese_sort_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Quảng Ngãi", "quang ngai"),
        ("ĐỀ ÁN vị trí việc làm", "de an vi tri viec lam"),
        ("Nghị định 30/2020/NĐ-CP", "nghi dinh 30/2020/nd-cp"),
        ("", ""),
    ],
)
def test_folding_takes_case_and_diacritics_off(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_every_folded_character_comes_from_the_character_at_its_offset(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    for at, character in enumerate(folded):
        assert character in fold(text[offsets[at]])


def test_names_sort_by_the_vietnamese_alphabet_then_by_tone():
    names = ["Đà", "Dung", "Đức", "Ăn", "An", "Ân", "Anh", "Ánh"]
    assert sorted(names, key=vietnamese_sort_key) == [
        "An", "Anh", "Ánh", "Ăn", "Ân", "Dung", "Đà", "Đức",
    ]  # fmt: skip
