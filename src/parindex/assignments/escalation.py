"""When whom a deadline is brought before: down to the person, up to head and director."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from parindex.assignments.constants import DIRECTOR_AFTER, RUNG_DAYS, Rung

if TYPE_CHECKING:
    from parindex_core.vietnamese.working_days import WorkingCalendar


_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reach:
    """How a task or a report stands on a morning: the rung, the day it is of, working days late."""

    rung: Rung
    step_on: date
    days_late: int = 0

    @cached_property
    def reaches_head(self) -> bool:
        """Whether the head hears of it beside the person."""
        return self.rung in (Rung.IN_1, Rung.LATE)

    @cached_property
    def reaches_director(self) -> bool:
        """Whether it stands on the director's list."""
        return self.rung == Rung.LATE and self.days_late >= DIRECTOR_AFTER


@dataclass(frozen=True)
class People:
    """Who is told, by what they are: ids of accounts.

    ``officers``: who assigns for the agency, and hears of what no unit has. ``fillers``: who
    records for a unit.
    """

    fillers: Mapping[int, frozenset[int]]
    heads: Mapping[int, frozenset[int]]
    directors: frozenset[int]
    officers: frozenset[int]
    active: frozenset[int]

    def told_of_task(self, unit_id: int | None, person_id: int | None, reach: Reach) -> set[int]:
        """The accounts that are told of a task of a unit and a person on this rung."""
        has_person = person_id is not None and person_id in self.active
        return self._told(unit_id, {person_id} if has_person and person_id else _NOBODY, reach)

    def told_of_item(self, unit_id: int | None, reach: Reach) -> set[int]:
        """The accounts that are told of what a unit, or without one the agency, has to fill."""
        fillers = self.fillers.get(unit_id, _NOBODY) if unit_id is not None else _NOBODY
        return self._told(unit_id, fillers, reach)

    def _told(self, unit_id: int | None, charged: Set[int], reach: Reach) -> set[int]:
        above = self.heads.get(unit_id, _NOBODY) if unit_id is not None else _NOBODY
        above = above or self.officers
        told = set(charged or above)
        if reach.reaches_head:
            told |= above
        if reach.reaches_director:
            told |= self.directors
        return told


class Ladder:
    """The rungs of one morning, by the working calendar; each due day is looked up once."""

    def __init__(self, calendar: WorkingCalendar, today: date) -> None:
        self._calendar = calendar
        self._today = today
        self._known: dict[date, Reach | None] = {}

    def reach(self, due_on: date) -> Reach | None:
        """Where what is due on a day stands this morning; None: not near yet."""
        if due_on not in self._known:
            self._known[due_on] = self._reach(due_on)
        return self._known[due_on]

    def _reach(self, due_on: date) -> Reach | None:
        if due_on < self._today:
            late = self._calendar.working_days_between(due_on, self._today)
            return Reach(Rung.LATE, self._today, late)
        for rung, days in RUNG_DAYS:
            if self._today >= self._on_or_before(due_on - timedelta(days=days)):
                return Reach(rung, due_on)
        return None

    def _on_or_before(self, day: date) -> date:
        """The day itself, or the working day before it: nobody is reminded on a day off."""
        return (
            day if self._calendar.is_working_day(day) else self._calendar.add_working_days(day, -1)
        )


def furthest(calendar: WorkingCalendar, today: date) -> date:
    """The last day that a rung of today can be of: 7 days on, and the days off after them."""
    return calendar.add_working_days(today + timedelta(days=7), 1)
