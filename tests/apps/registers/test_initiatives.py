"""What only the register of initiatives has: its order of steps, who takes them, milestones."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.registers.initiative_case import CASE, UNRECOGNISED
from tests.apps.registers.writing import HEADS_UNIT, record, seen, so_far
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.assessments.models import ComponentScore
from parindex.assignments.services.assigning import NewTask, load_plan_tasks
from parindex.editions.measures import measure_of
from parindex.registers.initiatives.constants import State
from parindex.registers.initiatives.models import Initiative
from parindex.registers.initiatives.register import INITIATIVES
from parindex.registers.initiatives.services.steps import (
    Recognition,
    approve,
    complete,
    recognise,
)
from parindex.registers.refusals import EntryRefused
from parindex.registers.services.importing import keep_list

pytestmark = pytest.mark.django_db
DECISION = Recognition(date(2021, 11, 15), "15/QĐ-SKHCN", "agency")


def points(department) -> str:
    score = ComponentScore.objects.get(
        assessment=department.assessment, component_key="initiatives", horizon="so_far"
    )
    return str(score.points)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"problem": " "}, "problem"),
        ({"approved_on": None}, "completed_on"),
        ({"approved_on": date(2021, 1, 31)}, "approved_on"),
        ({"result_after": ""}, "result_after"),
        ({"completed_on": None, **UNRECOGNISED}, "completed_on"),
        ({"decision_number": ""}, "decision_number"),
        ({"recognised_on": None}, "recognised_on"),
        ({"registered_on": date(2021, 11, 25)}, "registered_on"),
    ],
)
def test_what_does_not_follow_is_refused(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


def test_from_registration_to_the_points_of_1_5(department) -> None:
    head, officer = department.access("unit_head"), department.access("par_officer")
    entry = record(department, CASE, "unit_head", **CASE.unapproved)
    assert (entry.state, so_far(department, CASE)) == (State.REGISTERED, CASE.left)
    entry = approve(head, seen(CASE, entry), date(2021, 2, 10))
    assert entry.state == State.APPROVED
    entry = complete(head, seen(CASE, entry), date(2021, 8, 2), "3 lần đi lại", "2 lần đi lại")
    assert (entry.state, points(department)) == (State.COMPLETED, "0.00")
    entry = recognise(officer, seen(CASE, entry), DECISION)
    assert (entry.state, entry.code) == (State.RECOGNISED, "SK-2021-001")
    assert so_far(department, CASE) == CASE.counted
    assert points(department) == "1.00"


@pytest.mark.parametrize(
    ("person", "may"),
    [("unit_head", True), ("director", True), ("par_officer", True), ("auditor", False)],
)
def test_who_approves(department, person, may) -> None:
    entry = record(department, CASE, "unit_head", **CASE.unapproved)
    access = department.access(person)
    if may:
        assert approve(access, seen(CASE, entry), date(2021, 2, 10)).state == State.APPROVED
        return
    with pytest.raises(PermissionRefused):
        approve(access, seen(CASE, entry), date(2021, 2, 10))


def test_a_director_approves_and_writes_nothing_else(department) -> None:
    approved = {**CASE.unapproved, "approved_on": date(2021, 2, 10)}
    entry = record(department, CASE, "unit_head", **approved)
    with pytest.raises(PermissionRefused):
        complete(department.access("director"), seen(CASE, entry), TODAY, "trước", "sau")


def test_what_is_left_out_says_why(department) -> None:
    record(department, CASE, **UNRECOGNISED)
    measure = measure_of("initiatives")
    assert measure is not None
    (row,) = measure.rows(department.agency, 2021, TODAY, "", 0, 10).rows
    assert (row.counted_in, row.left_out) == ((), "chưa được công nhận")
    assert measure.count(department.agency, 2020, TODAY) is None


def test_the_page_offers_the_next_step_to_who_may_take_it(client, department) -> None:
    entry = record(department, CASE, "unit_head", **CASE.unapproved)
    where = f"/registers/initiatives/{entry.pk}/"
    offered = {"director": ["approve"], "unit_head": ["approve"], "unit_officer": []}
    for person, steps in offered.items():
        client.force_login(department.people[person])
        assert [form.key for form in client.get(where).context["steps"]] == steps
    client.force_login(department.people["unit_head"])
    sent = {"step": "approve", "seen": "1", "approve-approved_on": "10/02/2021"}
    assert client.post(where, sent).status_code == 302
    assert [form.key for form in client.get(where).context["steps"]] == ["complete"]
    late = {**sent, "step": "approve"}
    assert client.post(where, late).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.version) == (State.APPROVED, 2)


def test_a_unit_that_owes_an_initiative_is_named(client, department) -> None:
    asked = [
        NewTask("Đăng ký 01 sáng kiến", department.units[unit], component_keys=["initiatives"])
        for unit in ("office", HEADS_UNIT)
    ]
    load_plan_tasks(department.agency, 2021, asked)
    record(department, CASE, unit=HEADS_UNIT)
    client.force_login(department.people["auditor"])
    answer = client.get("/registers/initiatives/")
    owed = {one.task.unit.key: one.entries for one in answer.context["owed"]}
    assert owed == {"office": 0, HEADS_UNIT: 1}
    (line,) = [
        line
        for line in client.get("/registers/").context["lines"]
        if line["pages"].key == "initiatives"
    ]
    assert [one.task.unit.key for one in line["owed"]] == ["office"]


def test_what_it_feeds_reads_no_more_entries_than_it_shows(client, department) -> None:
    unit = department.units["inspectorate"]
    rows = [(unit, 2021, {**CASE.facts, **CASE.nth(n)}) for n in range(60)]
    keep_list(department.agency, INITIATIVES, rows, is_illustrative=True)
    client.force_login(department.people["auditor"])
    with CaptureQueriesContext(connection) as asked:
        (part,) = client.get("/registers/initiatives/feeds/").context["parts"]
    assert (part["feed"].figures, part["total"], len(part["rows"])) == ("60 sáng kiến", 60, 50)
    of_register = [one["sql"] for one in asked if Initiative._meta.db_table in one["sql"]]
    assert of_register
    assert all("LIMIT" in one or "COUNT(" in one for one in of_register)
    rest = client.get("/scoring/initiatives/rows/?page=2")
    assert len(rest.context["rows"]) == 10
