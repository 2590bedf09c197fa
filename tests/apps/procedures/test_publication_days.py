"""Five working days before the effect, five after the signature: the days at the edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.procedures.publication_days import PublicationDates, standing_on
from parindex_core.vietnamese.working_days import WorkingCalendar

CALENDAR = WorkingCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("signed", "on_time"),
    [(date(2021, 4, 29), True), (date(2021, 5, 4), False), (date(2021, 4, 1), True)],
)
def test_the_last_day_to_sign_passes_over_holidays(signed, on_time):
    """30/4 is a holiday, 3/5 its neighbour's observed day, 1/5 and 2/5 a weekend."""
    dates = PublicationDates(date(2021, 5, 10), signed, None)
    standing = standing_on(dates, CALENDAR, date(2021, 12, 31))
    assert standing.sign_by == date(2021, 4, 29)
    assert standing.is_signed_on_time is on_time


def test_nothing_is_due_before_its_last_day_has_passed():
    dates = PublicationDates(date(2021, 11, 30), None, None)
    waiting = standing_on(dates, CALENDAR, date(2021, 11, 23))
    assert (waiting.sign_by, waiting.is_sign_due) == (date(2021, 11, 23), False)
    late = standing_on(dates, CALENDAR, date(2021, 11, 24))
    assert (late.is_sign_due, late.is_signed_on_time) == (True, False)


@pytest.mark.parametrize(
    ("public", "on_time"), [(date(2021, 11, 8), True), (date(2021, 11, 9), False)]
)
def test_made_public_within_five_working_days(public, on_time):
    dates = PublicationDates(None, date(2021, 11, 1), public)
    assert standing_on(dates, CALENDAR, date(2021, 11, 30)).is_public_on_time is on_time


def test_a_day_entered_ahead_counts_from_that_day_on():
    dates = PublicationDates(date(2021, 12, 31), date(2021, 12, 1), None)
    assert not standing_on(dates, CALENDAR, date(2021, 11, 30)).is_sign_due
    assert standing_on(dates, CALENDAR, date(2021, 12, 1)).is_signed_on_time


@given(DAYS, st.none() | DAYS, st.integers(0, 30), DAYS)
def test_on_time_is_always_due_and_earlier_is_never_worse(effect, signed, delay, today):
    public = signed + timedelta(delay) if signed else None
    standing = standing_on(PublicationDates(effect, signed, public), CALENDAR, today)
    assert standing.is_sign_due or not standing.is_signed_on_time
    assert standing.is_public_due or not standing.is_public_on_time
    if signed and standing.is_signed_on_time:
        sooner = PublicationDates(effect, signed - timedelta(1), public)
        assert standing_on(sooner, CALENDAR, today).is_signed_on_time
