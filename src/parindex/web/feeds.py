"""What registers give to the index: each component's count and its points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.assessments.queries import counts_so_far, scores_so_far
from parindex.editions.measures import measure_of
from parindex.web.component_page import value_in_words
from parindex.web.templatetags.formats import number, points

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.functional import Promise

    from parindex.assessments.models import ComponentScore
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component


@dataclass(frozen=True)
class Feed:
    """A component with what was last counted for it, true of ``as_of``.

    ``figures`` “” while nothing is recorded.
    """

    component: Component
    label: str | Promise
    figures: str
    standing: str
    url: str
    rows_url: str
    is_full: bool
    is_number: bool
    as_of: date | None


@dataclass(frozen=True)
class FeedStanding:
    """A component that a register feeds, with the points that it has so far, in words."""

    component: Component
    standing: str
    url: str


def standings_of(desk: Desk) -> dict[str, FeedStanding]:
    """Every component of the agency's year with its points, by key; nothing is counted for it."""
    if desk.assessment is None or desk.framework is None:
        return {}
    scores = scores_so_far(desk.assessment)
    return {
        component.key: FeedStanding(
            component,
            _standing(scores.get(component.key), component),
            reverse("component", args=[component.key]),
        )
        for component in desk.framework.components
    }


def feeds_of(desk: Desk, keys: Iterable[str]) -> list[Feed]:
    """The components of the agency's year that registers fill, in the framework's order."""
    if desk.assessment is None or desk.framework is None:
        return []
    wanted = set(keys)
    scores = scores_so_far(desk.assessment, wanted)
    counts = counts_so_far(desk.assessment, wanted)
    found = []
    for component in desk.framework.components:
        measure = measure_of(component.key) if component.key in wanted else None
        if measure is None:
            continue
        count = counts.get(component.key)
        count = count if count and count.measure == measure.name else None
        score = scores.get(component.key)
        gained = score.points if score else None
        found.append(
            Feed(
                component=component,
                label=measure.label,
                figures=_figures(component, count.values) if count else "",
                standing=_standing(score, component),
                url=reverse("component", args=[component.key]),
                rows_url=reverse("component-rows", args=[component.key]) if count else "",
                is_full=gained is not None and gained >= component.max,
                as_of=count.as_of if count else None,
                is_number=count is not None and all(one.isdigit() for one in count.values.values()),
            )
        )
    return found


def _standing(score: ComponentScore | None, component: Component) -> str:
    words = _("%(points)s of %(maximum)s points")
    gained = points(score.points if score else None)
    return words % {"points": gained, "maximum": points(component.max)}


def _figures(component: Component, values: Mapping[str, str]) -> str:
    """“40/45” of a ratio, in the order of the component; else the value in words."""
    # PostgreSQL keeps the names of what is counted in an order of its own.
    counted = [values[one.name] for one in component.variables if one.name in values]
    numbers = [number(Decimal(value)) for value in counted if value.isdigit()]
    if len(numbers) == len(counted) > 1:
        return "/".join(numbers)
    return "; ".join(
        value_in_words(variable, values[variable.name])
        for variable in component.variables
        if variable.name in values
    )
