"""The plan's tree: what a second taking in adds, how deep it goes, two who take it in at once."""

import json

import pytest
from tests.installation import Installation

from parindex.assignments.constants import DEEPEST
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.plan_goals import add_goal, change_goal, shown_goal
from parindex.assignments.services.planning import (
    PlanLine,
    PlanRefused,
    compare_plan,
    take_plan,
)

SEED = """
from tests.departments import make_department
make_department("first")
"""
TWO = """
import json, threading
from django.db import connection
from parindex.accounts.models import User
from parindex.accounts.queries import access
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.planning import PlanLine, take_plan
from parindex.organisations.models import Agency
officer = access(User.objects.get(username="par_officer.first"), Agency.objects.get())
lines = [PlanLine("I", "Thể chế")] + [
    PlanLine(str(n), f"Việc {n}", 1, NewTask(f"Việc {n}", None)) for n in range(50)
]
barrier = threading.Barrier(2)
def take():
    barrier.wait()
    try:
        take_plan(officer, 2021, lines, "ke-hoach.xlsx")
    finally:
        connection.close()
threads = [threading.Thread(target=take) for _ in range(2)]
[t.start() for t in threads]; [t.join() for t in threads]
print(json.dumps([PlanGoal.objects.count(), Task.objects.count()]))
"""


def task(words: str) -> PlanLine:
    return PlanLine("", words, 1, NewTask(words, None))


def test_only_headings_with_a_new_task_are_taken_in(department):
    officer = department.access("par_officer")
    lines = [
        PlanLine("I", "Thể chế"),
        task("Việc một"),
        PlanLine("II", "Thủ tục"),
        task("Việc hai"),
    ]
    made = take_plan(officer, 2021, lines, "a.xlsx")
    assert (made.goals, made.tasks, made.same) == (2, 2, 0)
    first = PlanGoal.objects.get(number="I")
    change_goal(officer, first, "I", "Cải cách thể chế", None, shown_goal(first))
    again = [*lines, task("Việc ba")]
    compared = compare_plan(officer, 2021, again)
    assert (compared.goals, compared.tasks, compared.same) == (0, 1, 2)
    take_plan(officer, 2021, again, "b.xlsx")
    assert sorted(goal.text for goal in PlanGoal.objects.all()) == ["Cải cách thể chế", "Thủ tục"]
    assert Task.objects.get(action="Việc ba").goal == PlanGoal.objects.get(number="II")


def test_no_goal_goes_deeper_than_any_paper(department):
    officer = department.access("par_officer")
    with pytest.raises(PlanRefused):
        take_plan(officer, 2021, [PlanLine("", "Sâu", DEEPEST + 1), task("Việc")], "a.xlsx")
    parent = None
    for depth in range(DEEPEST + 1):
        parent = add_goal(officer, 2021, str(depth), "Mục tiêu", parent)
    with pytest.raises(PlanRefused):
        add_goal(officer, 2021, "", "Mục tiêu", parent)


def test_two_who_take_the_same_plan_in_make_it_once(installation: Installation) -> None:
    installation.run(SEED)
    assert json.loads(installation.run(TWO).splitlines()[-1]) == [1, 50]
