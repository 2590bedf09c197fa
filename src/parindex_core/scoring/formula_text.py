"""An expression written out again with the values in place of the names."""

from collections.abc import Callable

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
from parindex_core.vietnamese.numbers import Language, format_number

_CONDITIONS = {"vi": ("nếu", "thì", "ngược lại"), "en": ("if", "then", "else")}
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "-": "−"}


def written(expression: Expression, language: Language, value: Callable[[str], str]) -> str:
    """The expression in the language's way of writing numbers; `value` gives a name's text."""

    def inner(part: Expression) -> str:
        text = written(part, language, value)
        simple = isinstance(part, Number | Name | Call | Conditional)
        return text if simple else f"({text})"

    match expression:
        case Number(_, text) if text.endswith("%"):
            return f"{format_number(expression.value * 100, language=language)} %"
        case Number(number):
            return format_number(number, language=language)
        case Name(name):
            return value(name)
        case Negation(operand):
            return f"−{inner(operand)}"
        case Operation(sign, left, right) | Comparison(sign, left, right):
            return f"{inner(left)} {_SIGNS.get(sign, sign)} {inner(right)}"
        case Call(function, arguments):
            listed = "; ".join(written(part, language, value) for part in arguments)
            return f"{function}({listed})"
        case Conditional(condition, then, otherwise):
            words = _CONDITIONS[language]
            parts = (condition, then, otherwise)
            texts = [
                f"{w} {written(p, language, value)}" for w, p in zip(words, parts, strict=True)
            ]
            return f"({' '.join(texts)})"
