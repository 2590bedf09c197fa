"""The goals of the year's plan by hand: added, called otherwise, moved, deleted; tasks moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assignments.constants import DEEPEST, Origin
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.plan_tree import (
    below,
    depth_of,
    goals_of_year,
    hold_plan,
    last_position,
    parents_of,
)
from parindex.assignments.services.assigning import TaskRefused
from parindex.assignments.services.planning import PlanRefused
from parindex.assignments.services.steps import locked_task, require_seen
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parindex.accounts.queries import Access


class GoalChanged(ValueError):
    """Somebody else changed or deleted the goal meanwhile; ``present``: as it stands, or None."""

    def __init__(self, present: PlanGoal | None) -> None:
        super().__init__(str(present or ""))
        self.present = present


class GoalNotEmpty(ValueError):
    """Goals or tasks stand in it."""


def shown_goal(goal: PlanGoal) -> str:
    """How a goal stood on a screen: its words and its place."""
    return f"{goal.parent_id or ''}|{goal.number}|{goal.text}"


@transaction.atomic
def add_goal(
    access: Access, year: int, number: str, text: str, parent: PlanGoal | None
) -> PlanGoal:
    """Add a goal to the year's plan by hand.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises PlanRefused: without words, under a goal that is not of the agency's year, or too deep.
    """
    require(access, Permission.ASSIGN_TASKS)
    hold_plan(access)
    parents = parents_of(goals_of_year(access, year))
    if not text.strip() or (parent is not None and parent.pk not in parents):
        raise PlanRefused(text)
    if depth_of(parents, parent.pk if parent else None) > DEEPEST:
        raise PlanRefused(text)
    made = PlanGoal.objects.create(
        agency=access.agency,
        year=year,
        parent=parent,
        number=number.strip()[:20],
        text=text.strip()[:500],
        position=last_position(access, year) + 1,
    )
    _record(access, "add_plan_goal", made, after={"text": made.text})
    return made


@transaction.atomic
def change_goal(
    access: Access, goal: PlanGoal, number: str, text: str, parent: PlanGoal | None, seen: str
) -> PlanGoal:
    """Call a goal otherwise, or put it under another one with all that stands in it.

    Moved, it goes behind what stands there. ``seen``: as ``shown_goal`` had it.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises PlanRefused: without words, in itself or in what stands in it, under a goal that is not
        of its year's plan, or deeper than any paper goes.
    :raises GoalChanged: when somebody else changed or deleted it meanwhile.
    """
    locked = _locked(access, goal, seen)
    parents = parents_of(goals_of_year(access, locked.year))
    within = below(parents, locked.pk)
    if not text.strip() or (parent is not None and parent.pk not in parents):
        raise PlanRefused(text)
    if parent is not None and parent.pk in within:
        raise PlanRefused(text)
    above = depth_of(parents, parent.pk if parent else None)
    if locked.parent_id != (parent.pk if parent else None):
        if above + max(within.values()) > DEEPEST:
            raise PlanRefused(text)
        locked.position = last_position(access, locked.year) + 1
    before = _told(locked)
    locked.number, locked.text = number.strip()[:20], text.strip()[:500]
    locked.parent_id = parent.pk if parent else None
    after = _told(locked)
    if after != before:
        locked.save(update_fields=["number", "text", "parent", "position"])
        moved = before["parent"] != after["parent"]
        action = "move_plan_goal" if moved else "rename_plan_goal"
        _record(access, action, locked, before=before, after=after)
    return locked


@transaction.atomic
def delete_goal(access: Access, goal: PlanGoal, seen: str) -> None:
    """Take a goal out of the plan in which nothing stands, no cancelled task either.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises GoalNotEmpty: when a goal or a task stands in it.
    :raises GoalChanged: when somebody else changed or deleted it meanwhile.
    """
    locked = _locked(access, goal, seen)
    in_it = PlanGoal.objects.filter(parent=locked), Task.objects.filter(goal=locked)
    if any(rows.exists() for rows in in_it):
        raise GoalNotEmpty(str(locked))
    _record(access, "delete_plan_goal", locked, before=_told(locked))
    locked.delete()


@transaction.atomic
def move_task(
    access: Access, task: Task, goal: PlanGoal | None, *, seen: int | None = None
) -> Task:
    """Put a task of the plan under another goal, or under none; what recurs moves with it.

    Wherever it stands, it counts as before.

    :raises PermissionRefused: unless the person assigns the agency's tasks.
    :raises TaskRefused: when the plan did not give it, or the goal is not of its year's plan.
    :raises TaskChangedMeanwhile: when it is another version by now.
    """
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, task)
    hold_plan(access)
    locked = locked_task(access, task)
    require_seen(locked, seen)
    if locked.origin != Origin.PLAN:
        raise TaskRefused("goal")
    if goal is not None and not _of_year(access, locked.year, goal):
        raise TaskRefused("goal")
    for one in _series_of(access, locked):
        _put(access, one, goal)
    locked.refresh_from_db()
    return locked


def _put(access: Access, task: Task, goal: PlanGoal | None) -> None:
    before = task.goal_id
    if before == (goal.pk if goal else None):
        return
    task.goal_id = goal.pk if goal else None
    task.version += 1
    task.save(update_fields=["goal", "version"])
    record_event(
        access.user,
        "move_plan_task",
        ("task", task.pk),
        agency_id=task.agency_id,
        before={"goal": before},
        after={"goal": task.goal_id, "text": str(goal or "")},
    )


def _series_of(access: Access, task: Task) -> Iterable[Task]:
    """The task, with those of its series that stand where it stands."""
    if task.series_id is None:  # type: ignore[attr-defined]
        return [task]
    rows = Task.objects.select_for_update(of=("self",)).filter(agency=access.agency)
    same = rows.filter(series=task.series_id, goal=task.goal_id, origin=Origin.PLAN)  # type: ignore[attr-defined]
    return list(same.order_by("pk"))


def _of_year(access: Access, year: int, goal: PlanGoal) -> bool:
    """Whether it is a goal of the plan, and stays one until the transaction ends."""
    rows = goals_of_year(access, year).select_for_update(no_key=True)
    return rows.filter(pk=goal.pk).first() is not None


def _locked(access: Access, goal: PlanGoal, seen: str) -> PlanGoal:
    require(access, Permission.ASSIGN_TASKS)
    require_own(access, goal)
    hold_plan(access)
    locked = PlanGoal.objects.select_for_update().filter(pk=goal.pk).first()
    if locked is None or shown_goal(locked) != seen:
        raise GoalChanged(locked)
    return locked


def _told(goal: PlanGoal) -> dict[str, object]:
    return {"number": goal.number, "text": goal.text, "parent": goal.parent_id}


def _record(
    access: Access,
    action: str,
    goal: PlanGoal,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record_event(
        access.user,
        action,
        ("plan_goal", goal.pk),
        agency_id=access.agency.pk,
        before=before,
        after=after,
    )
