"""Values for any number of agencies, the same on every run, and what exact rationals give."""

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex_core.framework import Component, Framework
from parindex_core.framework.rules import Ratio

Agencies = dict[str, dict[str, dict[str, Any]]]


def agencies(framework: Framework, count: int) -> Agencies:
    """`count` agencies with every component given, in the shape that JSON values have."""
    chance = random.Random(766)
    return {
        f"agency {number}": {
            component.key: _values(component, chance) for component in framework.components
        }
        for number in range(count)
    }


def _values(component: Component, chance: random.Random) -> dict[str, Any]:
    rule = component.rule
    names = rule.variable_names()
    match rule.kind:
        case "choice":
            return {names[0]: chance.choice(list(rule.points))}
        case "checklist":
            return {name: chance.random() < 0.7 for name in names}
        case "weighted_shares":
            total = chance.randint(0, 60)
            on_time = chance.randint(0, total)
            late = chance.randint(0, total - on_time)
            return dict(zip(names, (on_time, late, total), strict=True))
    if len(names) == 1:
        return {names[0]: chance.randint(0, 4)}
    variable = component.variable(names[0])
    unit = variable.unit.en if variable.unit else ""
    if unit == "VND":
        total = 1_000_000 * chance.randint(500, 20_000)
        return {names[0]: chance.randint(total // 2, total), names[1]: total}
    if unit == "points":  # survey points, with one decimal
        total = 50 * chance.randint(10, 200)
        return {names[0]: Decimal(chance.randint(5 * total, 10 * total)) / 10, names[1]: total}
    # Small totals, where ratios meet thresholds and halves, and large ones.
    total = chance.choice((0, chance.randint(1, 40), 40, 200, chance.randint(1, 5_000)))
    low = chance.choice((0, total // 2, total * 8 // 10))
    return {names[0]: chance.randint(low, total), names[1]: total}


def exact_points(component: Component, values: Mapping[str, Any]) -> Decimal:
    """The component's points by rationals, written apart from the engine: slow and plain."""
    rule, full = component.rule, Fraction(component.max)
    exact: Fraction
    match rule.kind:
        case "choice":
            exact = Fraction(rule.points[values[rule.variable]])
        case "checklist":
            exact = Fraction(rule.each) * sum(1 for item in rule.items if values[item])
        case "deduct":
            exact = max(Fraction(0), full - Fraction(rule.each) * Fraction(values[rule.count]))
        case "weighted_shares":
            weighted = sum(w * Fraction(values[name]) for name, w in rule.weights.items())
            total = Fraction(values[rule.total])
            exact = full * weighted / total if total else _empty(rule.zero_denominator, full)
        case "proportional":
            ratio = _ratio(rule.ratio, values)
            if ratio is None:
                exact = _empty(rule.ratio.zero_denominator, full)
            elif rule.zero_below is not None and ratio < rule.zero_below:
                exact = Fraction(0)
            else:
                exact = full * min(Fraction(1), ratio / rule.full_at)
        case _:
            exact = _step(rule, values, full)
    whole, rest = divmod(exact * 100, 1)
    return Decimal(int(whole) + (rest >= Fraction(1, 2))).scaleb(-2)


def _ratio(ratio: Ratio, values: Mapping[str, Any]) -> Fraction | None:
    denominator = Fraction(values[ratio.denominator])
    return Fraction(values[ratio.numerator]) / denominator if denominator else None


def _empty(zero_denominator: str, full: Fraction) -> Fraction:
    return full if zero_denominator == "full" else Fraction(0)


def _step(rule: Any, values: Mapping[str, Any], full: Fraction) -> Fraction:
    if isinstance(rule.measure, Ratio):
        measure = _ratio(rule.measure, values)
        if measure is None:
            return _empty(rule.measure.zero_denominator, full)
    else:
        measure = Fraction(values[rule.measure])
    for step in rule.steps:
        holds = measure >= step.threshold if step.operator == ">=" else measure <= step.threshold
        if holds:
            return Fraction(step.points)
    return Fraction(rule.otherwise)
