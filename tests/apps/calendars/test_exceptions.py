"""The administrator's word on a day decides before the national calendar does."""

from datetime import date

import pytest

from parindex.accounts.services import PermissionRefused
from parindex.audit.queries import history
from parindex.calendars.constants import DayKind
from parindex.calendars.queries import days_of_year, exceptions_of_year, working_calendar
from parindex.calendars.services import (
    ExceptionNeedless,
    GroundMissing,
    remove_exception,
    set_exception,
)

SATURDAY = date(2021, 5, 8)
FRIDAY = date(2021, 5, 7)


def test_a_swapped_day_is_worked_and_the_other_is_free(department):
    administrator = department.access("administrator")
    set_exception(administrator, SATURDAY, is_working=True, ground="QĐ 12")
    set_exception(administrator, FRIDAY, is_working=False, ground="QĐ 12")
    calendar = working_calendar()
    assert calendar.is_working_day(SATURDAY)
    assert not calendar.is_working_day(FRIDAY)
    assert [found.day for found in exceptions_of_year(administrator, 2021)] == [FRIDAY, SATURDAY]
    assert exceptions_of_year(administrator, 2022) == []


def test_the_newest_word_on_a_day_holds_and_every_change_is_kept(department):
    administrator = department.access("administrator")
    set_exception(administrator, SATURDAY, is_working=True, ground="QĐ 12")
    set_exception(administrator, SATURDAY, is_working=True, ground="QĐ 13")
    set_exception(administrator, SATURDAY, is_working=True, ground="QĐ 13")
    assert len(history(department.agency.pk, "calendar", SATURDAY.isoformat())) == 2
    assert remove_exception(administrator, SATURDAY) is True
    assert remove_exception(administrator, SATURDAY) is False
    assert not working_calendar().is_working_day(SATURDAY)


def test_an_exception_needs_a_ground_and_a_reason_to_be(department):
    administrator = department.access("administrator")
    with pytest.raises(GroundMissing):
        set_exception(administrator, SATURDAY, is_working=True, ground=" ")
    with pytest.raises(ExceptionNeedless):
        set_exception(administrator, SATURDAY, is_working=False, ground="QĐ 12")


@pytest.mark.parametrize("person", ["par_officer", "director", "unit_head", "auditor", "stranger"])
def test_nobody_else_keeps_the_calendar(department, person):
    access = department.access(person)
    with pytest.raises(PermissionRefused):
        set_exception(access, SATURDAY, is_working=True, ground="QĐ 12")
    with pytest.raises(PermissionRefused):
        remove_exception(access, SATURDAY)
    with pytest.raises(PermissionRefused):
        exceptions_of_year(access, 2021)


def test_each_day_says_why_it_is_worked_or_free(department):
    administrator = department.access("administrator")
    set_exception(administrator, SATURDAY, is_working=True, ground="QĐ 12")
    set_exception(administrator, FRIDAY, is_working=False, ground="QĐ 12")
    days = {found.day: found for found in days_of_year(2021)}
    assert len(days) == 365
    told = {
        SATURDAY: (DayKind.WORKED_BY_DECISION, "QĐ 12"),
        FRIDAY: (DayKind.FREE_BY_DECISION, "QĐ 12"),
        date(2021, 5, 3): (DayKind.HOLIDAY, ""),
        date(2021, 5, 1): (DayKind.HOLIDAY, ""),
        date(2021, 5, 9): (DayKind.WEEKEND, ""),
        date(2021, 5, 10): (DayKind.WORKING, ""),
    }
    assert {day: (days[day].kind, days[day].ground) for day in told} == told
    calendar = working_calendar()
    assert all(found.is_working == calendar.is_working_day(day) for day, found in days.items())
