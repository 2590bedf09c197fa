"""The days of work that recurs: “hằng tháng, trước ngày 20” in a stretch of time."""

from collections.abc import Iterator
from datetime import date, timedelta

from parindex_core.directives.reading import Recurrence
from parindex_core.vietnamese.dates import month_end

# The months with which a cycle's periods end.
_LAST_MONTHS: dict[Recurrence, tuple[int, ...]] = {
    "monthly": tuple(range(1, 13)),
    "quarterly": (3, 6, 9, 12),
    "half_yearly": (6, 12),
    "yearly": (12,),
}
_FRIDAY = 4


def occurrences(recurrence: Recurrence, day: int | None, first: date, last: date) -> list[date]:
    """The deadlines from ``first`` to ``last``, both included, in order.

    ``day``: of the month with which each period ends (“trước ngày 15 tháng cuối quý”), its last day
    in a shorter month; without it the period's last day. What recurs each week is due on Fridays.
    """
    if recurrence == "weekly":
        return list(_fridays(first, last))
    days = (
        _in_month(year, month, day)
        for year in range(first.year, last.year + 1)
        for month in _LAST_MONTHS[recurrence]
    )
    return [one for one in days if first <= one <= last]


def _in_month(year: int, month: int, day: int | None) -> date:
    end = month_end(year, month)
    return end.replace(day=min(day, end.day)) if day else end


def _fridays(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)
