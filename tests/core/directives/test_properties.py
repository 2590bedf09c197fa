"""What must hold of any text: it is read, quickly, and every span points into it."""

import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from benchmarks.directive_shapes import SHAPES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parindex_core.directives import demo_units, read_directive

ROOT = Path(__file__).parents[3]
UNITS = demo_units()
FRAGMENTS = st.sampled_from(
    [
        "UBND TỈNH QUẢNG NGÃI", "SỞ Y TẾ", "Số: 12/KL-SYT", "KẾT LUẬN", "\n", "\n\n", "1. ", "2. ",
        "l. ", "a) ", "b) ", "- ", "I. ", "II. ", "Điều 1. ", "Giao Văn phòng Sở ", "chủ trì, ",
        "phối hợp với Thanh tra Sở ", "trước ngày 15/6/2021", "trước ngày 31/02/2021",
        "quý III/2021",
        "hằng tháng, trước ngày 20", "đạt trên 80%", "ít nhất 02 lớp", "các phòng, đơn vị ",
        "mỗi phòng, đơn vị ", "STT | Nội dung | Đơn vị chủ trì\n",
        "| 1 | Rà soát | Văn phòng Sở |\n",
        "STT   Nội dung   Chủ trì   Thời gian\n", "1   Rà soát   Thanh tra Sở   30/6/2021\n", "\t",
        "theo Quyết định số 766/QĐ-TTg ngày 23/6/2022", "Nơi nhận:\n- Như trên;\n", "S¢", "\ufeff",
        "bộ phận phụ trách văn thư ", "\u0301", "07 sở, ban, ngành", "\r\n", "   2\n", "12/12/9999",
        "|. ", "-nt-",
    ]
)  # fmt: skip
PAPERS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=60).map("".join)


def spans_of(value: Any) -> list[list[int]]:
    if isinstance(value, dict):
        own = [value["span"]] if "span" in value else []
        return own + [span for part in value.values() for span in spans_of(part)]
    if isinstance(value, list):
        return [span for part in value for span in spans_of(part)]
    return []


def spaceless(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(), PAPERS))
def test_any_text_is_read_and_spans_point_into_it(text: str) -> None:
    reading = read_directive(text, UNITS).to_json()
    for start, end in spans_of(reading):
        assert 0 <= start <= end <= len(text)
    for item in reading["items"]:
        for found in [item["deadline"], *item["targets"]]:
            if found is not None:
                start, end = found["span"]
                assert spaceless(found["text"])[:3] == spaceless(text[start:end])[:3]


def test_signs_below_the_last_word_are_no_section() -> None:
    text = "Kết luận như sau:\n1. Giao Văn phòng Sở báo cáo.\n|. –\n"
    assert [item.number for item in read_directive(text, UNITS).items] == ["1"]


@settings(max_examples=100, deadline=None)
@given(PAPERS)
def test_every_matched_unit_is_in_the_units_file(text: str) -> None:
    keys = {unit.key for unit in UNITS}
    for item in read_directive(text, UNITS).items:
        for assignee in item.assignees:
            assert (assignee.unit in keys) == assignee.matched
            assert 0 <= assignee.confidence <= 1
        assert {task.unit for task in item.tasks} <= keys | {None}


PAPER = (
    "SỞ Y TẾ\nSố: 12/KL-SYT\nAn Sơn, ngày 03 tháng 10 năm 2022\n\nKẾT LUẬN\nvề việc kiểm tra\n\n"
    "1. Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở rà soát 100% hồ sơ trước ngày "
    "15/11/2022.\n2. Các phòng, đơn vị báo cáo hằng tháng, trước ngày 20.\n\nNơi nhận:\n- Lưu:"
    " VT.\n"
)


def test_decomposed_text_reads_the_same_with_spans_of_its_own() -> None:
    decomposed = unicodedata.normalize("NFD", PAPER)
    composed_items = read_directive(PAPER, UNITS).items
    items = read_directive(decomposed, UNITS).items
    assert [(i.number, i.all_units) for i in items] == [("1", False), ("2", True)]
    assert [a.unit for i in items for a in i.assignees] == ["office", "inspectorate"]
    assert items[0].deadline is not None
    assert composed_items[0].deadline is not None
    assert items[0].deadline.date == composed_items[0].deadline.date
    start, end = items[0].deadline.span
    assert unicodedata.normalize("NFC", decomposed[start:end]) == "trước ngày 15/11/2022"


