"""Values in JSON are read exactly or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex_core.scoring import ValuesRefused, read_values


def test_decimals_are_exact():
    values = read_values('{"a": {"8.2": {"x": 0.1, "y": 1e2, "z": 12, "w": "0.10"}}}')
    assert values["a"]["8.2"] == {"x": Decimal("0.1"), "y": Decimal("1e2"), "z": 12, "w": "0.10"}
    assert not any(isinstance(value, float) for value in values["a"]["8.2"].values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the JSON is wrong at line 1, column 1"),
        ('{"a": \n {"b" 1}}', "the JSON is wrong at line 2"),
        ("[]", "agencies are expected at the top"),
        ('"a"', "agencies are expected at the top"),
        ('{"a": {"b": {"c": NaN}}}', "NaN is not a number"),
        ('{"a": {"b": {"c": -Infinity}}}', "-Infinity is not a number"),
        ('{"a": {}, "a": {}}', "keys stand twice: a"),
        ('{"a": {"b": {"c": 1, "c": 2}}}', "keys stand twice: c"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a": 1e9999999999999999999999}', "out of all bounds"),
    ],
)
def test_what_is_refused(text: str, message: str):
    with pytest.raises(ValuesRefused, match=message):
        read_values(text)


def test_a_very_long_number_is_left_to_be_refused_with_its_place():
    values = read_values('{"a": {"1.2.1": {"missing_reports": ' + "9" * 100_000 + "}}}")
    assert isinstance(values["a"]["1.2.1"]["missing_reports"], Decimal)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str):
    try:
        values = read_values(text)
    except ValuesRefused:
        values = {}
    assert isinstance(values, dict)
