"""The arithmetic of every kind of rule, on whole columns of exact values at a time.

A column function takes one sequence a variable, in the order of the rule's variable names, and
gives each row's points in hundredths, rounded half up, or None where the component is not
applicable. One row is a column of length one: there is no second implementation.

Points are whole hundredths and values whole numbers nearly always, so that everything is integer
arithmetic; rationals pass through the same expressions, since // floors them to a whole number.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import repeat
from operator import add, ge, gt, le, lt, mul
from typing import Any

from parindex_core.framework.formula.evaluation import compile_expression
from parindex_core.framework.model import Component
from parindex_core.framework.rules import (
    Checklist,
    Choice,
    Deduct,
    Formula,
    Proportional,
    Ratio,
    Steps,
    WeightedShares,
)

_HOLDS = {">=": ge, ">": gt, "<=": le, "<": lt}

Columns = Sequence[Sequence[Any]]
Points = list[int | None]
ColumnFunction = Callable[[Columns], Points]


def hundredths(points: Decimal) -> int:
    """Points of a framework file, which have at most two decimals, as whole hundredths."""
    return int(points.scaleb(2))


def half_up(value: Fraction | int) -> int:
    """The whole number nearest to a value that is not negative; a half goes up."""
    return (2 * value + 1) // 2


@lru_cache(maxsize=4096)
def column_function(component: Component) -> ColumnFunction:
    """The component's rule, made ready once."""
    full = hundredths(component.max)
    match component.rule:
        case Choice() as rule:
            return _choice(rule)
        case Checklist() as rule:
            return _checklist(rule)
        case Proportional() as rule:
            return _proportional(rule, full)
        case Steps() as rule:
            return _steps(rule, full)
        case WeightedShares() as rule:
            return _weighted_shares(rule, full)
        case Deduct() as rule:
            return _deduct(rule, full)
        case Formula() as rule:
            return _formula(rule, full)


def without_cases(zero_denominator: str | None, full: int) -> int | None:
    """The points of a ratio whose denominator is 0."""
    return {"zero": 0, "full": full, "not_applicable": None}[zero_denominator or "zero"]


def _choice(rule: Choice) -> ColumnFunction:
    points = {option: hundredths(value) for option, value in rule.points.items()}.__getitem__
    return lambda columns: list(map(points, columns[0]))


def _checklist(rule: Checklist) -> ColumnFunction:
    each = hundredths(rule.each)
    return lambda columns: [each * count for count in map(sum, zip(*columns, strict=True))]


def _proportional(rule: Proportional, full: int) -> ColumnFunction:
    empty = without_cases(rule.ratio.zero_denominator, full)
    # full × (n ÷ d) ÷ (top ÷ bottom), half up: (2·full·bottom·n + top·d) ÷ (2·top·d), floored.
    top, bottom = rule.full_at.as_integer_ratio()
    rise, run = 2 * full * bottom, 2 * top
    floor_top, floor_bottom = (rule.zero_below or Fraction(0)).as_integer_ratio()
    never_above = rule.full_at == 1 and not rule.ratio.numerator_may_exceed

    def simple(columns: Columns) -> Points:
        return [(rise * n + d) // (run * d) if d else empty for n, d in zip(*columns, strict=True)]

    def capped(columns: Columns) -> Points:
        return [
            empty if not d else full if n * bottom >= d * top else (rise * n + top * d) // (run * d)
            for n, d in zip(*columns, strict=True)
        ]

    def floored(columns: Columns) -> Points:
        return [
            empty
            if not d
            else 0
            if n * floor_bottom < d * floor_top
            else full
            if n * bottom >= d * top
            else (rise * n + top * d) // (run * d)
            for n, d in zip(*columns, strict=True)
        ]

    if floor_top:
        return floored
    return simple if never_above else capped


def _steps(rule: Steps, full: int) -> ColumnFunction:
    """From the mildest step to the strictest, each gives its points where it holds."""
    otherwise = hundredths(rule.otherwise)
    steps = [
        (_HOLDS[step.operator], *step.threshold.as_integer_ratio(), hundredths(step.points))
        for step in reversed(rule.steps)
    ]

    def points(numerators: Sequence[Any], denominators: Sequence[Any]) -> Points:
        result: Points = [otherwise] * len(numerators)
        for holds, top, bottom, given in steps:
            left = map(mul, numerators, repeat(bottom))
            right = map(mul, denominators, repeat(top))
            pairs = zip(map(holds, left, right), result, strict=True)
            result = [given if reached else before for reached, before in pairs]
        return result

    if not isinstance(rule.measure, Ratio):
        return lambda columns: points(columns[0], [1] * len(columns[0]))
    empty = without_cases(rule.measure.zero_denominator, full)
    return lambda columns: [
        given if d else empty for given, d in zip(points(*columns), columns[1], strict=True)
    ]


def _weighted_shares(rule: WeightedShares, full: int) -> ColumnFunction:
    empty = without_cases(rule.zero_denominator, full)
    bottom = math.lcm(*(weight.denominator for weight in rule.weights.values()))
    weights = [int(weight * bottom) for weight in rule.weights.values()]

    def points(columns: Columns) -> Points:
        *counts, totals = columns
        weighted = [map(mul, repeat(w), count) for w, count in zip(weights, counts, strict=True)]
        sums = reduce(lambda left, right: map(add, left, right), weighted)
        return [
            (2 * full * part + bottom * total) // (2 * bottom * total) if total else empty
            for part, total in zip(sums, totals, strict=True)
        ]

    return points


def _deduct(rule: Deduct, full: int) -> ColumnFunction:
    each = hundredths(rule.each)
    return lambda columns: [
        (2 * left + 1) // 2 if (left := full - each * count) > 0 else 0 for count in columns[0]
    ]


def _formula(rule: Formula, full: int) -> ColumnFunction:
    empty = without_cases(rule.zero_denominator, full)
    calculate, names = compile_expression(rule.expression), rule.names

    def points(row: tuple[Any, ...]) -> int | None:
        try:
            exact = calculate(dict(zip(names, row, strict=True)))
        except ZeroDivisionError:
            return empty
        return half_up(min(max(exact * 100, 0), full))

    return lambda columns: [points(row) for row in zip(*columns, strict=True)]
