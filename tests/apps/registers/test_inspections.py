"""What only the registers of inspections have: whose unit counts, and what was found."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.apps.registers.inspection_case import CASE, LAW, UNHELD
from tests.apps.registers.inspection_finding_case import CASE as FINDING_CASE
from tests.apps.registers.inspection_finding_case import OPEN
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.inspections.services.steps import conclude, handle, hold
from parindex.registers.refusals import EntryRefused
from parindex.registers.services.keeping import withdraw_entry

pytestmark = pytest.mark.django_db

UNITS, RESOLVED = "units_inspected", "inspection_findings_resolved"


def left_out(department, key) -> list[str]:
    found = measure_of(key).rows(department.agency, 2021, TODAY, "", 0, 50)
    return [row.left_out for row in found.rows if row.left_out]


def page(client, department, case, kept) -> str:
    client.force_login(department.people["auditor"])
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("register-entry", args=[case.register.key, kept.pk]))
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize(
    ("case", "facts", "field"),
    [
        (CASE, {"kind": ""}, "kind"),
        (CASE, {"visited": ""}, "visited"),
        (CASE, {"due_on": date(2022, 1, 31)}, "due_on"),
        (CASE, {"held_on": None}, "held_on"),
        (FINDING_CASE, {"addressed_to": ""}, "addressed_to"),
        (FINDING_CASE, {"due_on": None}, "due_on"),
        (FINDING_CASE, {"inspection": "Cuộc thứ nhất"}, "inspection"),
        (FINDING_CASE, {"handling_number": ""}, "handling_number"),
    ],
)
def test_what_contradicts_itself(department, case, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, case, **facts)
    assert refused.value.field == field


def test_a_unit_counts_once_and_only_of_the_agency(department) -> None:
    first = record(department, CASE)
    again = {"title": "Phúc tra", "due_on": date(2021, 10, 31), "held_on": date(2021, 10, 5)}
    record(department, CASE, visited="Chi cục Tiêu chuẩn - Đo lường - Chất lượng", **again)
    record(department, CASE, visited="Văn phòng Sở", held_on=date(2021, 8, 25))
    record(department, CASE, visited="UBND huyện")
    record(department, CASE, visited="TTƯD", **UNHELD)
    assert so_far(department, CASE)[UNITS] == {"inspected": "2", "total": "5"}
    assert sorted(left_out(department, UNITS)) == sorted(
        [
            f"đơn vị đã được tính theo {first.code}",
            "không có phòng, đơn vị nào của cơ quan có tên này",
            "chưa thực hiện",
        ]
    )


def test_a_visit_of_nobody_known_says_so(client, department) -> None:
    kept = record(department, CASE, visited="UBND huyện")
    assert "No unit of the agency is called so" in page(client, department, CASE, kept)


def test_monitoring_counts_by_its_plan(department) -> None:
    record(department, CASE, **LAW)
    record(department, CASE, **{**LAW, "title": "Pháp luật về nhãn hàng hóa"}, **UNHELD)
    assert so_far(department, CASE) == {
        UNITS: {},
        "monitoring_plan_completion": {"completed": "1", "planned": "2"},
        RESOLVED: {},
        "monitoring_handled": {},
    }


def test_the_steps_of_an_inspection(department) -> None:
    kept = record(department, CASE, **UNHELD)
    head = department.access("unit_head")
    assert hold(head, seen(CASE, kept), date(2021, 8, 20), " Thanh tra Sở ").team == "Thanh tra Sở"
    assert so_far(department, CASE) == CASE.left
    assert conclude(head, seen(CASE, kept), "3/BB-KT").state == "concluded"
    assert so_far(department, CASE) == CASE.counted


def test_what_a_visit_found_counts_with_it_and_shows_on_its_page(client, department) -> None:
    visit = record(department, CASE)
    of_visit = {"kind": "reform", "inspection": visit.code.lower(), **OPEN}
    late = record(department, FINDING_CASE, **of_visit)
    record(department, FINDING_CASE, title="Vấn đề khác", **of_visit)
    head = department.access("unit_head")
    assert late.inspection == visit.code
    assert so_far(department, CASE)[RESOLVED] == {"resolved": "0", "found": "2"}
    assert handle(head, seen(FINDING_CASE, late), date(2021, 10, 4), "9/BC").state == "handled"
    assert so_far(department, CASE)[RESOLVED] == {"resolved": "1", "found": "2"}
    said = page(client, department, CASE, visit)
    assert "Phương tiện đo quá hạn kiểm định : due 30/9/2021, done 4/10/2021 Late" in said
    assert f"{visit.code} {visit.title}" in page(client, department, FINDING_CASE, late)


def test_a_visit_taken_out_takes_what_it_found_along(client, department) -> None:
    visit = record(department, CASE)
    kept = record(department, FINDING_CASE, kind="reform", inspection=visit.code)
    assert so_far(department, CASE)[RESOLVED] == {"resolved": "1", "found": "1"}
    withdraw_entry(department.access("unit_head"), CASE.register, seen(CASE, visit), "Ghi nhầm")
    assert so_far(department, FINDING_CASE)[RESOLVED] == {"resolved": "0", "found": "0"}
    words = f"không có cuộc kiểm tra nào loại này mang mã {visit.code}"
    assert left_out(department, RESOLVED) == [words]
    assert "does not count before its inspection" in page(client, department, FINDING_CASE, kept)


def test_a_finding_of_another_kind_than_its_visit_does_not_count(department) -> None:
    visit = record(department, CASE)
    record(department, FINDING_CASE, inspection=visit.code)
    assert so_far(department, FINDING_CASE)["monitoring_handled"] == {"handled": "0", "found": "0"}
