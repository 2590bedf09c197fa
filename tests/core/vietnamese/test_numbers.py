from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex_core.vietnamese.numbers import (
    format_number,
    format_percent,
    parse_number,
    round_half_up,
)


@pytest.mark.parametrize(
    ("value", "places", "vietnamese", "english"),
    [
        (Decimal("1234.56"), None, "1.234,56", "1,234.56"),
        (Decimal("2.50"), None, "2,5", "2.5"),
        (Decimal("2.5"), 2, "2,50", "2.50"),
        (0, 2, "0,00", "0.00"),
        (Decimal("-1234.5"), None, "-1.234,5", "-1,234.5"),
        (Fraction(1, 8), None, "0,125", "0.125"),
        (Fraction(2, 3), 2, "0,67", "0.67"),
    ],
)
def test_numbers_are_written_the_way_of_the_language(value, places, vietnamese, english):
    assert format_number(value, places) == vietnamese
    assert format_number(value, places, "en") == english


def test_an_endless_fraction_is_not_cut_off_silently():
    with pytest.raises(ValueError, match="no end"):
        format_number(Fraction(1, 3))


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("0.005"), 2, "0.01"),
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("-0.005"), 2, "-0.01"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(10**40 + 1, 2), 0, "5000000000000000000000000000000000000001"),
    ],
)
def test_halves_round_away_from_zero(value, places, rounded):
    assert str(round_half_up(value, places)) == rounded


def test_a_ratio_reads_as_percent():
    assert format_percent(Fraction(45, 50)) == "90,00 %"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_what_is_written_reads_back(value):
    assert parse_number(format_number(value, 3)) == value
    assert parse_number(format_number(value, 3, "en"), "en") == value


@pytest.mark.parametrize(
    "typed", ["", "abc", "1.23,4", "1,2,3", "12 %", "1.2345", "٣", "5,", "1e3"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        parse_number(typed)


@pytest.mark.parametrize("text", ["1" * 40, "-" + "1" * 39, f"{'9' * 30},{'9' * 8}"])
def test_a_typed_number_keeps_every_digit(text):
    assert f"{parse_number(text):f}" == text.replace(",", ".")
