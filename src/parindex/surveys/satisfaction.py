"""Satisfaction of a group of answers: points ÷ possible points, exact, with its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from parindex.surveys.constants import CONFIDENCE
from parindex.surveys.questionnaire import MatterPoints
from parindex_core.vietnamese.numbers import round_half_up

# Digits of the square root, and decimals that are kept of an interval.
_PRECISION, _PLACES = 40, 4


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """``share`` = ``points`` ÷ ``possible``; ``low`` to ``high``: its interval, None where unknown.

    ``answers``: of how many answers; shares are of 1.
    """

    answers: int
    points: int
    possible: int
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.points, self.possible) if self.possible else None


def satisfaction(
    given: Iterable[MatterPoints], confidence: int, population: int | None = None
) -> Satisfaction:
    """The satisfaction of answers, each with its points; answers without any do not count.

    The interval is that of a ratio estimated from a simple random sample (Cochran, 6.4), with the
    finite population correction where the population is known.
    """
    counted = [one for one in given if one.possible]
    points, possible = sum(o.points for o in counted), sum(o.possible for o in counted)
    number = len(counted)
    if number < 2:
        return Satisfaction(number, points, possible)
    ratio = Fraction(points, possible)
    squares = sum((one.points - ratio * one.possible) ** 2 for one in counted)
    variance = number * squares / ((number - 1) * Fraction(possible) ** 2)
    if population is not None and population >= number:
        variance *= 1 - Fraction(number, population)
    half = Fraction(CONFIDENCE[confidence]) * _root(variance)
    low, high = max(ratio - half, Fraction(0)), min(ratio + half, Fraction(1))
    return Satisfaction(
        number, points, possible, round_half_up(low, _PLACES), round_half_up(high, _PLACES)
    )


def _root(value: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = _PRECISION
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())
