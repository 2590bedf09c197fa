"""Periods as people write them: 2021, 2021-Q3, 2021-05, ranges of months or days, year to date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parindex_dossiers.errors import PeriodUnreadable

_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TO_DATE = re.compile(r"(\d{4})-ytd", re.IGNORECASE)
_HELP = (
    "Ghi năm (2021), quý (2021-Q3), tháng (2021-05), khoảng tháng (2021-01..2021-05), khoảng ngày "
    "(2021-01-15..2021-05-20) hoặc từ đầu năm đến nay (2021-ytd)."
)


@dataclass(frozen=True)
class Span:
    """A period as two moments in Vietnam's time: ``start`` ≤ moment < ``stop``."""

    start: datetime
    stop: datetime


@dataclass(frozen=True)
class Period:
    """A period with the text it was asked by; the last day belongs to it."""

    text: str
    first: date
    last: date

    @property
    def span(self) -> Span:
        """As moments: from the first midnight to the one after the last day."""
        return Span(_midnight(self.first), _midnight(self.last + timedelta(days=1)))

    @property
    def whole_months(self) -> tuple[int, int] | None:
        """First and last month as months since the year 0; None when days are cut off."""
        ends = self.last.day == monthrange(self.last.year, self.last.month)[1]
        if self.first.day != 1 or not ends:
            return None
        return (
            self.first.year * 12 + self.first.month - 1,
            self.last.year * 12 + self.last.month - 1,
        )

    @property
    def single_month(self) -> int | None:
        """Its month since the year 0 when it is one month as a whole, else None."""
        months = self.whole_months
        return months[0] if months is not None and months[0] == months[1] else None

    def until(self, day: date) -> "Period":
        """The part up to and with a day, for a period that is still running."""
        return Period(self.text, self.first, max(self.first, min(self.last, day)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def parse_period(text: str, today: date | None = None) -> Period:
    """The period that a person wrote.

    :param today: where “ytd” ends; without it, the year's last day.
    :raises PeriodUnreadable: with the ways to write one.
    """
    written = text.strip()
    try:
        if match := _TO_DATE.fullmatch(written):
            year = int(match[1])
            whole = Period(written, date(year, 1, 1), date(year, 12, 31))
            return whole.until(today) if today else whole
        start, separator, end = written.partition("..")
        first, last = _bounds(start)
        if separator:
            last = _bounds(end)[1]
        if last < first:
            raise ValueError(written)
        return Period(written, first, last)
    except ValueError as problem:
        raise PeriodUnreadable(f"Không hiểu kỳ “{text}”. {_HELP}") from problem


def _bounds(text: str) -> tuple[date, date]:
    text = text.strip()
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return date(year, 1, 1), date(year, 12, 31)
    if match := _QUARTER.fullmatch(text):
        year, last_month = int(match[1]), 3 * int(match[2])
        return date(year, last_month - 2, 1), _month_end(year, last_month)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), _month_end(year, month)
    if match := _DAY.fullmatch(text):
        day = date(*(int(part) for part in match.groups()))
        return day, day
    raise ValueError(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def parts_of(period: Period, every: str) -> list[Period]:
    """The period cut into its months or quarters; the cuts keep the period's own ends."""
    step = {"month": 1, "quarter": 3}[every]
    parts, month = [], period.first.year * 12 + (period.first.month - 1) // step * step
    while month <= period.last.year * 12 + period.last.month - 1:
        year, first_month = divmod(month, 12)
        end = _month_end(*_year_and_month(month + step - 1))
        text = f"{year}-Q{first_month // 3 + 1}" if step == 3 else f"{year}-{first_month + 1:02d}"
        first = max(period.first, date(year, first_month + 1, 1))
        parts.append(Period(text, first, min(period.last, end)))
        month += step
    return parts


def _year_and_month(month: int) -> tuple[int, int]:
    return month // 12, month % 12 + 1
