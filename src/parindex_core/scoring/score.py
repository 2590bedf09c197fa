"""What scoring gives: points exact to the hundredth, with their explanation when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from parindex_core.framework.model import Component, Framework
from parindex_core.scoring.explanation import Explanation, explain
from parindex_core.scoring.values import check_values


@lru_cache(maxsize=20_001)  # most points lie between 0.00 and 100.00
def to_points(value: int) -> Decimal:
    """Whole hundredths as points with two decimals."""
    return Decimal(value).scaleb(-2)


@dataclass(frozen=True, eq=False)
class ComponentScore:
    """A component's points, None where it is missing or not applicable.

    `given` are the values as they came; they have been checked.
    """

    component: Component
    points: Decimal | None
    given: Mapping[str, Any] | None

    @property
    def maximum(self) -> Decimal:
        return self.component.max

    @property
    def status(self) -> str:
        """scored, missing (nothing was given) or not_applicable (a ratio without cases)."""
        if self.given is None:
            return "missing"
        return "not_applicable" if self.points is None else "scored"

    @cached_property
    def explanation(self) -> Explanation | None:
        """The rule in words and the arithmetic written out; None where nothing was given."""
        if self.given is None:
            return None
        values, _ = check_values(self.component, self.given)
        return explain(self.component, values, self.points)


@dataclass(eq=False)
class AgencyScore:
    """One agency's year: totals are sums of rounded component points.

    A component left out adds nothing and its maximum stays in `assessable`; one that is not
    applicable leaves both. Bonus and penalty change the points, never what is assessable.
    Not frozen only because thousands are made at a time; nothing changes one.
    """

    framework: Framework
    in_hundredths: tuple[int | None, ...] = field(repr=False)
    given: Mapping[str, Mapping[str, Any]] = field(repr=False)
    points_in_hundredths: int
    assessable_in_hundredths: int

    @property
    def points(self) -> Decimal:
        """Points of the areas, plus bonus, less penalty, never under 0."""
        return to_points(self.points_in_hundredths)

    @property
    def assessable(self) -> Decimal:
        """The framework's total less the maxima of what is not applicable."""
        return to_points(self.assessable_in_hundredths)

    @property
    def index(self) -> Decimal | None:
        """Points ÷ assessable × 100, half up to two decimals; None where nothing is assessable."""
        assessable = self.assessable_in_hundredths
        if assessable == 0:
            return None
        return to_points((20_000 * self.points_in_hundredths + assessable) // (2 * assessable))

    @cached_property
    def components(self) -> Mapping[str, ComponentScore]:
        """Every scored leaf by its key, in the order of the framework."""
        scored = zip(self.framework.components, self.in_hundredths, strict=False)
        return {
            component.key: self._component_score(component, value) for component, value in scored
        }

    @cached_property
    def adjustments(self) -> Mapping[str, ComponentScore]:
        """Bonus and penalty items by their key; a penalty's points are what it costs."""
        values = self.in_hundredths[len(self.framework.components) :]
        items = zip(self.framework.adjustments, values, strict=True)
        return {
            item.component.key: self._component_score(item.component, value)
            for item, value in items
        }

    def _component_score(self, component: Component, value: int | None) -> ComponentScore:
        points = None if value is None else to_points(value)
        return ComponentScore(component, points, self.given.get(component.key))
