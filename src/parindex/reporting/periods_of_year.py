"""Which periods an obligation has, their days and cut-offs, and when each opens; no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from parindex.reporting.constants import Frequency
from parindex_core.vietnamese.dates import month_end

# Months of a period, and how many of them a year has; what is added up starts in January.
_MONTHS = {
    Frequency.MONTHLY: (1, 12),
    Frequency.QUARTERLY: (3, 4),
    Frequency.SIX_MONTHS: (6, 1),
    Frequency.NINE_MONTHS: (9, 1),
    Frequency.YEARLY: (12, 1),
}


class Rule(Protocol):
    """What of an obligation says which periods it has and when."""

    frequency: str
    numbers: Sequence[int]
    unit_months_after: int
    unit_day: int | None
    agency_reports: bool
    agency_months_after: int
    agency_day: int | None
    opens_before: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PlannedPeriod:
    """A period with its cut-offs; None: no unit reports, or the agency does not."""

    year: int
    number: int
    first_day: date
    last_day: date
    unit_cut_off: date | None
    agency_cut_off: date | None
    opens_on: date

    @property
    def last_cut_off(self) -> date:
        """The later of the two."""
        return max(day for day in (self.unit_cut_off, self.agency_cut_off) if day)


def numbers_of(frequency: str) -> range:
    """The numbers that a year's periods can have; none of ad hoc reports."""
    if frequency == Frequency.AD_HOC:
        return range(0)
    return range(1, _MONTHS[Frequency(frequency)][1] + 1)


def days_of(frequency: str, year: int, number: int) -> tuple[date, date]:
    """A period's first and last day; six months, nine months and a year begin in January."""
    months = _MONTHS[Frequency(frequency)][0]
    return date(year, months * (number - 1) + 1, 1), month_end(year, months * number)


def cut_off(last_day: date, months_after: int, day: int | None) -> date:
    """The day of a month so many after the period's last; a shorter month's last day."""
    months = last_day.year * 12 + last_day.month - 1 + months_after
    end = month_end(months // 12, months % 12 + 1)
    return end if day is None else end.replace(day=min(day, end.day))


def planned(rule: Rule, year: int, *, has_units: bool) -> Iterator[PlannedPeriod]:
    """The periods of a year that are owed, in their order."""
    for number in numbers_of(rule.frequency):
        if number not in rule.numbers:
            continue
        first, last = days_of(rule.frequency, year, number)
        of_units = cut_off(last, rule.unit_months_after, rule.unit_day) if has_units else None
        of_agency = (
            cut_off(last, rule.agency_months_after, rule.agency_day)
            if rule.agency_reports
            else None
        )
        days = [day for day in (of_units, of_agency) if day]
        if not days or max(days) < rule.starts_on or (rule.ends_on and min(days) > rule.ends_on):
            continue
        opens_on = min(days) - timedelta(days=rule.opens_before)
        yield PlannedPeriod(year, number, first, last, of_units, of_agency, opens_on)


def opened_by(rule: Rule, today: date, *, has_units: bool) -> list[PlannedPeriod]:
    """The periods that are open by a day, the first to end first.

    Looks from the year before the obligation began to the next one: a cut-off lies near its period.
    """
    return [
        period
        for year in range(rule.starts_on.year - 1, today.year + 2)
        for period in planned(rule, year, has_units=has_units)
        if period.opens_on <= today
    ]
