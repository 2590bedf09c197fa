"""Whole columns of given values checked in a few passes at C speed.

What passes here is exactly what `values.check_values` would accept row by row; whatever does not
pass is left to it, which knows how to say what is wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow, localcontext
from functools import reduce
from itertools import repeat
from operator import add, gt, itemgetter, mul
from typing import Any

from parindex_core.framework.model import Component, Variable
from parindex_core.framework.rules import Proportional, Ratio, Steps, WeightedShares
from parindex_core.scoring.values import LIMIT

Column = Sequence[Any]

# Decimals of a ratio are scaled by this to whole numbers, which leaves the ratio as it is.
SCALE = 10**6
_EXACTLY = Context(prec=30, Emin=-30, Emax=30, traps=[Inexact, InvalidOperation, Overflow])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A component made ready for columns.

    `parts` is how many leading variables may together not exceed the last one, 0 where they may;
    `homogeneous` says that scaling all variables alike leaves the points as they are.
    """

    component: Component
    names: tuple[str, ...]
    variables: tuple[Variable, ...]
    parts: int
    homogeneous: bool


def make_ready(component: Component) -> Leaf:
    """What is needed of a component to check its columns, made once."""
    rule, parts = component.rule, 0
    ratio = rule.ratio if isinstance(rule, Proportional) else None
    if isinstance(rule, Steps) and isinstance(rule.measure, Ratio):
        ratio = rule.measure
    if isinstance(rule, WeightedShares):
        parts = len(rule.weights)
    elif ratio is not None and not ratio.numerator_may_exceed:
        parts = 1
    names = rule.variable_names()
    variables = tuple(component.variable(name) for name in names)
    homogeneous = isinstance(rule, WeightedShares) or ratio is not None
    return Leaf(component, names, variables, parts, homogeneous)


def columns_of(leaf: Leaf, rows: Sequence[Any]) -> list[Column] | None:
    """A column a variable, in the rule's order; None where a name is missing or unknown."""
    try:
        columns: list[Column] = [list(map(itemgetter(name), rows)) for name in leaf.names]
        known = set(map(len, rows)) == {len(leaf.names)}
    except (KeyError, TypeError):  # a variable is missing, or a row is no mapping
        return None
    return columns if known else None


def sound_columns(leaf: Leaf, columns: Sequence[Column]) -> Sequence[Column] | None:
    """The columns as the arithmetic takes them; None where a row has to be looked at by itself."""
    if leaf.parts and all(map(_is_whole, columns)):
        # Within bounds when no count is negative and the totals are not too long, even added up.
        within = _parts_within(columns, leaf.parts) and sum(columns[-1]) < LIMIT
        return columns if within and all(min(counts) >= 0 for counts in columns[:-1]) else None
    if leaf.homogeneous:
        return _scaled_columns(leaf, columns)
    try:
        return columns if all(map(_is_sound, leaf.variables, columns)) else None
    except TypeError:  # a list or mapping stands where an option is due
        return None


def _parts_within(columns: Sequence[Column], parts: int) -> bool:
    summed: Iterable[Any] = reduce(lambda left, right: map(add, left, right), columns[:parts])
    return not any(map(gt, summed, columns[-1]))


def _is_whole(column: Column) -> bool:
    """Whether all are whole numbers; truth values, which Python counts among them, are not."""
    return list(map(type, column)).count(int) == len(column)


def _is_sound(variable: Variable, column: Column) -> bool:
    if variable.type == "choice":
        return variable.options.keys() >= set(column)
    if variable.type == "boolean":
        return {bool, int}.issuperset(map(type, column)) and {0, 1}.issuperset(column)
    most = LIMIT - 1 if variable.at_most is None else variable.at_most
    return _is_whole(column) and min(column) >= 0 and max(column) <= most


def _scaled_columns(leaf: Leaf, columns: Sequence[Column]) -> Sequence[Column] | None:
    scaled = [_scaled(*pair) for pair in zip(leaf.variables, columns, strict=True)]
    whole = [column for column in scaled if column is not None]
    if len(whole) < len(scaled):
        return None
    return whole if not leaf.parts or _parts_within(whole, leaf.parts) else None


def _scaled(variable: Variable, column: Column) -> Column | None:
    """Whole numbers and decimals of up to six places as whole millionths; None for others."""
    if _is_whole(column):
        scaled = [value * SCALE for value in column]
    elif variable.type != "decimal" or not {int, Decimal}.issuperset(map(type, column)):
        return None
    else:
        try:
            with localcontext(_EXACTLY):
                shifted = list(map(mul, column, repeat(Decimal(SCALE))))
            scaled = list(map(int, shifted))
        except (ArithmeticError, ValueError):  # not a number, too long or out of all bounds
            return None
        if scaled != shifted:
            return None
    most = LIMIT - 1 if variable.at_most is None else variable.at_most
    return scaled if min(scaled) >= 0 and max(scaled) <= most * SCALE else None
