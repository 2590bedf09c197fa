"""Goals of the plan by hand: moved without circles, deleted only when empty; tasks moved."""

import json

import pytest
from django.urls import reverse
from tests.apps.assignments.given import plan_task
from tests.installation import Installation

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import DEEPEST, Origin, TaskState
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.queries.plans import plan_of
from parindex.assignments.services.assigning import NewTask, TaskRefused, assign_task
from parindex.assignments.services.plan_goals import (
    GoalChanged,
    GoalNotEmpty,
    add_goal,
    change_goal,
    delete_goal,
    move_task,
    shown_goal,
)
from parindex.assignments.services.planning import PlanRefused
from parindex.assignments.services.steps import TaskChangedMeanwhile

SEED = """
from parindex.assignments.services.plan_goals import add_goal
from tests.departments import make_department
officer = make_department("first").access("par_officer")
for text in ("Một", "Hai"):
    add_goal(officer, 2021, "", text, None)
"""
AT_ONCE = """
import json, threading
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.services.assigning import NewTask, TaskRefused, assign_task
from parindex.assignments.services.plan_goals import (
    GoalNotEmpty, change_goal, delete_goal, shown_goal)
from parindex.assignments.services.planning import PlanRefused
from parindex.organisations.models import Agency, Unit
officer = access(User.objects.get(username="par_officer.first"), Agency.objects.get())
def together(*works):
    barrier, outcomes = threading.Barrier(len(works)), []
    def run(work):
        barrier.wait()
        try:
            work()
            outcomes.append("done")
        except (PlanRefused, GoalNotEmpty, TaskRefused) as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=(one,)) for one in works]
    [t.start() for t in threads]; [t.join() for t in threads]
    return sorted(outcomes)
one, two = PlanGoal.objects.order_by("id")
def put(goal, parent):
    return lambda: change_goal(officer, goal, "", goal.text, parent, shown_goal(goal))
circle = together(put(one, two), put(two, one))
PlanGoal.objects.update(parent=None)
unit = Unit.objects.first()
give = lambda: assign_task(officer, 2021, NewTask("Việc", unit, goal=one))
one.refresh_from_db()
given = together(give, lambda: delete_goal(officer, one, shown_goal(one)))
alone = Task.objects.filter(goal=None).count()
print(json.dumps([circle, given, alone, PlanGoal.objects.count(), Task.objects.count()]))
"""


@pytest.fixture
def officer(department):
    return department.access("par_officer")


def goal(officer, text, parent=None, year=2021):
    return add_goal(officer, year, "", text, parent)


def put(officer, moved, parent, text=None):
    return change_goal(officer, moved, "", text or moved.text, parent, shown_goal(moved))


def test_a_goal_moves_with_all_that_stands_in_it_and_goes_last(department, officer):
    first, second = goal(officer, "Một"), goal(officer, "Hai")
    inner = goal(officer, "Nhóm việc", first)
    goal(officer, "Nhóm sau", second)
    task = plan_task(department, goal=inner)
    put(officer, inner, second, "Nhóm đã dời")
    assert [(one.goal.text, one.depth, one.planned) for one in plan_of(officer, 2021)] == [
        ("Một", 0, 0), ("Hai", 0, 1), ("Nhóm sau", 1, 0), ("Nhóm đã dời", 1, 1),
    ]  # fmt: skip
    task.refresh_from_db()
    assert task.goal == inner


def test_no_circle_nothing_too_deep_nothing_of_another_plan(department, other_department, officer):
    chain = [goal(officer, "Sâu 0")]
    for depth in range(1, DEEPEST + 1):
        chain.append(goal(officer, f"Sâu {depth}", chain[-1]))
    pair = goal(officer, "Trên")
    goal(officer, "Dưới", pair)
    theirs = goal(other_department.access("par_officer"), "Của họ")
    next_year = goal(officer, "Năm sau", year=2022)
    for moved, parent in (
        (chain[0], chain[0]), (chain[0], chain[-1]), (pair, chain[DEEPEST - 1]),
        (pair, theirs), (pair, next_year),
    ):  # fmt: skip
        with pytest.raises(PlanRefused):
            put(officer, moved, parent)
    put(officer, pair, chain[DEEPEST - 2])
    with pytest.raises(PermissionRefused):
        put(officer, theirs, None)
    with pytest.raises(PermissionRefused):
        put(department.access("unit_head"), pair, None)


