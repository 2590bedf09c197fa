"""Reading the year's plan as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex.accounts.services import require_view
from parindex.assignments.constants import DEEPEST, Origin, TaskState
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.plan_tree import below, depth_of, parents_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parindex.accounts.queries import Access


@dataclass
class Branch:
    """A goal with what stands in it; ``goal`` None: tasks of the plan that stand in no goal."""

    goal: PlanGoal | None
    depth: int
    tasks: list[Task] = field(default_factory=list)
    # With those of the goals in it.
    planned: int = 0
    confirmed: int = 0


def goals_of(access: Access, year: int) -> list[PlanGoal]:
    """The goals of a year's plan, in its order.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return list(PlanGoal.objects.filter(agency=access.agency, year=year))


def goal_of(access: Access, goal_id: int) -> PlanGoal | None:
    """A goal of the agency's plans.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    return (
        PlanGoal.objects.filter(agency=access.agency, pk=goal_id).select_related("parent").first()
    )


def places_for(goal: PlanGoal, goals: Sequence[PlanGoal]) -> list[PlanGoal]:
    """The goals of its plan that a goal can be put under: not itself, nor what stands in it."""
    parents = parents_of(goals)
    within = below(parents, goal.pk)
    room = DEEPEST - max(within.values())
    return [one for one in goals if one.pk not in within and depth_of(parents, one.pk) <= room]


def is_empty_goal(access: Access, goal: PlanGoal) -> bool:
    """Whether neither a goal nor a task stands in a goal of the agency's plans.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    in_it = PlanGoal.objects.filter(parent=goal), Task.objects.filter(goal=goal)
    return not any(rows.exists() for rows in in_it)


def plan_of(access: Access, year: int) -> list[Branch]:
    """The plan's goals from top to bottom, each with its tasks. Four queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    goals = goals_of(access, year)
    tasks = Task.objects.filter(agency=access.agency, year=year, origin=Origin.PLAN)
    shown = tasks.select_related("unit").prefetch_related("partners", "components")
    ordered = list(shown.order_by("id"))
    by_parent: dict[int | None, list[PlanGoal]] = {}
    for goal in goals:
        by_parent.setdefault(goal.parent_id, []).append(goal)
    by_goal: dict[int | None, list[Task]] = {}
    for task in ordered:
        by_goal.setdefault(task.goal_id, []).append(task)
    branches: list[Branch] = []

    def grow(parent: int | None, depth: int) -> tuple[int, int]:
        planned = confirmed = 0
        for goal in by_parent.get(parent, ()):
            branch = Branch(goal, depth, by_goal.get(goal.pk, []))
            branches.append(branch)
            below = grow(goal.pk, depth + 1)
            own = _counts(branch.tasks)
            branch.planned, branch.confirmed = own[0] + below[0], own[1] + below[1]
            planned, confirmed = planned + branch.planned, confirmed + branch.confirmed
        return planned, confirmed

    grow(None, 0)
    alone = by_goal.get(None, [])
    if alone:
        branches.append(Branch(None, 0, alone, *_counts(alone)))
    return branches


def _counts(tasks: list[Task]) -> tuple[int, int]:
    """As 1.1.3 counts them: what is cancelled is not planned, what is confirmed is done."""
    standing = [task for task in tasks if task.state != TaskState.CANCELLED]
    return len(standing), sum(task.state == TaskState.CONFIRMED for task in standing)
