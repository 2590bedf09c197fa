"""Given values made exact, or refused: whole numbers and rationals, never floats."""

import difflib
import re
import reprlib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex_core.framework.model import Component, Label, Variable
from parindex_core.framework.rules import Proportional, Ratio, Steps, WeightedShares
from parindex_core.scoring.problems import ValueProblem

MAX_DIGITS = 18
LIMIT = 10**MAX_DIGITS
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)

Exact = int | Fraction | str | bool


class _Refused(Exception):
    def __init__(self, message: Label, mend: Label) -> None:
        super().__init__(message.en)
        self.message, self.mend = message, mend


def check_values(
    component: Component, given: object, agency: str = ""
) -> tuple[dict[str, Exact], list[ValueProblem]]:
    """The component's values by variable name, exact; and what is wrong with what was given."""
    reference = component_reference(component)

    def problem(variable: str, message: Label, mend: Label) -> ValueProblem:
        return ValueProblem(agency, reference, variable, message, mend)

    names = ", ".join(variable.name for variable in component.variables)
    if not isinstance(given, Mapping):
        message = Label("cần giá trị của từng biến", "the value of each variable is expected")
        mend = Label(f"Cho giá trị của {names}, hoặc bỏ mục này", f"Give {names}, or leave it out")
        return {}, [problem("", message, mend)]
    problems = [
        problem(str(name), *_unknown(str(name), component))
        for name in given
        if not any(variable.name == name for variable in component.variables)
    ]
    values: dict[str, Exact] = {}
    for variable in component.variables:
        try:
            values[variable.name] = _read(variable, given)
        except _Refused as refused:
            problems.append(problem(variable.name, refused.message, refused.mend))
    if not problems:
        problems = [problem(*found) for found in _contradictions(component, values)]
    return values, problems


def component_reference(component: Component) -> str:
    """Code and key, as an officer and a program know the component."""
    same = component.code == component.key
    return component.code if same else f"{component.code} {component.key}"


def _unknown(name: str, component: Component) -> tuple[Label, Label]:
    known = [variable.name for variable in component.variables]
    near = difflib.get_close_matches(name, known, 1) or known
    names = ", ".join(near)
    return (
        Label("không có biến này", "there is no such variable"),
        Label(f"Dùng {names}", f"Use {names}"),
    )


def _read(variable: Variable, given: Mapping[Any, Any]) -> Exact:
    value = given.get(variable.name)
    if value is None:
        raise _Refused(
            Label("thiếu giá trị", "the value is missing"),
            Label(f"Thêm {variable.name}: {variable.question.vi}", f"Add {variable.name}"),
        )
    if variable.type == "choice":
        return _option(variable, value)
    if variable.type == "boolean":
        return _truth(value)
    number = exact_number(value, whole=variable.type == "integer")
    if variable.at_most is not None and number > variable.at_most:
        raise _Refused(
            Label(f"{_shown(value)} lớn hơn {variable.at_most}", f"more than {variable.at_most}"),
            Label(f"Ghi nhiều nhất {variable.at_most}", f"Give at most {variable.at_most}"),
        )
    return number


def _option(variable: Variable, value: object) -> str:
    if isinstance(value, str) and value in variable.options:
        return value
    options = ", ".join(variable.options)
    raise _Refused(
        Label(f"không có lựa chọn “{_shown(value)}”", f"there is no option “{_shown(value)}”"),
        Label(f"Chọn một trong: {options}", f"Choose one of: {options}"),
    )


def _truth(value: object) -> bool:
    if isinstance(value, bool | int) and value in (0, 1):
        return bool(value)
    raise _Refused(
        Label(f"“{_shown(value)}” không phải có hoặc không", f"“{_shown(value)}” is not yes or no"),
        Label("Ghi true hoặc false", "Write true or false"),
    )


def exact_number(value: object, *, whole: bool) -> int | Fraction:
    """An int, a Decimal or a decimal string as an exact number from 0 up to 18 digits."""
    if type(value) is int:
        number: int | Fraction = value
    elif isinstance(value, Decimal):
        number = _from_decimal(value)
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        number = _from_decimal(Decimal(value))
    else:
        raise _Refused(
            Label(f"“{_shown(value)}” không phải là số", f"“{_shown(value)}” is not a number"),
            Label(
                "Ghi số nguyên hoặc số thập phân có dấu chấm, ví dụ 12.5",
                "Write a whole number, or a decimal with a point such as 12.5",
            ),
        )
    if abs(number) >= LIMIT:
        raise _too_long()
    if number < 0:
        raise _Refused(
            Label(f"{_shown(value)} là số âm", f"{_shown(value)} is negative"),
            Label("Ghi số từ 0 trở lên", "Write 0 or more"),
        )
    if number.denominator == 1:
        return int(number)
    if whole:
        raise _Refused(
            Label(f"{_shown(value)} không phải số nguyên", f"{_shown(value)} is no whole number"),
            Label("Ghi số nguyên", "Write a whole number"),
        )
    return number


def _from_decimal(value: Decimal) -> int | Fraction:
    if not value.is_finite():
        raise _Refused(
            Label(f"{value} không phải là số", f"{value} is not a number"),
            Label("Ghi một số hữu hạn", "Write a finite number"),
        )
    if not value:
        return 0
    exponent = value.as_tuple().exponent
    if value.adjusted() >= MAX_DIGITS or (isinstance(exponent, int) and -exponent > MAX_DIGITS):
        raise _too_long()
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else exact


def _too_long() -> _Refused:
    return _Refused(
        Label(f"số dài hơn {MAX_DIGITS} chữ số", f"the number has more than {MAX_DIGITS} digits"),
        Label("Kiểm tra lại số đã ghi", "Check the number"),
    )


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) >= LIMIT:
        return "…"  # Python refuses to write very long integers
    text = str(value) if isinstance(value, str | Decimal) else reprlib.repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _contradictions(
    component: Component, values: Mapping[str, Any]
) -> list[tuple[str, Label, Label]]:
    rule = component.rule
    if isinstance(rule, WeightedShares):
        counts = tuple(rule.weights)
        return _over(values, counts, rule.total)
    ratio: object = None
    if isinstance(rule, Proportional):
        ratio = rule.ratio
    elif isinstance(rule, Steps):
        ratio = rule.measure
    if isinstance(ratio, Ratio) and not ratio.numerator_may_exceed:
        return _over(values, (ratio.numerator,), ratio.denominator)
    return []


def _over(
    values: Mapping[str, Any], parts: tuple[str, ...], total: str
) -> list[tuple[str, Label, Label]]:
    if sum(values[part] for part in parts) <= values[total]:
        return []
    names = " + ".join(parts)
    figures = " + ".join(_plain(values[part]) for part in parts)
    whole = _plain(values[total])
    return [
        (
            names,
            Label(
                f"mâu thuẫn: {names} = {figures}, nhiều hơn {total} = {whole}",
                f"contradiction: {names} = {figures}, more than {total} = {whole}",
            ),
            Label(f"Sửa {names} hoặc {total}", f"Correct {names} or {total}"),
        )
    ]


def _plain(value: int | Fraction) -> str:
    whole = value.denominator == 1
    return str(value) if whole else str(Decimal(value.numerator) / Decimal(value.denominator))
