"""What only the registers of organisation and staff have: rules, steps, who is left out and why."""

from datetime import date

import pytest
from tests.apps.registers.staffing_case import (
    DELEGATION_CASE,
    DISCIPLINE_CASE,
    EVALUATION_CASE,
    POST_CASE,
    QUOTA_CASE,
    STRUCTURE_CASE,
)
from tests.apps.registers.writing import OFFICERS_UNIT, record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.refusals import EntryRefused
from parindex.registers.staffing.services.steps import (
    EvaluationResult,
    Filling,
    carry_out,
    complete_evaluation,
    fill,
)

pytestmark = pytest.mark.django_db

VACANT = {"staff_code": "", "held": "", "fit": "", "filled_on": None}
UNDONE = {"done_on": None, "result_number": "", "is_by_procedure": False}


def left_out(department, key, year=2021, today=TODAY) -> list[str]:
    found = measure_of(key).rows(department.agency, year, today, "", 0, 50)
    return [row.left_out for row in found.rows]


def counted(department, key, year, today):
    found = measure_of(key).count(department.agency, year, today)
    return dict(found.values) if found else None


@pytest.mark.parametrize(
    ("case", "facts", "field"),
    [
        (STRUCTURE_CASE, {"decision_number": ""}, "decision_number"),
        (STRUCTURE_CASE, {"due_on": date(2021, 3, 1)}, "due_on"),
        (STRUCTURE_CASE, {"done_on": date(2021, 3, 1)}, "done_on"),
        (QUOTA_CASE, {"used": None}, "used"),
        (QUOTA_CASE, {"deputies_allowed": None}, "deputies_allowed"),
        (QUOTA_CASE, {"counted_on": date(2020, 12, 31)}, "counted_on"),
        (DELEGATION_CASE, {"result": ""}, "result"),
        (DELEGATION_CASE, {"checked_on": date(2020, 12, 31)}, "checked_on"),
        (POST_CASE, {"norm": ""}, "norm"),
        (POST_CASE, {"held": ""}, "held"),
        (POST_CASE, {"staff_code": ""}, "staff_code"),
        (POST_CASE, {"staff_code": "Chuyên viên A"}, "staff_code"),
        (POST_CASE, {"staff_code": "012345678"}, "staff_code"),
        (POST_CASE, {"staff_code": "012345678901"}, "staff_code"),
        (POST_CASE, {"fit": "other"}, "why"),
        (EVALUATION_CASE, {"result_number": ""}, "result_number"),
        (EVALUATION_CASE, {"done_on": None, "result_number": ""}, "done_on"),
        (DISCIPLINE_CASE, {"violations": None}, "violations"),
        (DISCIPLINE_CASE, {"quarter": "4", "reported_on": date(2021, 9, 30)}, "reported_on"),
    ],
)
def test_what_contradicts_itself(department, case, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, case, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("due_and_done", "said"),
    [
        ([(date(2021, 12, 31), None)], "not_due"),
        ([(TODAY, None)], "not_due"),
        ([(date(2021, 11, 23), None)], "none"),
        ([(date(2021, 12, 31), None), (date(2021, 6, 30), date(2021, 6, 1))], "on_time"),
        ([(date(2021, 6, 30), date(2021, 6, 1)), (date(2021, 9, 30), None)], "late"),
        ([(date(2021, 6, 30), date(2021, 8, 1))], "late"),
    ],
)
def test_the_reorganisations_as_a_whole(department, due_and_done, said) -> None:
    for number, (due, done) in enumerate(due_and_done):
        record(department, STRUCTURE_CASE, title=f"Việc {number}", due_on=due, done_on=done)
    assert so_far(department, STRUCTURE_CASE) == {"reorganisation": {"reorganisation": said}}


def test_a_reorganisation_stays_until_it_is_done(department) -> None:
    key, next_year = "reorganisation", date(2022, 4, 1)
    kept = record(department, STRUCTURE_CASE, due_on=date(2021, 12, 31), done_on=None)
    assert left_out(department, key) == ["chưa đến hạn"]
    for year in (2021, 2022):
        assert counted(department, key, year, next_year) == {key: "none"}
    type(kept).objects.update(done_on=date(2022, 3, 1))
    assert counted(department, key, 2021, next_year) == {key: "none"}
    assert counted(department, key, 2022, next_year) == {key: "late"}
    assert counted(department, key, 2023, date(2023, 4, 1)) is None


