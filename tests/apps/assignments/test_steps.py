"""The states of a task: every state, step and role of the table, and what a step writes."""

from datetime import date

import pytest
from tests.apps.assignments.given import make_task, plan_task, put_in

from parindex.accounts.constants import Role
from parindex.accounts.queries import access
from parindex.accounts.services import PermissionRefused, create_account, grant_role
from parindex.assignments.constants import Step, TaskState
from parindex.assignments.models import Receipt, Task
from parindex.assignments.queries.tasks import is_due_soon, is_late, steps_for
from parindex.assignments.services.steps import (
    ReasonMissing,
    StepRefused,
    TaskChangedMeanwhile,
    take_step,
)
from parindex.assignments.transitions import TRANSITIONS
from parindex.audit.queries import history

# From where a step leads where, written out apart from the product's own table.
WAYS = {
    "accept": ("accepted", {"assigned"}),
    "start": ("in_progress", {"assigned", "accepted", "returned"}),
    "hand_in": ("done", {"assigned", "accepted", "in_progress", "returned"}),
    "confirm": ("confirmed", {"done"}),
    "return": ("returned", {"done"}),
    "pause": ("paused", {"assigned", "accepted", "in_progress", "returned"}),
    "resume": ("in_progress", {"paused"}),
    "cancel": ("cancelled", {"assigned", "accepted", "in_progress", "returned", "paused"}),
    "assign_again": ("assigned", {"cancelled"}),
}
OF_UNIT = {"accept", "start", "hand_in"}
JUDGED = {"confirm", "return"}
# Who takes which steps: the Office all, the director what was handed in, a unit its own work.
TAKEN_BY = {
    "par_officer": set(WAYS),
    "director": JUDGED,
    "unit_head": OF_UNIT,
    "officer_of_the_unit": OF_UNIT,
    "unit_officer": set(),
    "partner": set(),
    "auditor": set(),
    "administrator": set(),
    "one_stop_officer": set(),
    "council_secretary": set(),
    "council_member": set(),
    "stranger": set(),
}
EXPLAINED = {"return", "pause", "cancel", "assign_again"}


@pytest.fixture
def people(department):
    """The department's people, an officer of the task's unit, the head of a unit taking part."""
    for name, role, unit in (
        ("officer_of_the_unit", Role.UNIT_OFFICER, "metrology-sub-department"),
        ("partner", Role.UNIT_HEAD, "office"),
    ):
        person = create_account(name, name, "a long enough password")
        grant_role(person, role, department.agency, department.units[unit])
        department.people[name] = person
    return department


def test_the_table_has_every_state_and_step():
    assert set(WAYS) == {step.value for step in TRANSITIONS} == set(Step.values)
    reached = {target for target, _ in WAYS.values()}
    assert reached == set(TaskState.values)


@pytest.mark.parametrize("state", TaskState)
def test_every_step_of_every_role_from_every_state(people, state):
    made = plan_task(people, partners=[people.units["office"]])
    for person, taken in TAKEN_BY.items():
        granted = access(people.people[person], people.agency)
        offered = {step.value for step in steps_for(granted, put_in(made, state))}
        assert offered == {step for step in taken if state in WAYS[step][1]}, person
        for step in Step:
            put_in(made, state)
            if step.value not in taken:
                with pytest.raises(PermissionRefused):
                    take_step(granted, made, step, reason="lý do")
            elif state not in WAYS[step.value][1]:
                with pytest.raises(StepRefused):
                    take_step(granted, made, step, reason="lý do")
            else:
                changed = take_step(granted, made, step, reason="lý do")
                assert changed.state == WAYS[step.value][0]
                event = history(made.agency_id, "task", made.pk)[0]
                assert event.before == {"state": state}
                assert event.after == {"state": changed.state, "step": step}
                continue
            made.refresh_from_db()
            assert made.state == state


@pytest.mark.parametrize("step", Step)
def test_what_has_to_be_explained_is_not_taken_without_a_reason(department, step):
    made = plan_task(department)
    put_in(made, next(iter(WAYS[step][1])))
    officer = department.access("par_officer")
    if step in EXPLAINED:
        with pytest.raises(ReasonMissing):
            take_step(officer, made, step, reason="  ")
    else:
        take_step(officer, made, step)


def test_a_role_in_one_agency_takes_no_step_in_another(department, other_department):
    made = make_task(other_department)
    with pytest.raises(PermissionRefused):
        take_step(department.access("par_officer"), made, Step.HAND_IN)
    made.refresh_from_db()
    assert made.state == TaskState.ASSIGNED


