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
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access

# More than any province's plan has.
MOST_ROWS = 5_000
# Goals above a task, from 0: part, section, item, and so on; no paper goes deeper.
DEEPEST = 5


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
    known = {_place(goal): goal.pk for goal in _goals(access, year)}
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
    _hold_plan(access)
    comparison = compare_plan(access, year, lines)
    known = {_place(goal): goal for goal in _goals(access, year)}
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
    :raises PlanRefused: without words, under a goal that is not of the agency's year, or too deep.
    """
    require(access, Permission.ASSIGN_TASKS)
    _hold_plan(access)
    goals = _goals(access, year)
    if not text.strip() or (parent is not None and not goals.filter(pk=parent.pk).exists()):
        raise PlanRefused(text)
    depth, goal = 0, parent
    while goal is not None:
        depth, goal = depth + 1, goal.parent
    if depth > DEEPEST:
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


def _goals(access: Access, year: int) -> QuerySet[PlanGoal]:
    """The goals of the agency's plan."""
    return PlanGoal.objects.filter(agency=access.agency, year=year)


def _hold_plan(access: Access) -> None:
    """One writer of an agency's plan at a time: what is there already is not made again."""
    agencies = type(access.agency).objects.select_for_update(no_key=True)
    agencies.get(pk=access.agency.pk)


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
