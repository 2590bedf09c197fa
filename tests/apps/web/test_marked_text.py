"""A paper cut along its marks."""

from hypothesis import given
from hypothesis import strategies as st

from parindex.web.marked_text import Mark, segments

TEXT = "Giao Văn phòng Sở trong năm 2021"


def test_nested_marks_share_their_links() -> None:
    item = Mark(0, len(TEXT), "item", ("item-3",))
    unit = Mark(5, 17, "unit", ("office", "item-3"))
    runs = segments(TEXT, [unit, item])
    assert [(run.text, run.links) for run in runs] == [
        ("Giao ", "item-3"),
        ("Văn phòng Sở", "item-3 office"),
        (" trong năm 2021", "item-3"),
    ]
    assert [run.innermost for run in runs] == [item, unit, item]


def test_marks_outside_the_text_are_left_out() -> None:
    outside = [Mark(-1, 3, "unit"), Mark(4, 4, "unit"), Mark(3, 99, "unit")]
    runs = segments("văn bản", outside)
    assert [(run.text, run.innermost) for run in runs] == [("văn bản", None)]


def test_no_text_has_no_runs() -> None:
    assert segments("", []) == []


spans = st.tuples(st.integers(-2, 40), st.integers(-2, 40))


@given(text=st.text(max_size=36), pairs=st.lists(spans, max_size=8))
def test_runs_give_back_the_text_and_lie_under_their_marks(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    marks = [Mark(start, end, "unit", (str(index),)) for index, (start, end) in enumerate(pairs)]
    runs = segments(text, marks)
    assert "".join(run.text for run in runs) == text
    position = 0
    for run in runs:
        covering = {mark for mark in marks if mark.start <= position < mark.end <= len(text)}
        assert set(run.marks) == {mark for mark in covering if mark.start >= 0}
        position += len(run.text)
