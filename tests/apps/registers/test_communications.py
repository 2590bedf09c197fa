"""What only the register of communications has: its rules, its step, what is left out and why."""

from datetime import date

import pytest
from tests.apps.registers.communication_case import CASE
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.communications.services.steps import Outcome, hold
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db

UNHELD = {"held_on": None, "reach": None}


def left_out(department, key) -> list[str]:
    found = measure_of(key).rows(department.agency, 2021, TODAY, "", 0, 50)
    return [row.left_out for row in found.rows]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"form": ""}, "form"),
        ({"due_on": None, **UNHELD}, "due_on"),
        ({"held_on": None}, "held_on"),
        ({**UNHELD, "citizens": 3}, "held_on"),
        ({"link": "example.org"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://[broken"}, "link"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


def test_two_activities_of_one_form_are_one_form(department) -> None:
    record(department, CASE)
    record(department, CASE, **CASE.other)
    assert so_far(department, CASE)["communication_forms"] == {"distinct_forms": "1"}
    record(department, CASE, title="Đối thoại", form="dialogue")
    assert so_far(department, CASE)["communication_forms"] == {"distinct_forms": "2"}
    assert so_far(department, CASE)["communication_plan_completion"]["completed"] == "3"


def test_what_is_left_out_says_why(department) -> None:
    record(department, CASE, title="Ngoài kế hoạch", due_on=None)
    record(department, CASE, title="Ngày hội cấp huyện", kind="district")
    assert left_out(department, "communication_plan_completion") == [
        "ngoài kế hoạch",
        "không phải tuyên truyền CCHC",
    ]
    record(department, CASE, title="Chưa làm", **UNHELD)
    assert left_out(department, "communication_forms") == [
        "",
        "không phải tuyên truyền CCHC",
        "chưa thực hiện",
    ]


def test_holding_counts_with_who_came(department) -> None:
    kept = record(department, CASE, **UNHELD)
    assert so_far(department, CASE)["communication_plan_completion"]["completed"] == "0"
    outcome = Outcome(date(2021, 9, 2), 80, {"enterprises": 12}, "")
    held = hold(department.access("unit_head"), seen(CASE, kept), outcome)
    assert (held.state, held.enterprises, held.citizens) == ("held", 12, None)
    assert so_far(department, CASE) == CASE.counted
