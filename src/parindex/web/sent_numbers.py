"""Whole numbers as addresses and forms send them: of a row, a version, a year."""

from __future__ import annotations

_MOST_DIGITS = 9


def whole_number(text: str) -> int | None:
    """None where it is none, or longer than any that the database holds."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
