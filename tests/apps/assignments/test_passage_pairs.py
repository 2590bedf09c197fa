"""Sentences of long papers are paired without comparing all with all."""

import pytest

from parindex.assignments import passage_pairs
from parindex.assignments.passage_pairs import is_same, pairs_of
from parindex.assignments.passages import Passage

MANY = 2_000
UNITS = ("Văn phòng Sở", "Thanh tra Sở", "Phòng Quản lý công nghệ", "Chi cục Tiêu chuẩn")


def passages(texts):
    return [Passage(at, str(at + 1), None, text) for at, text in enumerate(texts)]


def sentence(number, day="30/6/2021"):
    unit = UNITS[number % len(UNITS)]
    return f"Giao {unit} rà soát hồ sơ mã {number * 7919 % 100_003}, báo cáo trước ngày {day}."


@pytest.fixture
def compared(monkeypatch):
    """How often two sentences were compared letter by letter."""
    times = []
    ratio = passage_pairs.fuzz.ratio

    class Counting:
        @staticmethod
        def ratio(first, second, **options):
            times.append(max(len(first), len(second)))
            return ratio(first, second, **options)

    monkeypatch.setattr(passage_pairs, "fuzz", Counting)
    return times


def test_what_stays_is_found_by_its_words_wherever_it_went(compared):
    olds = [sentence(number) for number in range(MANY)]
    news = ["Câu mới thêm vào đầu văn bản.", *olds[1:]]
    assert pairs_of(passages(news), passages(olds)) == {at: at for at in range(1, MANY)}
    assert len(compared) == 1
    turned = pairs_of(passages(olds[::-1]), passages(olds))
    assert turned == {at: MANY - 1 - at for at in range(MANY)}


def test_what_changed_everywhere_is_found_among_few(compared):
    olds = [sentence(number) for number in range(MANY)]
    news = ["Câu mới.", *(sentence(number, "31/7/2021") for number in range(MANY))]
    found = pairs_of(passages(news), passages(olds))
    assert found == {at + 1: at for at in range(MANY)}
    assert len(compared) < 25 * MANY


def test_few_sentences_as_long_as_pages_are_not_compared_all_with_all(compared):
    page = "".join(sentence(number) for number in range(50))
    olds = [f"{number} {page}" for number in range(100)]
    news = [f"{old} Mới." for old in olds]
    assert pairs_of(passages(news), passages(olds)) == {at: at for at in range(100)}
    assert len(compared) < 25 * 100


@pytest.mark.parametrize("words", ["Giao các phòng báo cáo.", ""])
def test_a_sentence_that_stands_everywhere_costs_no_more(compared, words):
    same = passages([words] * MANY)
    assert pairs_of(same, same) == {at: at for at in range(MANY)}
    assert pairs_of(same[:-1], same[1:]) == {
        **{at: at - 1 for at in range(1, MANY - 1)}, 0: MANY - 2,
    }  # fmt: skip
    assert not compared


def test_a_sentence_without_end_is_compared_by_its_beginning(compared):
    old, new = "Rà soát hồ sơ. " * 50_000, "Rà soát hồ sơ; " * 50_000
    assert pairs_of(passages([new]), passages([old])) == {0: 0}
    assert max(compared) == passage_pairs._COMPARED
    assert not is_same(*passages([new, old]))
