"""What only the register of petitions has: working days, its steps, what is left out and why."""

from datetime import date

import pytest
from tests.apps.registers.petition_case import CASE, UNANSWERED
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.petitions.services.steps import answer, publish
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"days_allowed": None}, "days_allowed"),
        ({"answer_number": ""}, "answer_number"),
        ({"answered_on": None}, "answered_on"),
        ({"answered_on": date(2021, 9, 5)}, "answered_on"),
        ({**UNANSWERED, "satisfaction": "satisfied"}, "answered_on"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("received_on", "answered_on", "on_time"),
    [
        # Ten working days after Monday the 6th, without 2/9 to 3/9 before it: Monday the 20th.
        (date(2021, 9, 6), date(2021, 9, 20), "1"),
        (date(2021, 9, 6), date(2021, 9, 21), "0"),
        # Over the National Day (2 and 3 September): from 30/8 ten working days end on 15/9.
        (date(2021, 8, 30), date(2021, 9, 15), "1"),
        (date(2021, 8, 30), date(2021, 9, 16), "0"),
    ],
)
def test_working_days_decide(department, received_on, answered_on, on_time) -> None:
    record(
        department,
        CASE,
        received_on=received_on,
        answered_on=answered_on,
        published_on=None,
        satisfaction="",
    )
    assert so_far(department, CASE)["petitions_on_time"] == {"on_time": on_time, "received": "1"}


def test_one_that_is_not_due_yet_is_left_out(department) -> None:
    record(department, CASE, received_on=date(2021, 11, 22), **UNANSWERED)
    found = measure_of("petitions_on_time").rows(department.agency, 2021, TODAY, "", 0, 10)
    assert [row.left_out for row in found.rows] == ["phải trả lời trước hết ngày 6/12/2021"]
    assert so_far(department, CASE)["petitions_on_time"] == {"on_time": "0", "received": "0"}


def test_answering_and_making_public(department) -> None:
    kept = record(department, CASE, **UNANSWERED)
    head = department.access("unit_head")
    answered = answer(head, seen(CASE, kept), date(2021, 9, 17), " 90/SKHCN-VP ")
    assert (answered.state, answered.answer_number) == ("answered", "90/SKHCN-VP")
    shown = publish(head, seen(CASE, kept), date(2021, 9, 20), "dissatisfied")
    assert shown.satisfaction == "dissatisfied"
    assert so_far(department, CASE) == CASE.counted