def test_windows_line_ends_change_nothing() -> None:
    windows = read_directive(PAPER.replace("\n", "\r\n"), UNITS)
    assert [item.number for item in windows.items] == ["1", "2"]


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_length_only(shape: str) -> None:
    # Calls are counted, not seconds: a quadratic step would make a hundred times as many.
    text = SHAPES[shape]
    assert _calls(text[: len(text) // 10]) < 15 * _calls(text[: len(text) // 100])


def _calls(text: str) -> int:
    """How many functions reading a text calls, ours and the interpreter's."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_directive(text, UNITS)
    finally:
        sys.setprofile(None)
    return calls


def test_a_megabyte_of_any_shape_is_read_to_its_end() -> None:
    # What one expression does inside is no call: were it quadratic, this would take hours.
    reading = (
        "from benchmarks.directive_shapes import SHAPES\n"
        "from parindex_core.directives import demo_units, read_directive\n"
        "for text in SHAPES.values(): read_directive(text, demo_units())\n"
    )
    subprocess.run([sys.executable, "-c", reading], cwd=ROOT, check=True, timeout=600)


@pytest.mark.parametrize(("words", "said_again"), [("Văn phòng Sở", True), ("a " * 200, False)])
def test_a_row_says_the_same_as_the_one_above_unless_that_is_a_long_text(
    words: str, said_again: bool
) -> None:
    # A thousand rows that said a page again would fill the memory.
    table = (
        "STT | Nội dung | Đơn vị chủ trì | Thời gian\n"
        f"1 | Rà soát thủ tục | Văn phòng Sở {words} | 30/6/2021\n"
        "2 | Công khai thủ tục | -nt- | 30/9/2021\n"
    )
    first, second = read_directive(table, UNITS).items
    assert [one.unit for one in first.assignees] == ["office"]
    assert [one.unit for one in second.assignees] == ["office"] * said_again
    # It stands where the row does, not from the row above on.
    assert table[slice(*second.span)] == "Công khai thủ tục | -nt- | 30/9/2021"
    assert second.tasks[0].span == second.span


def test_a_figure_over_two_lines_is_said_again_whole() -> None:
    table = (
        "| STT | Đơn vị chủ trì | Số lượng |\n| 1 | Văn phòng Sở | 10 hồ sơ |\n"
        "|  |  | và 5 biểu |\n| 2 | Thanh tra Sở | -nt- |\n"
    )
    assert [one.text for one in read_directive(table, UNITS).items] == ["10 hồ sơ và 5 biểu"] * 2


def test_a_unit_that_several_labels_name_has_each_duty_once() -> None:
    label = "- Đơn vị chủ trì: Văn phòng Sở.\n"
    text = f"1. Cải cách thủ tục:\n- Rà soát thủ tục.\n{label}- Công khai thủ tục.\n{label}"
    (found,) = read_directive(text, UNITS).items
    assert [(task.unit, task.action) for task in found.tasks][-2:] == [
        ("office", "Rà soát thủ tục"),
        ("office", "Công khai thủ tục"),
    ]
    assert len({(task.unit, task.span) for task in found.tasks}) == len(found.tasks)


def test_a_text_longer_than_any_directive_is_read_to_a_bound_and_said_so() -> None:
    text = "".join(f"I. A\n{n}. Giao Văn phòng Sở rà soát.\n" for n in range(1, 400)) * 5
    long = "Số: 1/KL-SYT\n\n" + "1. Giao Văn phòng Sở rà soát.\n2. Họp.\n" * 1_000
    assert read_directive(text, UNITS).items
    reading = read_directive(long, UNITS)
    assert len(reading.items) == 1_500
    assert any("dài bất thường" in doubt.what for doubt in reading.doubts)
