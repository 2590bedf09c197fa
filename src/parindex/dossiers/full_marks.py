"""How many more cases bring a ratio to full marks, exactly as the framework rounds points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from parindex_core.framework.rules import Proportional

if TYPE_CHECKING:
    from parindex_core.framework import Component

# Points are rounded half up to two decimals: this much under the maximum still gives all of it.
_HALF_A_HUNDREDTH = Fraction(1, 200)


@dataclass(frozen=True)
class Distance:
    """The least numbers of cases to full marks, each under its own assumption.

    ``turned``: of the present cases that do not count, so many would have to count, no further
    case coming. ``further``: so many further cases, all of which count, the present ones staying
    as they are; None where no number of them is enough.
    """

    turned: int
    further: int | None


def distance_to_full_marks(
    component: Component, numerator: int, denominator: int
) -> Distance | None:
    """The distance of a ratio without ``zero_below``; None at full marks, without cases, or where
    the component's points are no share of its maximum."""
    rule = component.rule
    if not isinstance(rule, Proportional) or not denominator:
        return None
    wanted = rule.full_at * (1 - _HALF_A_HUNDREDTH / Fraction(component.max))
    turned = ceil(wanted * denominator) - numerator
    if turned <= 0:
        return None
    further = None
    if wanted < 1:
        further = ceil((wanted * denominator - numerator) / (1 - wanted))
    return Distance(turned, further)
