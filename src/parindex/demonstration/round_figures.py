"""Illustrative figures of the agencies in the demonstration's round of last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex_core.framework.rules import Ratio, Steps, WeightedShares

if TYPE_CHECKING:
    from parindex_core.framework import Component, Framework

_WHOLE = 100
_WEAK = 62  # of a hundred, where an agency is weak


def illustrative_values(framework: Framework, share: int, turn: int) -> dict[str, dict[str, str]]:
    """Figures of every component that no survey gives points to.

    ``share``: how many of a hundred an agency gets done; ``turn`` says where it is weak, so that
    agencies differ.
    """
    components = [one for one in framework.components if one.method != "survey"]
    return {
        one.key: _values(one, _WEAK if (place + turn) % 11 == 0 else share)
        for place, one in enumerate(components)
    }


def _values(component: Component, share: int) -> dict[str, str]:
    """The best option, yes to everything, and ``share`` of a hundred."""
    known = _counts(component, share)
    values = {}
    for variable in component.variables:
        if variable.type == "choice":
            values[variable.name] = next(iter(variable.options))
        elif variable.type == "boolean":
            values[variable.name] = "true"
        else:
            values[variable.name] = str(known.get(variable.name, 0))
    return values


def _counts(component: Component, share: int) -> dict[str, int]:
    rule = component.rule
    ratio = getattr(rule, "ratio", None)
    if isinstance(rule, Steps):
        if not isinstance(rule.measure, Ratio):
            first = rule.steps[0]
            reached = int(first.threshold) + (1 if first.operator == ">" else 0)
            return {rule.measure: reached if ">" in first.operator else 0}
        ratio = rule.measure
    if isinstance(ratio, Ratio):
        return {ratio.numerator: share, ratio.denominator: _WHOLE}
    if isinstance(rule, WeightedShares):
        return {next(iter(rule.weights)): share, rule.total: _WHOLE}
    return {}
