"""Calendar dates as papers write them, and the digits that an OCR made letters of."""

import re
from datetime import date

DIGIT = r"[\doilsbzgq|]"
DATE = (
    rf"(?:(?:mung )?(?P<day>{DIGIT}{{1,2}}) ?thang ?(?P<month>{DIGIT}{{1,2}})"
    rf"(?: ?,? ?(?:nam|/) ?(?P<year>{DIGIT}{{4}}))?"
    rf"|(?P<d>{DIGIT}{{1,2}}) ?[/.\-] ?(?P<m>{DIGIT}{{1,2}})(?: ?[/.\-] ?(?P<y>{DIGIT}{{4}}))?"
    rf"(?![\d/]))"
)
"""A day: “05 tháng 3 năm 2020”, “05/3/2020”, “05/3”; groups day, month, year or d, m, y."""

SINCE = r"(?<!dien )(?<!dau )(?<!thong )(?<!vat )\btu"
"""“từ” in the folded text, but no end of “điện tử”, “đầu tư”, “Thông tư”, “vật tư”."""

_LETTERS = str.maketrans("oilsbzgq|", "011582991")


def number(text: str | None) -> int | None:
    """The number written with digits or their look-alikes."""
    if text is None:
        return None
    digits = text.translate(_LETTERS)
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def date_of(match: re.Match[str], default_year: int | None = None) -> date | None:
    """The date of a DATE match; without a year that of ``default_year``; None if no such day."""
    groups = match.groupdict()
    day = number(groups["day"] or groups["d"])
    month = number(groups["month"] or groups["m"])
    year = number(groups["year"] or groups["y"]) or default_year
    if day is None or month is None or year is None:
        return None
    return safe_date(year, month, day)


def has_year(match: re.Match[str]) -> bool:
    """Whether the match names its year."""
    return bool(match["year"] or match["y"])


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
