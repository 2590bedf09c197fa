from datetime import date

import pytest

from parindex_core.vietnamese.dates import (
    format_date,
    format_long_date,
    month_end,
    quarter_end,
    year_end,
)
from parindex_core.vietnamese.working_days import CalendarWithoutWorkingDays, WorkingCalendar


def test_dates_as_papers_write_them():
    assert format_date(date(2021, 5, 27)) == "27/5/2021"
    assert format_long_date(date(2021, 5, 27)) == "ngày 27 tháng 5 năm 2021"
    assert format_long_date(date(2021, 2, 3)) == "ngày 03 tháng 02 năm 2021"


def test_ends_of_periods():
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert quarter_end(2021, 3) == date(2021, 9, 30)
    assert year_end(2021) == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 5, 27), True),
        (date(2021, 5, 29), False),  # Saturday
        (date(2021, 2, 12), False),  # Tết
        (date(2021, 4, 21), False),  # Hùng Kings
        (date(2021, 5, 3), False),  # observed for Saturday 1 May
        (date(2021, 9, 3), False),  # second day of National Day
    ],
)
def test_national_holidays_are_no_working_days(day, works):
    assert WorkingCalendar().is_working_day(day) is works


def test_five_working_days_across_tet():
    assert WorkingCalendar().add_working_days(date(2021, 2, 8), 5) == date(2021, 2, 22)
    assert WorkingCalendar().add_working_days(date(2021, 2, 22), -5) == date(2021, 2, 8)
    assert WorkingCalendar().working_days_between(date(2021, 2, 8), date(2021, 2, 22)) == 5
    assert WorkingCalendar().working_days_between(date(2021, 2, 22), date(2021, 2, 8)) == -5


def test_an_administrator_corrects_the_calendar_by_a_swap():
    swapped = WorkingCalendar.corrected(
        days_off=[date(2021, 5, 28)], working_days=[date(2021, 5, 29)]
    )
    assert not swapped.is_working_day(date(2021, 5, 28))
    assert swapped.is_working_day(date(2021, 5, 29))


def test_a_calendar_without_working_days_is_an_error_not_an_endless_loop():
    closed = WorkingCalendar.corrected(
        days_off=[date.fromordinal(date(2021, 1, 1).toordinal() + n) for n in range(400)],
        working_days=[],
    )
    with pytest.raises(CalendarWithoutWorkingDays):
        closed.add_working_days(date(2021, 1, 1), 1)
