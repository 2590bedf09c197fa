"""The year's reform plan as a tree: goals, and under them the tasks; taken in whole or by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.search import search_text
from parindex.assignments.services.assigning import NewTask, make_tasks
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

# More than any province's plan has.
MOST_ROWS = 5_000


class PlanRefused(ValueError):
    """The plan cannot be taken in so."""


class GoalChanged(ValueError):
    """Somebody else changed the goal meanwhile; the message is how it stands now."""


@dataclass(frozen=True)
class PlanLine:
    """A line of a plan: a goal at its depth (0: outermost), or a task under the goal above it."""

    number: str
    text: str
    depth: int = 0
    task: NewTask | None = None


@dataclass(frozen=True)
class Comparison:
    """What taking a plan in would do; ``lines`` are those that are not there yet."""

    lines: Sequence[PlanLine]
    goals: int
    tasks: int
    same: int


def compare_plan(access: Access, year: int, lines: Sequence[PlanLine]) -> Comparison:
    """What of a plan is new; the same task of the same unit is there already, wherever it stands.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    """
    require(access, Permission.ASSIGN_TASKS)
    present = _present(access, year)
    new: list[PlanLine] = []
    same = 0
    for line in lines:
        if line.task is not None and _key(line.task) in present:
            same += 1
        else:
            new.append(line)
    tasks = sum(line.task is not None for line in new)
    # A goal without a task that is new stands in the tree already, or says nothing yet.
    goals = sum(line.task is None for line in new) if tasks else 0
    return Comparison(new if tasks else (), goals, tasks, same)


@transaction.atomic
def take_plan(access: Access, year: int, lines: Sequence[PlanLine], name: str) -> Comparison:
    """Take a plan's goals and tasks in, all or nothing; the same plan again changes nothing.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises UnitElsewhere: when a unit is not the agency's.
    :raises PlanRefused: when it has more lines than any plan.
    """
    if len(lines) > MOST_ROWS:
        raise PlanRefused(name)
    comparison = compare_plan(access, year, lines)
    known = {
        (goal.parent_id, goal.number, goal.text): goal
        for goal in PlanGoal.objects.select_for_update().filter(agency=access.agency, year=year)
    }
    position = len(known)
    above: dict[int, PlanGoal] = {}
    tasks: list[NewTask] = []
    for line in comparison.lines:
        if line.task is not None:
            goal = above[max(above)] if above else None
            tasks.append(replace(line.task, goal=goal, origin=Origin.PLAN))
            continue
        for depth in [depth for depth in above if depth >= line.depth]:
            del above[depth]
        parent = above[max(above)] if above else None
        key = (parent.pk if parent else None, line.number, line.text)
        if key not in known:
            position += 1
            known[key] = PlanGoal.objects.create(
                agency=access.agency,
                year=year,
                parent=parent,
                number=line.number,
                text=line.text,
                position=position,
            )
        above[line.depth] = known[key]
    made = make_tasks(access.agency, year, tasks, None, access.user)
    record_event(
        access.user,
        "take_plan",
        ("agency", access.agency.pk),
        agency_id=access.agency.pk,
        after={"name": name, "year": year, "tasks": len(made), "goals": comparison.goals},
    )
    return comparison


@transaction.atomic
def add_goal(
    access: Access, year: int, number: str, text: str, parent: PlanGoal | None
) -> PlanGoal:
    """Add a goal to the year's plan by hand.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises PlanRefused: without words, or under a goal that is not of the agency's year.
    """
    require(access, Permission.ASSIGN_TASKS)
    goals = PlanGoal.objects.filter(agency=access.agency, year=year)
    if not text.strip() or (parent is not None and not goals.filter(pk=parent.pk).exists()):
        raise PlanRefused(text)
    made = PlanGoal.objects.create(
        agency=access.agency,
        year=year,
        parent=parent,
        number=number.strip()[:20],
        text=text.strip()[:500],
        position=goals.count() + 1,
    )
    record_event(
        access.user,
        "add_plan_goal",
        ("plan_goal", made.pk),
        agency_id=access.agency.pk,
        after={"text": made.text},
    )
    return made


@transaction.atomic
def rename_goal(access: Access, goal: PlanGoal, number: str, text: str, seen: str) -> PlanGoal:
    """Give a goal another number or other words; ``seen``: how it stood on the screen.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises PlanRefused: without words.
    :raises GoalChanged: when somebody else changed it meanwhile.
    """
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, goal)
    if not text.strip():
        raise PlanRefused(text)
    locked = PlanGoal.objects.select_for_update().get(pk=goal.pk)
    if str(locked) != seen:
        raise GoalChanged(str(locked))
    before = {"number": locked.number, "text": locked.text}
    locked.number, locked.text = number.strip()[:20], text.strip()[:500]
    after = {"number": locked.number, "text": locked.text}
    if after != before:
        locked.save(update_fields=["number", "text"])
        record_event(
            access.user,
            "rename_plan_goal",
            ("plan_goal", locked.pk),
            agency_id=access.agency.pk,
            before=before,
            after=after,
        )
    return locked


def _present(access: Access, year: int) -> Mapping[tuple[str, int | None], bool]:
    tasks = Task.objects.filter(agency=access.agency, year=year, origin=Origin.PLAN)
    tasks = tasks.exclude(state=TaskState.CANCELLED)
    return dict.fromkeys(
        ((search_text(action), unit) for action, unit in tasks.values_list("action", "unit")), True
    )


def _key(task: NewTask) -> tuple[str, int | None]:
    return search_text(task.action), task.unit.pk if task.unit else None
