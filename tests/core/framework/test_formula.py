"""The language of formulas: what it computes, what it refuses, and that nothing else escapes it."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex_core.framework.formula.checking import check
from parindex_core.framework.formula.evaluation import compile_expression
from parindex_core.framework.formula.parser import parse
from parindex_core.framework.formula.tokens import FormulaInvalid

TYPES = {"a": "integer", "b": "decimal", "met": "boolean", "level": "choice"}
VALUES = {"a": 3, "b": Fraction(1, 2), "met": True}


def compute(text: str) -> Fraction:
    expression = parse(text)
    check(expression, TYPES)
    return Fraction(compile_expression(expression)(VALUES))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 × 3", 7),
        ("1 + 2 * 3", 7),
        ("(1 + 2) · 3", 9),
        ("7 - 2 - 1", 4),
        ("7 − 2", 5),
        ("8 / 2 / 2", 2),
        ("8 ÷ 3", Fraction(8, 3)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("50% × 3", Fraction(3, 2)),
        ("2 × 12.5 %", Fraction(1, 4)),
        ("-a + 5", 2),
        ("a × -b", Fraction(-3, 2)),
        ("min(a, b, 1)", Fraction(1, 2)),
        ("max(min(a, 2), b)", 2),
        ("if a >= 3 then 1 else 0", 1),
        ("if a ≥ 3.5 then 1 else 0", 0),
        ("if a != 3 then 1 else if a = 3 then 2 else 3", 2),
        ("if met then b else 0", Fraction(1, 2)),
        ("(if a < 3 then 1 else 2) + 1", 3),
    ],
)
def test_result_is_exact(text: str, result):
    assert compute(text) == result


@pytest.mark.parametrize(
    ("text", "may_divide_by_zero"),
    [
        ("a / 2", False),
        ("a / b", True),
        ("a / (b + 1)", True),
        ("if b > 0 then a / b else 0", False),
        ("if b >= 1 then a / b else 0", False),
        ("if b != 0 then a / b else 0", False),
        ("if b = 0 then 0 else a / b", False),
        ("if b < 1 then 0 else a / b", False),
        ("if b >= 0 then a / b else 0", True),
        ("if a > 0 then a / b else 0", True),
        ("if b > 0 then 1 else a / b", True),
        ("if a > 0 then (if b > 0 then a / b else 0) else 0", False),
    ],
)
def test_divisions_that_may_meet_zero_are_seen_at_load(text: str, may_divide_by_zero: bool):
    assert check(parse(text), TYPES) is may_divide_by_zero


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a +",
        "a b",
        "(a",
        "a)",
        "min()",
        "min(a)",
        "if a then 1 else 0",
        "if a > 1 then 2",
        "a > 1",
        "met",
        "met + 1",
        "level",
        "c",
        "a / 0",
        "a / (1 - 1)",
        "if met then 1 / 0 else 0",
        "1 < a < 2",
        "a ** 2",
        "a // b",
        "a.real",
        "a[0]",
        "'a'",
        "lambda: a",
        "exec(a, b)",
        "__import__",
        "1e9",
        "9" * 13,
        "0.1234567",
        "(" * 5000 + "a" + ")" * 5000,
        "-" * 900 + "a",
        "+".join("a" * 400),
        "min(" * 30 + "a",
        "٣ + a",
        "a\x00",
    ],
)
def test_hostile_or_wrong_expressions_are_refused_at_load(text: str):
    with pytest.raises(FormulaInvalid) as refused:
        check(parse(text), TYPES)
    assert refused.value.message
    assert refused.value.mend


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "met",
        "level",
        "c",
        "0",
        "1",
        "2.5",
        "80%",
        "+",
        "-",
        "*",
        "/",
        "×",
        "÷",
        "−",
        "(",
        ")",
        ",",
        "min(",
        "max(",
        "if ",
        " then ",
        " else ",
        "<",
        ">=",
        "=",
        "!=",
        " ",
        "\n",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_escapes_the_one_declared_error(text: str):
    try:
        expression = parse(text)
        may_divide_by_zero = check(expression, TYPES)
    except FormulaInvalid:
        return
    calculate = compile_expression(expression)
    for a in (0, 1, 10**18 - 1):
        try:
            Fraction(calculate({"a": a, "b": Fraction(a, 7), "met": a == 1}))
        except ZeroDivisionError:
            assert may_divide_by_zero


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_refused(text: str):
    with contextlib.suppress(FormulaInvalid):
        check(parse(text), TYPES)
