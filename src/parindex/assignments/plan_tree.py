"""The tree of a year's plan: held while it is changed, how deep a goal stands, what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from parindex.assignments.models import PlanGoal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from parindex.accounts.queries import Access


def hold_plan(access: Access) -> None:
    """One writer of an agency's plan at a time: what is there already is not made again."""
    agencies = type(access.agency).objects.select_for_update(no_key=True)
    agencies.get(pk=access.agency.pk)


def goals_of_year(access: Access, year: int) -> QuerySet[PlanGoal]:
    """The goals of the agency's plan."""
    return PlanGoal.objects.filter(agency=access.agency, year=year)


def last_position(access: Access, year: int) -> int:
    """Behind which a new goal goes; 0 in an empty plan."""
    return goals_of_year(access, year).aggregate(last=Max("position"))["last"] or 0


def depth_of(parents: Mapping[int, int | None], goal_id: int | None) -> int:
    """How many goals stand above what is put under a goal, with the goal itself.

    ``parents``: of each goal of the plan the one above it.
    """
    depth = 0
    while goal_id is not None:
        depth, goal_id = depth + 1, parents[goal_id]
    return depth


def below(parents: Mapping[int, int | None], goal_id: int) -> Mapping[int, int]:
    """How far under a goal each goal in it stands; the goal itself: 0."""
    children: dict[int | None, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found, waiting = {goal_id: 0}, [goal_id]
    while waiting:
        above = waiting.pop()
        for child in children.get(above, ()):
            found[child] = found[above] + 1
            waiting.append(child)
    return found


def parents_of(goals: Iterable[PlanGoal]) -> dict[int, int | None]:
    """Of each goal the one above it."""
    return {goal.pk: goal.parent_id for goal in goals}
