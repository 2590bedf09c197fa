"""Having the scores counted anew after facts of tasks changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parindex.assignments.constants import Origin
from parindex.assignments.measures import ASSIGNED_TASKS, PLAN_COMPLETION
from parindex.editions.measures import facts_changed

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

_MEASURE_OF = {Origin.PLAN.value: PLAN_COMPLETION, Origin.PROVINCE.value: ASSIGNED_TASKS}


def recount(agency: Agency, year: int, origins: Iterable[str]) -> None:
    """Recount the components that tasks of these origins fill; last in a service's transaction."""
    names = sorted({_MEASURE_OF[origin] for origin in origins if origin in _MEASURE_OF})
    if names:
        facts_changed(agency, year, *names)
