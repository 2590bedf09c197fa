"""Dates and ends of periods as Vietnamese papers write them."""

from calendar import monthrange
from datetime import date


def format_date(day: date) -> str:
    """“27/5/2021”."""
    return f"{day.day}/{day.month}/{day.year}"


def format_long_date(day: date) -> str:
    """“ngày 27 tháng 5 năm 2021”; days under 10 and months 1, 2 get a zero (decree 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def month_end(year: int, month: int) -> date:
    """The last day of a month (1 to 12)."""
    return date(year, month, monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter (1 to 4)."""
    return month_end(year, 3 * quarter)


def year_end(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)
