"""The year's reform plan as a tree: goals, and under them the tasks; taken in whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.constants import DEEPEST, Origin, TaskState
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.plan_tree import goals_of_year, hold_plan, last_position
from parindex.assignments.search import search_text
from parindex.assignments.services.assigning import NewTask, make_tasks
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

# More than any province's plan has.
MOST_ROWS = 5_000


class PlanRefused(ValueError):
    """The plan cannot be taken in so."""


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
    known = {_place(goal): goal.pk for goal in goals_of_year(access, year)}
    new: list[PlanLine] = []
    # The headings above a line, from the outermost; those that no new task stood under yet.
    above: list[PlanLine] = []
    waiting: list[PlanLine] = []
    for line in lines:
        if line.task is None:
            above = [*(one for one in above if one.depth < line.depth), line]
            waiting = [*(one for one in waiting if one in above), line]
        elif _key(line.task) not in present:
            new += [*waiting, line]
            waiting = []
    tasks = sum(line.task is not None for line in new)
    same = sum(line.task is not None for line in lines) - tasks
    return Comparison(new, _unknown(new, known), tasks, same)


@transaction.atomic
def take_plan(access: Access, year: int, lines: Sequence[PlanLine], name: str) -> Comparison:
    """Take a plan's goals and tasks in, all or nothing; the same plan again changes nothing.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises UnitElsewhere: when a unit is not the agency's.
    :raises PlanRefused: when it has more lines, or goes deeper, than any plan.
    """
    if len(lines) > MOST_ROWS or any(line.depth > DEEPEST for line in lines):
        raise PlanRefused(name)
    hold_plan(access)
    comparison = compare_plan(access, year, lines)
    known = {_place(goal): goal for goal in goals_of_year(access, year)}
    position = last_position(access, year)
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


def _place(goal: PlanGoal) -> tuple[int | None, str, str]:
    return goal.parent_id, goal.number, goal.text


def _unknown(lines: Sequence[PlanLine], known: Mapping[tuple[int | None, str, str], int]) -> int:
    """How many of the headings are not in the tree, each under those above it."""
    above: dict[int, int | None] = {}
    unknown = 0
    for line in (line for line in lines if line.task is None):
        above = {depth: goal for depth, goal in above.items() if depth < line.depth}
        parent = above[max(above)] if above else None
        # Under a goal that is new everything is.
        is_under_new = bool(above) and parent is None
        found = None if is_under_new else known.get((parent, line.number, line.text))
        unknown += found is None
        above[line.depth] = found
    return unknown


def _present(access: Access, year: int) -> Mapping[tuple[str, int | None], bool]:
    tasks = Task.objects.filter(agency=access.agency, year=year, origin=Origin.PLAN)
    tasks = tasks.exclude(state=TaskState.CANCELLED)
    return dict.fromkeys(
        ((search_text(action), unit) for action, unit in tasks.values_list("action", "unit")), True
    )


def _key(task: NewTask) -> tuple[str, int | None]:
    return search_text(task.action), task.unit.pk if task.unit else None
