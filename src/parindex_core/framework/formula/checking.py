"""Types, names and divisions of an expression, decided when the framework is loaded."""

from collections.abc import Mapping
from fractions import Fraction

from parindex_core.framework.formula.evaluation import Calculation, compile_expression
from parindex_core.framework.formula.tokens import FormulaInvalid
from parindex_core.framework.formula.tree import (
    Call,
    Comparison,
    Conditional,
    Expression,
    Name,
    Negation,
    Number,
    Operation,
    names_in,
    parts,
)

NUMBER, TRUTH = "a number", "yes or no"
_TYPES = {"integer": NUMBER, "decimal": NUMBER, "boolean": TRUTH}


def check(expression: Expression, variable_types: Mapping[str, str]) -> bool:
    """Whether the expression may meet a zero divisor at run; raises FormulaInvalid.

    `variable_types` gives each declared variable's type of model.Variable.
    """
    if _type_of(expression, variable_types) != NUMBER:
        message = "the formula gives yes or no, not points"
        raise FormulaInvalid(message, "Write if … then … else … around the comparison")
    return _may_divide_by_zero(expression, frozenset())


def _type_of(expression: Expression, types: Mapping[str, str]) -> str:
    match expression:
        case Number():
            return NUMBER
        case Name(name):
            return _type_of_name(name, types)
        case Conditional(condition, then, otherwise):
            _require(condition, TRUTH, "the condition after if", types)
            first, second = _type_of(then, types), _type_of(otherwise, types)
            if first != second:
                message = f"then gives {first}, else gives {second}"
                raise FormulaInvalid(message, "Let both give a number")
            return first
        case Comparison():
            wanted, result = "both sides of a comparison", TRUTH
        case Negation():
            wanted, result = "what follows the minus sign", NUMBER
        case Operation(operator, _, _):
            wanted, result = f"both sides of {operator}", NUMBER
        case Call(function, _):
            wanted, result = f"every value of {function}", NUMBER
    for part in parts(expression):
        _require(part, NUMBER, wanted, types)
    return result


def _type_of_name(name: str, types: Mapping[str, str]) -> str:
    if name not in types:
        message = f"the variable {name} is not declared"
        raise FormulaInvalid(message, "Declare it under variables or correct its name")
    if types[name] not in _TYPES:
        message = f"the variable {name} is a {types[name]}, which a formula cannot use"
        raise FormulaInvalid(message, "Use the rule kind choice for it")
    return _TYPES[types[name]]


def _require(part: Expression, kind: str, where: str, types: Mapping[str, str]) -> None:
    found = _type_of(part, types)
    if found != kind:
        raise FormulaInvalid(f"{where} must be {kind}, not {found}", "Correct the formula there")


def _may_divide_by_zero(expression: Expression, nonzero: frozenset[str]) -> bool:
    """`nonzero` names the variables that a surrounding if has shown to be other than zero."""
    if isinstance(expression, Conditional):
        then, otherwise = _shown_nonzero(expression.condition)
        return (
            _may_divide_by_zero(expression.condition, nonzero)
            | _may_divide_by_zero(expression.then, nonzero | then)
            | _may_divide_by_zero(expression.otherwise, nonzero | otherwise)
        )
    # Every part is looked at, so that a constant zero divisor anywhere is refused.
    risks = [_may_divide_by_zero(part, nonzero) for part in parts(expression)]
    if isinstance(expression, Operation) and expression.operator == "÷":
        risks.append(_divisor_may_be_zero(expression.right, nonzero))
    return any(risks)


def _divisor_may_be_zero(divisor: Expression, nonzero: frozenset[str]) -> bool:
    if isinstance(divisor, Name):
        return divisor.name not in nonzero
    if any(True for _ in names_in(divisor)):
        return True
    calculation: Calculation = compile_expression(divisor)
    if calculation({}) == 0:
        raise FormulaInvalid("the formula divides by zero", "Correct the divisor")
    return False


def _shown_nonzero(condition: Expression) -> tuple[frozenset[str], frozenset[str]]:
    """The names that are not zero in then, and in else: `d > 0`, `d >= 1`, `d != 0`, `d = 0`."""
    nothing: frozenset[str] = frozenset()
    match condition:
        case Comparison(operator, Name(name), Number(value)):
            shown = frozenset((name,))
            if operator in ("<=", "=") and value == 0:
                return nothing, shown
            if operator == "<" and value > 0:
                return nothing, shown
            if (operator in (">", "!=") and value == Fraction(0)) or (
                operator in (">", ">=") and value > 0
            ):
                return shown, nothing
    return nothing, nothing
