"""Computing an expression exactly, by closures made once when the framework is loaded."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from parindex_core.framework.formula.tree import (
    Call,
    Comparison,
    Conditional,
    Expression,
    Name,
    Negation,
    Number,
    Operation,
)

Values = Mapping[str, Any]
Calculation = Callable[[Values], Any]

_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "×": operator.mul,
    "÷": lambda left, right: Fraction(left) / Fraction(right),
}
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def compile_expression(expression: Expression) -> Calculation:
    """A function of the variables' exact values; it raises ZeroDivisionError and nothing else."""
    match expression:
        case Number(value):
            return lambda values: value
        case Name(name):
            return lambda values: values[name]
        case Negation(operand):
            inner = compile_expression(operand)
            return lambda values: -inner(values)
        case Operation(sign, left, right):
            return _binary(_ARITHMETIC[sign], left, right)
        case Comparison(sign, left, right):
            return _binary(_COMPARISONS[sign], left, right)
        case Call(function, arguments):
            choose = min if function == "min" else max
            given = tuple(compile_expression(argument) for argument in arguments)
            return lambda values: choose(argument(values) for argument in given)
        case Conditional(condition, then, otherwise):
            holds = compile_expression(condition)
            first, second = compile_expression(then), compile_expression(otherwise)
            return lambda values: first(values) if holds(values) else second(values)


def _binary(
    function: Callable[[Any, Any], Any], left: Expression, right: Expression
) -> Calculation:
    first, second = compile_expression(left), compile_expression(right)
    return lambda values: function(first(values), second(values))
