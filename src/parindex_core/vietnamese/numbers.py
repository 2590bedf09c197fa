"""Exact numbers as they are written in Vietnamese (1.234,56) and English (1,234.56)."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

Language = Literal["vi", "en"]
Exact = int | Decimal | Fraction

_SEPARATORS: dict[str, tuple[str, str]] = {"vi": (".", ","), "en": (",", ".")}


def round_half_up(value: Exact, places: int) -> Decimal:
    """The decimal with ``places`` digits nearest to ``value``; halves go away from zero.

    Exact for any rational: the rounding is done on integers, never on a truncated quotient.
    """
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.prec = max(28, len(str(units)) + 2)
        rounded = Decimal(units).scaleb(-places)
    return -rounded if exact < 0 else rounded


def format_number(value: Exact, places: int | None = None, language: Language = "vi") -> str:
    """``1234.5`` as “1.234,5”; with ``places`` rounded half up and padded to that many digits.

    Without ``places`` a decimal keeps its digits less trailing zeros; a fraction that has no end
    in decimals is refused, since cutting it off would show a number that is not there.
    """
    if places is not None:
        number = round_half_up(value, places)
    elif isinstance(value, Fraction):
        number = _finite_decimal(value)
    else:
        number = Decimal(value)
    sign, digits = ("-", f"{-number:f}") if number < 0 else ("", f"{number:f}")
    whole, _, decimals = digits.partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    thousands, point = _SEPARATORS[language]
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{sign}{grouped}{point}{decimals}" if decimals else f"{sign}{grouped}"


def format_percent(ratio: Exact, places: int | None = 2, language: Language = "vi") -> str:
    """A ratio as “90,00 %”."""
    return f"{format_number(Fraction(ratio) * 100, places, language)} %"


def parse_number(text: str, language: Language = "vi") -> Decimal:
    """The number that a person typed: “1.234,56”, “1234,56”, “12,5 %” is refused.

    :raises ValueError: when the text is not one number in the language's way of writing.
    """
    thousands, point = _SEPARATORS[language]
    compact = text.strip().replace("\u00a0", "").replace(" ", "")
    sign = -1 if compact.startswith("-") else 1
    whole, _, decimals = compact.lstrip("+-").partition(point)
    groups = whole.split(thousands)
    grouped_well = len(groups) == 1 or (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    digits = "".join(groups)
    if not grouped_well or not _ascii_digits(digits) or (decimals and not _ascii_digits(decimals)):
        raise ValueError(text)
    if compact.endswith(point):
        raise ValueError(text)
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    # Arithmetic, a sign before it included, would round to 28 digits.
    return number.copy_negate() if sign < 0 else number


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _finite_decimal(value: Fraction) -> Decimal:
    denominator, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while denominator % prime == 0:
            denominator //= prime
            power += 1
        places = max(places, power)
    if denominator != 1:
        raise ValueError(f"{value} has no end in decimals; say how many places to show")
    return round_half_up(value, places)
