"""What only the register of training has: people, its steps, what is left out and why."""

from datetime import date

import pytest
from tests.apps.registers.training_case import CASE, UNFINISHED
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.refusals import EntryRefused
from parindex.registers.training.services.steps import Finish, begin, finish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"due_on": None}, "due_on"),
        ({"planned_people": None}, "planned_people"),
        ({"due_on": None, "planned_people": None, "started_on": None, **UNFINISHED}, "due_on"),
        ({"started_on": None}, "finished_on"),
        ({"finished_on": date(2021, 9, 1)}, "finished_on"),
        ({"finished_on": None}, "finished_on"),
        ({"trained_people": None, "certificates": None}, "trained_people"),
        ({"certificates": 12}, "certificates"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


def test_more_than_planned_do_not_stand_for_another_course(department) -> None:
    record(department, CASE, trained_people=20, certificates=None)
    record(department, CASE, title="Chưa mở", started_on=None, **UNFINISHED)
    assert so_far(department, CASE)["training_completion"] == {"trained": "12", "planned": "24"}


def test_a_course_outside_the_plan_is_left_out(department) -> None:
    record(department, CASE, due_on=None, planned_people=None)
    found = measure_of("training_completion").rows(department.agency, 2021, TODAY, "", 0, 10)
    assert [row.left_out for row in found.rows] == ["ngoài kế hoạch"]


def test_a_course_begins_and_ends(department) -> None:
    kept = record(department, CASE, started_on=None, decision_number="", **UNFINISHED)
    head = department.access("unit_head")
    begun = begin(head, seen(CASE, kept), date(2021, 9, 6), " 45/QĐ-SKHCN")
    assert (begun.state, begun.decision_number) == ("started", "45/QĐ-SKHCN")
    ended = finish(head, seen(CASE, kept), Finish(date(2021, 9, 10), 11, 11))
    assert ended.state == "finished"
    assert so_far(department, CASE) == CASE.counted
