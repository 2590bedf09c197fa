"""What only the register of missions has: schedule, extension, acceptance, the year's drawing."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.apps.registers.mission_case import CASE, UNACCEPTED, UNFINISHED
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.missions.services.steps import (
    Acceptance,
    accept,
    begin,
    extend,
    hand_in,
)
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db


def left_out(department, key, year=2021) -> list[str]:
    found = measure_of(key).rows(department.agency, year, TODAY, "", 0, 50)
    return [row.left_out for row in found.rows]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"level": ""}, "level"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2021, 1, 1)}, "due_on"),
        ({"budget": -1}, "budget"),
        ({"started_on": None}, "finished_on"),
        ({"extended_to": date(2021, 12, 31)}, "extension_number"),
        ({"extended_to": date(2021, 9, 30), "extension_number": "1/QĐ"}, "extended_to"),
        ({"grade": ""}, "grade"),
        ({"accepted_on": date(2021, 9, 1)}, "accepted_on"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


def test_handed_in_late_counts_half_and_not_at_all_not(department) -> None:
    record(department, CASE, finished_on=date(2021, 10, 1))
    record(department, CASE, title="Chưa nộp", **UNFINISHED)
    counts = so_far(department, CASE)["missions_on_schedule"]
    assert counts == {"on_time": "0", "late": "1", "planned": "2"}


def test_an_extension_moves_the_last_day_not_that_of_the_plan(department) -> None:
    kept = record(department, CASE, **UNFINISHED)
    head = department.access("unit_head")
    longer = extend(head, seen(CASE, kept), date(2021, 12, 15), " 90/QĐ-UBND ")
    assert (longer.due_on, longer.last_day) == (date(2021, 9, 30), date(2021, 12, 15))
    done = hand_in(head, seen(CASE, kept), date(2021, 11, 10))
    assert done.state == "finished"
    assert so_far(department, CASE)["missions_on_schedule"]["on_time"] == "1"
    assert left_out(department, "missions_passed") == ["đã nộp, chưa nghiệm thu"]


def test_one_extended_into_next_year_is_left_out_of_this_one(department) -> None:
    extended = {"extended_to": date(2022, 3, 31), "extension_number": "90/QĐ-UBND"}
    record(department, CASE, **UNFINISHED, **extended)
    assert left_out(department, "missions_on_schedule") == ["được gia hạn sang năm 2022"]
    counts = so_far(department, CASE)["missions_on_schedule"]
    assert counts == {"on_time": "0", "late": "0", "planned": "0"}


def test_the_steps_from_plan_to_acceptance(department) -> None:
    kept = record(department, CASE, started_on=None, **UNFINISHED)
    head = department.access("unit_head")
    assert begin(head, seen(CASE, kept), date(2021, 1, 15)).state == "started"
    hand_in(head, seen(CASE, kept), date(2021, 9, 20))
    acceptance = Acceptance(date(2021, 10, 20), "77/QĐ-SKHCN", "excellent")
    assert accept(head, seen(CASE, kept), acceptance).state == "accepted"
    assert so_far(department, CASE) == CASE.counted


def test_the_schedule_shows_a_late_milestone_before_the_mission_is(client, department) -> None:
    waiting = [{"title": "Mô hình trình diễn", "due_on": "2021-11-15", "done_on": None}]
    record(department, CASE, due_on=date(2021, 12, 20), milestones=waiting, **UNFINISHED)
    record(department, CASE, title="Đã nộp trễ", finished_on=date(2021, 10, 4), **UNACCEPTED)
    record(department, CASE, title="Quá hạn", **UNFINISHED)
    client.force_login(department.people["auditor"])
    answer = client.get(reverse("mission-schedule"))
    lines = answer.context["schedule"].lines
    assert lines[0].mission.title == "Quá hạn"
    early = next(line for line in lines if line.mission.due_on.month == 12)
    assert (early.is_late, [one.title for one in early.late_milestones]) == (
        False,
        ["Mô hình trình diễn"],
    )
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "Mô hình trình diễn, 15/11/2021" in " ".join(text.split())
    assert client.get(reverse("mission-schedule"), {"year": "2019"}).status_code == 200


def test_a_schedule_asks_as_often_for_many(client, department, django_assert_max_num_queries):
    client.force_login(department.people["auditor"])
    record(department, CASE)
    client.get(reverse("mission-schedule"))
    with django_assert_max_num_queries(14) as of_one:
        client.get(reverse("mission-schedule"))
    for number in range(5):
        record(department, CASE, **CASE.nth(number))
    with django_assert_max_num_queries(len(of_one)):
        client.get(reverse("mission-schedule"))