def test_only_an_empty_goal_is_deleted(department, officer):
    outer = goal(officer, "Ngoài")
    inner = goal(officer, "Trong", outer)
    task = plan_task(department, goal=inner)
    Task.objects.filter(pk=task.pk).update(state=TaskState.CANCELLED)
    for one in (outer, inner):
        with pytest.raises(GoalNotEmpty):
            delete_goal(officer, one, shown_goal(one))
    move_task(officer, task, None)
    with pytest.raises(GoalChanged):
        delete_goal(officer, inner, shown_goal(outer))
    delete_goal(officer, inner, shown_goal(inner))
    with pytest.raises(GoalChanged) as gone:
        put(officer, inner, None)
    assert gone.value.present is None
    assert list(PlanGoal.objects.all()) == [outer]
    # The place that became free is not given out twice.
    goal(officer, "Sau", outer)
    assert PlanGoal.objects.get(text="Sau").position > outer.position


def test_a_task_of_the_plan_moves_with_its_series(department, officer):
    old, new = goal(officer, "Cũ"), goal(officer, "Mới")
    unit = department.units["inspectorate"]
    made = assign_task(officer, 2021, NewTask("Báo cáo", unit, recurrence="monthly", goal=old))
    assert len(made) > 1
    move_task(officer, made[0], new, seen=made[0].version)
    assert {one.goal for one in Task.objects.all()} == {new}
    with pytest.raises(TaskChangedMeanwhile):
        move_task(officer, made[1], old, seen=made[1].version)
    given = plan_task(department, origin=Origin.PROVINCE)
    with pytest.raises(TaskRefused):
        move_task(officer, given, new)
    with pytest.raises(TaskRefused):
        move_task(officer, made[0], goal(officer, "Năm sau", year=2022))
    with pytest.raises(PermissionRefused):
        move_task(department.access("unit_head"), made[0], new)


def test_the_pages_move_and_delete(client, department, officer):
    client.force_login(department.people["par_officer"])
    outer, other = goal(officer, "Ngoài"), goal(officer, "Khác")
    inner = goal(officer, "Trong", outer)
    task = plan_task(department, goal=inner)
    address = reverse("plan-goal", args=[inner.pk])
    page = client.get(address)
    places = [key for key, _name in page.context["form"].fields["parent"].choices]
    assert places == ["", str(outer.pk), str(other.pk)]
    sent = {"text": "Trong", "parent": other.pk, "seen": page.context["seen"]}
    assert client.post(address, sent | {"parent": inner.pk}).status_code == 422
    assert client.post(address, sent).status_code == 302
    late = client.post(address, sent | {"parent": ""})
    assert "nằm trong: Khác" in late.content.decode()
    seen = client.get(address).context["seen"]
    client.post(address, {"what": "delete", "seen": seen})
    assert PlanGoal.objects.filter(pk=inner.pk).exists()
    there = reverse("task-action", args=[task.pk, "place"])
    assert there in client.get(reverse("task", args=[task.pk])).content.decode()
    assert client.post(there, {"place-goal": "999", "seen": "1"}).status_code == 422
    client.post(there, {"place-goal": outer.pk, "seen": "1"})
    task.refresh_from_db()
    assert task.goal == outer
    client.post(address, {"what": "delete", "seen": seen})
    assert not PlanGoal.objects.filter(pk=inner.pk).exists()
    assert client.get(address).status_code == 404


def test_two_at_once_make_no_circle_and_no_task_loses_its_goal(installation: Installation) -> None:
    installation.run(SEED)
    told = json.loads(installation.run(AT_ONCE).splitlines()[-1])
    circle, given, alone, goals, tasks = told
    assert circle == ["PlanRefused", "done"]
    assert alone == 0
    assert (given, goals, tasks) in (
        (["GoalNotEmpty", "done"], 2, 1),
        (["TaskRefused", "done"], 1, 0),
    )