def test_the_latest_count_of_each_unit_stands(department) -> None:
    record(department, QUOTA_CASE)
    record(department, QUOTA_CASE, counted_on=date(2021, 6, 30), used=14, deputies=3)
    record(department, QUOTA_CASE, unit=OFFICERS_UNIT, used=5, assigned=6, deputies=3)
    assert so_far(department, QUOTA_CASE) == {
        "posts_within_quota": {"used": "17", "assigned": "18"},
        "deputies_within_rules": {"compliant": "1", "total": "2"},
    }
    for key in so_far(department, QUOTA_CASE):
        assert left_out(department, key) == ["", "đã có số liệu mới hơn của đơn vị", ""]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (("full", "full"), "full"),
        (("full", "none"), "partial"),
        (("none", "none"), "none"),
        (("partial", "partial"), "partial"),
    ],
)
def test_delegation_as_a_whole(department, results, said) -> None:
    record(department, DELEGATION_CASE, checked_on=date(2021, 2, 1), result="none")
    for unit, result in zip(("metrology-sub-department", OFFICERS_UNIT), results, strict=True):
        record(department, DELEGATION_CASE, unit=unit, result=result)
    assert so_far(department, DELEGATION_CASE)["decentralisation"] == {"decentralisation": said}
    assert left_out(department, "decentralisation")[0] == "đã có kết quả rà soát mới hơn của đơn vị"


def test_posts_count_by_their_kind_and_each_person_once(department) -> None:
    record(department, POST_CASE)
    record(department, POST_CASE, position="VT05.2", **VACANT)
    record(department, POST_CASE, position="VT05.3")
    record(department, POST_CASE, position="VT09.1", kind="public_employee", staff_code="VC-1")
    one = {"matching": "1", "total": "1"}
    assert so_far(department, POST_CASE) == {
        "civil_servant_structure": one,
        "public_employee_structure": one,
    }
    assert left_out(department, "civil_servant_structure") == [
        "",
        "còn khuyết",
        "đã đếm ở VT-2021-001",
    ]


def test_an_evaluation_not_due_leaves_the_component_alone(department) -> None:
    later = {"due_on": date(2021, 12, 15), **UNDONE}
    record(department, EVALUATION_CASE, **later)
    assert so_far(department, EVALUATION_CASE) == {"staff_evaluation_due": {}}
    assert counted(department, "staff_evaluation_due", 2021, date(2021, 12, 16)) == {
        "evaluation": "none"
    }
    record(department, EVALUATION_CASE, unit=OFFICERS_UNIT)
    assert so_far(department, EVALUATION_CASE) == EVALUATION_CASE.counted
    assert left_out(department, "staff_evaluation_due") == ["chưa đến hạn", ""]


def test_the_quarters_add_up(department) -> None:
    record(department, DISCIPLINE_CASE)
    record(department, DISCIPLINE_CASE, quarter="1", violations=1)
    assert so_far(department, DISCIPLINE_CASE) == {"administrative_discipline": {"violations": "3"}}


def test_the_steps(department) -> None:
    head = department.access("unit_head")
    change = record(department, STRUCTURE_CASE, done_on=None)
    assert change.state == "decided"
    done = carry_out(head, seen(STRUCTURE_CASE, change), date(2021, 6, 30))
    assert (done.state, so_far(department, STRUCTURE_CASE)) == ("done", STRUCTURE_CASE.counted)

    post = record(department, POST_CASE, **VACANT)
    assert post.state == "vacant"
    filling = Filling(" CB-017 ", "Cán sự", "below", date(2021, 1, 4), "Chưa đủ chứng chỉ")
    assert fill(head, seen(POST_CASE, post), filling).state == "not_matching"
    assert so_far(department, POST_CASE) == POST_CASE.left

    year = record(department, EVALUATION_CASE, **UNDONE)
    assert year.state == "waiting"
    result = EvaluationResult(date(2021, 10, 30), "90/TB-SKHCN", True)
    assert complete_evaluation(head, seen(EVALUATION_CASE, year), result).state == "done"
    assert so_far(department, EVALUATION_CASE) == EVALUATION_CASE.counted
