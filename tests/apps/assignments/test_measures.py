"""Tasks as measures: the numbers of 1.1.3 and 1.6, the very rows, why some are left out."""

from dataclasses import replace
from datetime import date

import pytest
from tests.apps.assignments.given import PAPER, make_task, plan_task, put_in, register
from tests.departments import TODAY

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.assignments.constants import Origin, Step, TaskState
from parindex.assignments.measures import MEASURES
from parindex.assignments.models import Directive
from parindex.assignments.origins import origin_of
from parindex.assignments.services.directive_heads import Head, correct_head
from parindex.assignments.services.extensions import ask_extension, decide_extension
from parindex.assignments.services.steps import take_step

PLAN, PROVINCE = MEASURES


def so_far(department, key):
    return values_of_component(department.assessment, key, Horizon.SO_FAR)


def test_without_tasks_of_the_origin_the_component_stays_by_hand(department):
    plan_task(department, origin=Origin.AGENCY)
    for measure in MEASURES:
        assert measure.count(department.agency, 2021, TODAY) is None
        assert measure.rows(department.agency, 2021, TODAY, "", 0, 10).total == 0


def test_the_plan_counts_what_was_confirmed(department):
    made = [plan_task(department, action=f"Việc {n}") for n in range(3)]
    assert so_far(department, "plan_completion") == {"completed": "0", "planned": "3"}
    head, officer = department.access("unit_head"), department.access("par_officer")
    take_step(head, made[0], Step.HAND_IN)
    assert so_far(department, "plan_completion") == {"completed": "0", "planned": "3"}
    take_step(officer, made[0], Step.CONFIRM)
    take_step(officer, made[1], Step.CANCEL, reason="trùng")
    assert so_far(department, "plan_completion") == {"completed": "1", "planned": "2"}


def test_the_rows_say_what_counts_and_why_the_others_do_not(department):
    for state in TaskState:
        put_in(plan_task(department, action=state.value), state)
    rows = PLAN.rows(department.agency, 2021, TODAY, "", 0, 100)
    told = {row.text.split(" · ")[0]: (row.counted_in, row.left_out) for row in rows.rows}
    assert told == {
        "assigned": (("planned",), "chưa nộp sản phẩm"),
        "accepted": (("planned",), "chưa nộp sản phẩm"),
        "in_progress": (("planned",), "chưa nộp sản phẩm"),
        "returned": (("planned",), "chưa nộp sản phẩm"),
        "paused": (("planned",), "tạm dừng do nguyên nhân khách quan"),
        "done": (("planned",), "đã nộp, chờ xác nhận"),
        "confirmed": (("completed", "planned"), ""),
        "cancelled": ((), "đã hủy"),
    }


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.component_key)
def test_the_rows_behind_add_up_to_the_values(department, measure):
    origin = Origin.PLAN if measure is PLAN else Origin.PROVINCE
    for state in TaskState:
        for deadline in (date(2021, 10, 29), date(2021, 11, 30), None):
            made = plan_task(department, origin=origin, deadline=deadline)
            put_in(made, state, done_on=date(2021, 11, 1))
    count = measure.count(department.agency, 2021, TODAY)
    component = department.framework.component(measure.component_key)
    assert set(count.values) == {variable.name for variable in component.variables}
    behind = measure.rows(department.agency, 2021, TODAY, "", 0, 100)
    assert behind.total == len(behind.rows) == count.rows == 24
    for name, value in count.values.items():
        of_variable = measure.rows(department.agency, 2021, TODAY, name, 0, 100)
        assert of_variable.total == len(of_variable.rows) == int(value)
        assert all(name in row.counted_in for row in of_variable.rows)
        assert len([row for row in behind.rows if name in row.counted_in]) == int(value)