def test_a_hand_in_is_dated_with_the_agencys_day_and_confirming_keeps_it(department):
    made = make_task(department, deadline=date(2021, 11, 24))
    done = take_step(department.access("unit_head"), made, Step.HAND_IN)
    assert done.done_on == date(2021, 11, 24)
    assert not is_late(done, date(2022, 1, 1))
    confirmed = take_step(department.access("director"), done, Step.CONFIRM)
    assert confirmed.done_on == date(2021, 11, 24)


def test_what_was_returned_is_handed_in_on_its_new_day(department):
    made = put_in(make_task(department, deadline=date(2021, 11, 10)), TaskState.DONE)
    back = take_step(department.access("director"), made, Step.RETURN, reason="thiếu biên bản")
    assert back.done_on is None
    assert history(made.agency_id, "task", made.pk)[0].reason == "thiếu biên bản"
    again = take_step(department.access("unit_head"), back, Step.HAND_IN)
    assert again.done_on == date(2021, 11, 24)
    assert is_late(again, date(2021, 11, 24))


def test_taking_a_task_on_acknowledges_it(department):
    made = make_task(department)
    take_step(department.access("unit_head"), made, Step.ACCEPT)
    receipt = Receipt.objects.get(task=made)
    assert receipt.unit == department.units["metrology-sub-department"]
    assert receipt.acknowledged_by == department.people["unit_head"]


@pytest.mark.parametrize(
    ("deadline", "paused_on", "due_on"),
    [
        # Wednesday 24th is today: paused on Monday the 22nd, two working days are given back.
        (date(2021, 11, 30), date(2021, 11, 22), date(2021, 12, 2)),
        (date(2021, 11, 26), date(2021, 11, 22), date(2021, 11, 30)),
        # Paused the same day: nothing was lost.
        (date(2021, 11, 30), date(2021, 11, 24), date(2021, 11, 30)),
        # Late already when it was paused: it stays late.
        (date(2021, 11, 10), date(2021, 11, 22), date(2021, 11, 10)),
    ],
)
def test_a_pause_gives_its_working_days_back_and_leaves_the_deadline(
    department, deadline, paused_on, due_on
):
    made = plan_task(department, deadline=deadline)
    officer = department.access("par_officer")
    take_step(officer, made, Step.PAUSE, reason="bão số 9")
    Task.objects.filter(pk=made.pk).update(paused_on=paused_on)
    resumed = take_step(officer, made, Step.RESUME)
    assert (resumed.deadline, resumed.due_on, resumed.paused_on) == (deadline, due_on, None)
    assert resumed.state == TaskState.IN_PROGRESS


def test_a_paused_task_is_not_late(department):
    made = plan_task(department, deadline=date(2021, 11, 1))
    paused = take_step(department.access("par_officer"), made, Step.PAUSE, reason="bão")
    assert not is_late(paused, date(2021, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "done_on", "late", "soon"),
    [
        (date(2021, 11, 23), None, True, False),
        (date(2021, 11, 24), None, False, True),
        (date(2021, 12, 1), None, False, True),
        (date(2021, 12, 2), None, False, False),
        (date(2021, 11, 19), date(2021, 11, 22), True, False),
        (date(2021, 11, 19), date(2021, 11, 19), False, False),
        (None, None, False, False),
    ],
)
def test_late_and_due_soon(due_on, done_on, late, soon):
    state = TaskState.DONE if done_on else TaskState.ASSIGNED
    one = Task(deadline=due_on, due_on=due_on, done_on=done_on, state=state)
    assert is_late(one, date(2021, 11, 24)) is late
    assert is_due_soon(one, date(2021, 11, 24)) is soon


def test_the_second_of_two_people_is_shown_what_the_first_did(department):
    made = make_task(department)
    officer = department.access("par_officer")
    take_step(department.access("unit_head"), made, Step.START, seen=1)
    with pytest.raises(TaskChangedMeanwhile) as conflict:
        take_step(officer, made, Step.CANCEL, reason="giao nhầm", seen=1)
    assert conflict.value.present.state == TaskState.IN_PROGRESS
    made.refresh_from_db()
    assert (made.state, made.version) == (TaskState.IN_PROGRESS, 2)


def test_a_step_sent_twice_is_taken_once(department):
    made = make_task(department)
    head = department.access("unit_head")
    take_step(head, made, Step.HAND_IN, seen=1)
    again = take_step(head, made, Step.HAND_IN, seen=1)
    assert (again.state, again.version) == (TaskState.DONE, 2)
    taken = [event.action for event in history(made.agency_id, "task", made.pk)]
    assert taken.count("change_task_state") == 1
