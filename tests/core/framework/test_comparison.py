"""What an officer is told of a new edition."""

from decimal import Decimal
from pathlib import Path

import pytest

from parindex_core.framework import load_framework_text
from parindex_core.framework.comparison import Change, compare

SMALL = (Path(__file__).parents[2] / "frameworks" / "small.yaml").read_text(encoding="utf-8")


def changes(*replacements: tuple[str, str]) -> list[Change]:
    text = SMALL
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return list(compare(load_framework_text(SMALL, "old"), load_framework_text(text, "new")))


def test_nothing_changed():
    assert changes() == []


@pytest.mark.parametrize(
    ("old", "new", "kind", "vi", "en"),
    [
        (
            "zero_below: 80%",
            "zero_below: 70%",
            "rule",
            "tỷ lệ từ 70 % đến dưới 80 % nay được điểm theo tỷ lệ, trước được 0 điểm",
            "ratios from 70 % to under 80 % now give a share, before they gave 0 points",
        ),
        (
            "          zero_below: 80%\n",
            "          zero_below: 90%\n",
            "rule",
            "tỷ lệ từ 80 % đến dưới 90 % nay được 0 điểm, trước được điểm theo tỷ lệ",
            "ratios from 80 % to under 90 % now give 0 points, before they gave a share",
        ),
        (
            "full_at: 100%",
            "full_at: 90%",
            "rule",
            "muốn được điểm tối đa phải đạt 90 %, trước là 100 %; "
            "dưới mức đó cùng một tỷ lệ được nhiều điểm hơn",
            "the maximum now needs 90 %, before 100 %; below it the same ratio gives more points",
        ),
        (
            "zero_denominator: full",
            "zero_denominator: not_applicable",
            "rule",
            "khi không có trường hợp nào: trước điểm tối đa, nay không áp dụng",
            "without cases: before the maximum, now not applicable",
        ),
        (
            'late: "0.5", none: 0',
            'late: "0.25", none: 0',
            "rule",
            "“trễ”: trước 0,5 điểm, nay 0,25 điểm",
            "“late”: before 0.5 points, now 0.25 points",
        ),
        (
            "{at_least: 3, points: 2}",
            "{at_least: 4, points: 2}",
            "rule",
            "từ 3 trở lên: bỏ mức này, trước 2 điểm",
            "3 or more: removed, before 2 points",
        ),
        (
            'weights: {on_time: 1, late: "0.5"}',
            'weights: {on_time: 1, late: "0.25"}',
            "rule",
            "“trễ” trước tính 0,5, nay tính 0,25",
            "“late” counted 0.5, now 0.25",
        ),
        (
            "label: {vi: Kế hoạch, en: Plan}",
            "label: {vi: Kế hoạch năm, en: Plan of the year}",
            "renamed",
            "tên cũ: Kế hoạch",
            "old name: Plan",
        ),
        (
            "owner_function: communications",
            "owner_function: par",
            "owner",
            "đầu mối từ “Tuyên truyền” thành “Cải cách hành chính”",
            "the owner from “Communications” to “Public administration reform”",
        ),
    ],
)
def test_one_change_in_words(old: str, new: str, kind: str, vi: str, en: str):
    first = changes((old, new))[0]
    assert (first.kind, first.text.vi, first.text.en) == (kind, vi, en)


def test_a_changed_maximum_shows_at_component_area_and_total():
    found = changes(
        ("total: 10", "total: 11"),
        ("max: 10", "max: 11"),
        (
            "label: {vi: Kế hoạch, en: Plan}\n        max: 4",
            "label: {vi: Kế hoạch, en: Plan}\n        max: 5",
        ),
    )
    assert [(change.kind, change.code, change.points) for change in found] == [
        ("total", "", Decimal(1)),
        ("maximum", "1", Decimal(1)),
        ("maximum", "1.1", Decimal(1)),
    ]
    assert found[2].text.vi == "điểm tối đa từ 4 thành 5 (+1)"
    assert found[1].text.vi == "tổng điểm tối đa của nhóm từ 10 thành 11 (+1)"


def test_added_and_removed_components_and_their_points():
    found = changes(("key: issue\n", "key: decision\n"))
    assert [(change.kind, change.key, change.points) for change in found] == [
        ("added", "decision", Decimal(1)),
        ("removed", "issue", Decimal(-1)),
    ]
    assert found[0].text.vi == "mục mới trong 1 Công việc, tối đa 1 điểm"


def test_a_component_that_continues_another_is_no_new_one():
    found = changes(("key: issue\n", "key: decision\n        continues: issue\n"))
    assert [(change.kind, change.text.en) for change in found] == [("key", "continues issue")]


SECOND_AREA = """\
  - key: rest
    code: "2"
    label: {vi: Khác, en: Rest}
    max: 6
    children:
      - key: issue
        code: "2.2"
"""


def test_moved_and_renumbered_components():
    found = changes(
        ("    max: 10\n", "    max: 4\n"),
        ('      - key: issue\n        code: "1.2"\n', SECOND_AREA),
        *((f'code: "1.{number}"', f'code: "2.{number}"') for number in (3, 4, 5, 6)),
    )
    issue = [change for change in found if change.key == "issue"]
    assert [change.kind for change in issue] == ["renumbered", "moved"]
    assert issue[1].text.vi == "chuyển từ 1 Công việc sang 2 Khác"
    added = [change for change in found if change.kind == "added"]
    assert [change.key for change in added] == ["rest"]
