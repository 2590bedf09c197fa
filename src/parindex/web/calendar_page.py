"""A year of the working calendar as its page shows it: twelve months, and why each day is off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parindex.calendars.constants import DayKind
from parindex.calendars.queries import CalendarDay, days_of_year
from parindex.web.sent_numbers import whole_number
from parindex.web.templatetags.formats import page_language
from parindex_core.vietnamese.working_days import holiday_name

FIRST_YEAR, LAST_YEAR = 2000, 2100
# One sign a kind, so that no day is told by its colour alone.
_SIGNS = {
    DayKind.HOLIDAY: "holiday",
    DayKind.FREE_BY_DECISION: "free",
    DayKind.WORKED_BY_DECISION: "worked",
    DayKind.WEEKEND: "weekend",
}


@dataclass(frozen=True)
class Cell:
    """A day of the grid; ``sign`` is empty for an ordinary working day."""

    day: CalendarDay
    sign: str
    reason: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday with None outside it, and the days that need a word."""

    first: date
    weeks: Sequence[Sequence[Cell | None]]
    told: Sequence[Cell]
    working_days: int


@dataclass(frozen=True)
class Year:
    """A year: its months, its working days, the years beside it (None beyond the calendar)."""

    number: int
    months: Sequence[Month]
    working_days: int
    before: int | None
    after: int | None


def year_asked(text: str, today: date) -> int:
    """The year that an address asks for; this one where it asks for none that there is."""
    number = whole_number(text) or today.year
    return number if FIRST_YEAR <= number <= LAST_YEAR else today.year


def year_page(number: int, today: date) -> Year:
    """A year as its page shows it."""
    days = days_of_year(number)
    months = [
        _month([day for day in days if day.day.month == month], today) for month in range(1, 13)
    ]
    return Year(
        number,
        months,
        sum(month.working_days for month in months),
        number - 1 if number > FIRST_YEAR else None,
        number + 1 if number < LAST_YEAR else None,
    )


def weekday_heads() -> list[tuple[str, str | Promise]]:
    """Monday to Sunday, as calendars write them and in full."""
    short = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    return [(head, WEEKDAYS[number]) for number, head in enumerate(short)]


def _month(days: Sequence[CalendarDay], today: date) -> Month:
    cells = [_cell(day, today) for day in days]
    padded: list[Cell | None] = [None] * days[0].day.weekday() + cells
    padded += [None] * (-len(padded) % 7)
    return Month(
        first=days[0].day,
        weeks=[padded[start : start + 7] for start in range(0, len(padded), 7)],
        told=[cell for cell in cells if cell.day.kind not in (DayKind.WORKING, DayKind.WEEKEND)],
        working_days=sum(day.is_working for day in days),
    )


def _cell(day: CalendarDay, today: date) -> Cell:
    return Cell(day, _SIGNS.get(day.kind, ""), _reason(day), day.day == today)


def _reason(day: CalendarDay) -> str:
    """Why a day is off or, by decision, worked; empty for an ordinary one."""
    if day.kind is DayKind.HOLIDAY:
        return holiday_name(day.day, page_language()) or ""
    if day.kind is DayKind.FREE_BY_DECISION:
        return _("Off: %(ground)s") % {"ground": day.ground}
    if day.kind is DayKind.WORKED_BY_DECISION:
        return _("Worked: %(ground)s") % {"ground": day.ground}
    return ""
