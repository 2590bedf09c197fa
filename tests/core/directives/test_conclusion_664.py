"""Conclusion 664/KL-SKHCN, the paper that the product starts from, as its OCR left it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import parindex_core.directives
from parindex_core.directives import Reading, demo_units, read_directive

SAMPLE = Path(parindex_core.directives.__file__).parent / "samples" / "664-KL-SKHCN.txt"
TEXT = SAMPLE.read_text(encoding="utf-8")
YEAR_END = date(2021, 12, 31)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_directive(TEXT, demo_units())


def test_head_is_restored_from_the_scan(reading: Reading) -> None:
    header = reading.header
    assert header.kind == "conclusion"
    assert header.number == "664/KL-SKHCN"
    assert header.issued_on == date(2021, 5, 27)
    assert header.place == "Quảng Ngãi"
    assert header.issuer == "Sở Khoa học và Công nghệ"
    assert header.superior == "UBND tỉnh Quảng Ngãi"


def test_ten_items_in_order(reading: Reading) -> None:
    assert [item.number for item in reading.items] == [str(n) for n in range(1, 11)]


def test_the_only_citation_has_its_date(reading: Reading) -> None:
    assert [(c.number, c.issued_on) for c in reading.citations] == [
        ("2737/SNV", date(2020, 12, 25))
    ]


def test_item_3_is_a_task_for_each_of_three_units(reading: Reading) -> None:
    item = reading.items[2]
    units = ["office", "technology-management", "metrology-sub-department"]
    assert [a.unit for a in item.assignees] == units
    assert not item.all_units
    assert [task.unit for task in item.tasks] == units
    for task in item.tasks:
        assert task.deadline is not None
        assert task.deadline.date == YEAR_END
        assert task.target is not None
        assert (task.target.operator, task.target.value) == ("=", Decimal(1))
        assert task.product is not None
        assert task.product.startswith("01 sáng kiến")


def test_item_4_asks_for_more_than_half_and_says_of_whom(reading: Reading) -> None:
    item = reading.items[3]
    assert item.all_units
    assert [(t.operator, t.value, t.unit) for t in item.targets] == [(">", Decimal(50), "%")]
    assert item.condition is not None
    assert "tiép nhan" in item.condition


def test_item_7_charges_two_units_in_the_year(reading: Reading) -> None:
    item = reading.items[6]
    assert [a.unit for a in item.assignees] == ["inspectorate", "metrology-sub-department"]
    assert item.deadline is not None
    assert item.deadline.date == YEAR_END


def test_item_9_charges_no_unit(reading: Reading) -> None:
    item = reading.items[8]
    assert item.assignees == ()
    assert not item.all_units
    assert [task.unit for task in item.tasks] == [None, None, None]


@pytest.mark.parametrize("number", ["1", "2", "4", "5", "6", "8", "10"])
def test_other_items_charge_everyone(reading: Reading, number: str) -> None:
    item = next(item for item in reading.items if item.number == number)
    assert item.all_units
    assert item.assignees == ()


@pytest.mark.parametrize("number", ["1", "2", "4", "5", "6", "8", "10"])
def test_years_in_names_of_plans_are_no_deadlines(reading: Reading, number: str) -> None:
    item = next(item for item in reading.items if item.number == number)
    assert item.deadline is None


def test_page_number_is_not_in_the_text(reading: Reading) -> None:
    assert reading.items[1].text.endswith("vién chirc hang nam.")


def test_seven_departments_or_all_of_them_is_asked(reading: Reading) -> None:
    asked = [doubt for doubt in reading.doubts if "07 s" in doubt.what]
    assert len(asked) == 1
    start, end = asked[0].span
    assert TEXT[start:end] == "07 s"


def test_closing_paragraph_and_recipients_are_no_items(reading: Reading) -> None:
    assert "Trén day" not in reading.items[-1].text
    assert len(reading.recipients) == 5
    assert reading.recipients[-1] == "Luu: VT, VP"


def test_what_the_work_rests_on_is_no_product(reading: Reading) -> None:
    resting = [item for item in reading.items if item.number in ("1", "10")]
    assert [task.product for item in resting for task in item.tasks] == [None, None]
