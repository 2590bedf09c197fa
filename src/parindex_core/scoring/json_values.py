"""Reading the values of many agencies from JSON exactly: no float is ever made."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from parindex_core.framework.model import Label
from parindex_core.scoring.problems import ValueProblem, ValuesRefused
from parindex_core.scoring.values import MAX_DIGITS

_MEND = Label(
    'Ghi theo mẫu {"Sở A": {"1.1.3": {"completed": 45, "planned": 50}}}',
    'Write it like {"Agency A": {"1.1.3": {"completed": 45, "planned": 50}}}',
)


def read_values(text: str) -> dict[str, Any]:
    """`{agency: {component: {variable: value}}}`; raises ValuesRefused.

    Decimals come as Decimal; NaN and Infinity and keys that stand twice are refused.
    """
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(items)
        if len(result) < len(items):
            seen: set[str] = set()
            repeated.extend(key for key, _ in items if key in seen or seen.add(key))
        return result

    try:
        values = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_refuse,
            object_pairs_hook=pairs,
        )
    except json.JSONDecodeError as error:
        where = Label(
            f"JSON sai ở dòng {error.lineno}, cột {error.colno}",
            f"the JSON is wrong at line {error.lineno}, column {error.colno}: {error.msg}",
        )
        raise _refused(where) from None
    except RecursionError:
        raise _refused(Label("JSON lồng quá sâu", "the JSON is nested too deeply")) from None
    if repeated:
        names = ", ".join(sorted(set(repeated)))
        message = Label(f"khóa lặp lại: {names}", f"keys stand twice: {names}")
        mend = Label("Giữ lại một", "Keep one of each")
        raise ValuesRefused([ValueProblem("", "", "", message, mend)])
    if not isinstance(values, dict):
        raise _refused(Label("cần các cơ quan ở ngoài cùng", "agencies are expected at the top"))
    return values


def _integer(text: str) -> int | Decimal:
    # Python refuses to convert very long integers; a Decimal is refused later with its place.
    return int(text) if len(text) <= MAX_DIGITS + 1 else _decimal(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _refused(Label("số quá lớn", "a number is out of all bounds")) from None


def _refuse(name: str) -> None:
    raise _refused(Label(f"{name} không phải là số", f"{name} is not a number"))


def _refused(message: Label) -> ValuesRefused:
    return ValuesRefused([ValueProblem("", "", "", message, _MEND)])
