"""The goals of the demonstration's plan: a heading for each area of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.assignments.services.plan_goals import add_goal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parindex.accounts.queries import Access
    from parindex.assignments.models import PlanGoal
    from parindex_core.framework import Framework

_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def load_goals(officer: Access, year: int, framework: Framework) -> Mapping[str, PlanGoal]:
    """Give the plan its goals, as an officer would; each by the keys of its components."""
    goals: dict[str, PlanGoal] = {}
    for number, area in zip(_NUMBERS, framework.areas, strict=True):
        goal = add_goal(officer, year, number, area.label.vi, None)
        goals |= dict.fromkeys((component.key for component in area.components()), goal)
    return goals
