"""What only the registers of administration have: periods that overlap, the quality system."""

from datetime import date

import pytest
from tests.apps.registers.administration_case import DIGITAL_WORK_CASE, QUALITY_CASE
from tests.apps.registers.writing import OFFICERS_UNIT, record, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db

AUDIT = {"title": "Đánh giá nội bộ", "event": "audit", "document_number": ""}


@pytest.mark.parametrize(
    ("case", "facts", "field"),
    [
        (DIGITAL_WORK_CASE, {"documents": None}, "documents"),
        (DIGITAL_WORK_CASE, {"documents_signed": 1611}, "documents_signed"),
        (DIGITAL_WORK_CASE, {"work_files_online": 306}, "work_files_online"),
        (DIGITAL_WORK_CASE, {"ends_on": date(2021, 6, 30)}, "ends_on"),
        (DIGITAL_WORK_CASE, {"begins_on": date(2020, 12, 31)}, "begins_on"),
        (QUALITY_CASE, {"event": ""}, "event"),
        (QUALITY_CASE, {"document_number": ""}, "document_number"),
        (QUALITY_CASE, {"found": 1, "mended": 2}, "mended"),
    ],
)
def test_what_contradicts_itself(department, case, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, case, **facts)
    assert refused.value.field == field


def test_periods_add_up_and_none_counts_twice(department) -> None:
    record(department, DIGITAL_WORK_CASE)
    record(department, DIGITAL_WORK_CASE, **DIGITAL_WORK_CASE.other)
    record(department, DIGITAL_WORK_CASE, unit=OFFICERS_UNIT)
    record(department, DIGITAL_WORK_CASE, begins_on=date(2021, 9, 1), title="Tháng 9")
    counted = so_far(department, DIGITAL_WORK_CASE)
    assert counted["work_files_online"] == {"online": "690", "total": "915"}
    found = measure_of("work_files_online").rows(department.agency, 2021, TODAY, "", 0, 10)
    assert [row.left_out for row in found.rows].count("trùng với kỳ đã tính") == 1


def test_a_declared_system_is_kept_up_by_an_audit_of_the_year(department) -> None:
    record(department, QUALITY_CASE, held_on=date(2019, 5, 6))
    assert so_far(department, QUALITY_CASE) == QUALITY_CASE.counted
    record(department, QUALITY_CASE, title="Xem xét của lãnh đạo", event="review")
    assert so_far(department, QUALITY_CASE) == QUALITY_CASE.counted
    record(department, QUALITY_CASE, **AUDIT)
    assert so_far(department, QUALITY_CASE) == {"quality_management": {"iso9001": "maintained"}}


def test_an_audit_of_another_year_keeps_nothing_up(department) -> None:
    record(department, QUALITY_CASE, held_on=date(2019, 5, 6))
    record(department, QUALITY_CASE, **AUDIT, held_on=date(2020, 5, 6))
    assert so_far(department, QUALITY_CASE) == QUALITY_CASE.counted
