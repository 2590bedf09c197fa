"""The missions of a year drawn along its days: what is under way, due, late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.registers.missions.queries.schedule import is_late, missions_due_in
from parindex.registers.queries.milestones import milestones_of
from parindex.web.registers.missions import MISSION_PAGES

if TYPE_CHECKING:
    from parindex.registers.missions.models import Mission
    from parindex.registers.queries.milestones import MilestoneLine
    from parindex.web.statuses import Appearance
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class ScheduleLine:
    """A mission with its places on the drawing, in days from the year's first.

    ``start`` and ``width``: of its bar, to its last day; ``extension``: where the part begins that
    a decision added, with its width; ``milestones``: each with its place.
    """

    mission: Mission
    appearance: Appearance
    is_late: bool
    start: int
    width: int
    extension: tuple[int, int] | None
    milestones: list[tuple[int, MilestoneLine]]
    next_milestone: MilestoneLine | None

    @property
    def late_milestones(self) -> list[MilestoneLine]:
        """Those not done though their day has passed: they cost nothing yet, and soon may."""
        return [one for _, one in self.milestones if one.is_late and one.done_on is None]


@dataclass(frozen=True)
class Schedule:
    """A year's drawing; ``today``: its place or None; ``months``: where each begins."""

    lines: list[ScheduleLine]
    days: int
    today: int | None
    months: list[tuple[int, int]]


def schedule_of(desk: Desk, year: int) -> Schedule:
    """The missions due in a year, late ones first, then by their last day."""
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    lines = [_line(mission, year, desk.today) for mission in missions_due_in(desk.access, year)]
    return Schedule(
        lines=sorted(lines, key=lambda one: (not _is_open_and_late(one), one.mission.last_day)),
        days=days,
        today=_place(desk.today, year) if desk.today.year == year else None,
        months=[(month, _place(date(year, month, 1), year)) for month in range(1, 13)],
    )


def _is_open_and_late(line: ScheduleLine) -> bool:
    return line.is_late and line.mission.finished_on is None


def _line(mission: Mission, year: int, today: date) -> ScheduleLine:
    first, last = date(year, 1, 1), date(year, 12, 31)
    begins = max(mission.started_on or first, first)
    ends = min(max(mission.due_on, begins), last)
    extension = None
    if mission.extended_to is not None and mission.due_on < last:
        added_from = max(mission.due_on, first)
        added = _place(min(mission.extended_to, last), year) - _place(added_from, year)
        extension = (_place(added_from, year), added)
    found = milestones_of(mission.milestones, today)
    placed = [(_place(one.due_on, year), one) for one in found if one.due_on.year == year]
    return ScheduleLine(
        mission=mission,
        appearance=MISSION_PAGES.appearance(mission.state),
        is_late=is_late(mission, today),
        start=_place(begins, year),
        width=max(1, _place(ends, year) - _place(begins, year)),
        extension=extension,
        milestones=placed,
        next_milestone=next((one for one in found if one.done_on is None), None),
    )


def _place(day: date, year: int) -> int:
    return (day - date(year, 1, 1)).days
