from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex_core.directives.occurrences import occurrences

CYCLES = ["weekly", "monthly", "quarterly", "half_yearly", "yearly"]
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def test_each_month_before_the_20th_from_the_papers_day_on():
    days = occurrences("monthly", 20, date(2021, 5, 27), date(2021, 12, 31))
    assert days == [date(2021, month, 20) for month in range(6, 13)]


@pytest.mark.parametrize(
    ("recurrence", "day", "days"),
    [
        ("monthly", 31, [(m, d) for m, d in enumerate(
            (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)]),
        ("quarterly", 15, [(3, 15), (6, 15), (9, 15), (12, 15)]),
        ("quarterly", None, [(3, 31), (6, 30), (9, 30), (12, 31)]),
        ("half_yearly", None, [(6, 30), (12, 31)]),
        ("yearly", 10, [(12, 10)]),
    ],
)  # fmt: skip
def test_the_days_of_a_year(recurrence, day, days):
    assert occurrences(recurrence, day, *YEAR) == [date(2021, m, d) for m, d in days]


def test_weekly_work_is_due_on_fridays():
    assert occurrences("weekly", None, date(2021, 11, 12), date(2021, 11, 26)) == [
        date(2021, 11, 12), date(2021, 11, 19), date(2021, 11, 26),
    ]  # fmt: skip
    assert occurrences("weekly", None, date(2021, 11, 13), date(2021, 11, 18)) == []


@given(
    st.sampled_from(CYCLES),
    st.none() | st.integers(1, 31),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(-10, 800),
)
def test_days_come_in_order_and_stay_within(recurrence, day, first, length):
    last = date.fromordinal(first.toordinal() + length)
    days = occurrences(recurrence, day, first, last)
    assert days == sorted(set(days))
    assert all(first <= one <= last for one in days)