def test_what_the_province_gave_counts_on_time_or_late_by_the_hand_in(department):
    # Due on a Saturday: handed in on the Monday after it is in time.
    on_time = plan_task(department, origin=Origin.PROVINCE, deadline=date(2021, 10, 30))
    late = plan_task(department, origin=Origin.PROVINCE, deadline=date(2021, 10, 29))
    plan_task(department, origin=Origin.PROVINCE, deadline=None)
    officer = department.access("par_officer")
    for made in (on_time, late):
        put_in(made, TaskState.DONE, done_on=date(2021, 11, 1))
        take_step(officer, made, Step.CONFIRM)
    assert so_far(department, "assigned_tasks") == {"on_time": "1", "late": "1", "assigned": "2"}
    rows = PROVINCE.rows(department.agency, 2021, TODAY, "", 0, 10).rows
    assert [row.left_out for row in rows] == ["", "", "không có thời hạn"]


def test_granted_time_is_what_late_is_judged_by(department):
    made = plan_task(department, origin=Origin.PROVINCE, deadline=date(2021, 11, 24))
    asked = ask_extension(department.access("unit_head"), made, date(2021, 11, 30), "chờ số liệu")
    decide_extension(department.access("director"), asked, date(2021, 11, 30), "đồng ý")
    put_in(made, TaskState.DONE, done_on=date(2021, 11, 30))
    take_step(department.access("director"), made, Step.CONFIRM)
    assert so_far(department, "assigned_tasks")["on_time"] == "1"
    assert made.deadline == date(2021, 11, 24)


def test_a_page_of_the_rows(department):
    for number in range(3):
        plan_task(department, deadline=date(2021, 12, 10 + number), action=f"Việc {number}")
    page = PLAN.rows(department.agency, 2021, TODAY, "", 1, 1)
    assert (page.total, [row.text.split(" · ")[0] for row in page.rows]) == (3, ["Việc 1"])
    assert page.rows[0].url.startswith("/tasks/")


@pytest.mark.parametrize(
    ("issuer", "kind", "subject", "origin"),
    [
        ("UBND TỈNH QUẢNG NGÃI", "dispatch", "", Origin.PROVINCE),
        ("Ủy ban nhân dân tỉnh", "decision", "", Origin.PROVINCE),
        ("Chủ tịch UBND tỉnh Quảng Ngãi", "dispatch", "", Origin.PROVINCE),
        ("Thành ủy X", "dispatch", "", Origin.PROVINCE),
        ("Sở Khoa học và Công nghệ", "plan", "Kế hoạch CCHC năm 2021", Origin.PLAN),
        ("Sở Khoa học và Công nghệ", "plan", "Kế hoạch thi đua", Origin.AGENCY),
        ("Sở Khoa học và Công nghệ", "conclusion", "cải cách hành chính", Origin.AGENCY),
        ("", "", "", Origin.AGENCY),
    ],
)
def test_whose_work_a_paper_gives(department, issuer, kind, subject, origin):
    department.agency.superior = "Thành ủy X"
    paper = Directive(issuer=issuer, kind=kind, subject=subject)
    assert origin_of(paper, department.agency) == origin


def test_the_agencys_own_papers_fill_neither_component(department):
    assert make_task(department).origin == Origin.AGENCY
    assert so_far(department, "plan_completion") == {}


def test_an_officer_says_whose_work_a_paper_gives_and_the_count_follows(department):
    made = make_task(department)
    found, access = made.directive, department.access("par_officer")
    assert so_far(department, "plan_completion") == {}
    head = Head(found.number, found.issued_on, found.issuer, found.subject, "normal", None, "")
    correct_head(access, found, replace(head, origin="plan"))
    assert so_far(department, "plan_completion") == {"completed": "0", "planned": "1"}
    correct_head(access, found, replace(head, origin="province"))
    assert so_far(department, "assigned_tasks") == {"on_time": "0", "late": "0", "assigned": "1"}
    amended, _ = register(department, text=PAPER.replace("ndm 2021", "năm 2021"))
    assert origin_of(amended, department.agency) == Origin.PROVINCE
