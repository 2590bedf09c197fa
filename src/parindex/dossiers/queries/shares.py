"""Shares on time and online by month against the target, and the path that it still needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from parindex.dossiers.agency_store import (
    agency_store,
    counted_of_each,
    running_period,
    settled_period,
)
from parindex.dossiers.constants import ONLINE_TARGET
from parindex.dossiers.visibility import seen_within
from parindex_core.framework.rules import Proportional
from parindex_dossiers.periods import parts_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex_core.framework import Framework

ON_TIME, ONLINE = "3.4.1", "ONLINE"
MONTHS = 12


@dataclass(frozen=True)
class Share:
    """A ratio of dossiers; ``value`` is None without cases."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """Exact; to be written by ``format_percent``."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class MonthShare:
    """A month (1 to 12) that has begun: settled in it, and since the year's beginning."""

    month: int
    of_month: Share
    year_to_date: Share


@dataclass(frozen=True)
class PathPoint:
    """A month still to come, or the rest of the present one: what it has to reach.

    ``of_month`` counts only what is still to be settled; ``year_to_date`` all up to its end.
    """

    month: int
    of_month: Share
    year_to_date: Share


@dataclass(frozen=True)
class Path:
    """What the rest of the year needs, for the year's share to end where the target wants it.

    Assumes ``monthly_volume`` dossiers settled in each month to come: the mean of the months that
    are over, halves up; in the present month what is still missing of as many. ``needed`` of
    ``expected`` is the least share that, the same in every month to come, is enough; None when
    even all of them are not, or nothing more is expected.
    """

    monthly_volume: int
    expected: int
    needed: int | None
    points: Sequence[PathPoint]

    @property
    def share(self) -> Fraction | None:
        """The share that each remaining month needs; 0 where the target is safe already."""
        return None if self.needed is None else Fraction(self.needed, self.expected)


@dataclass(frozen=True)
class YearShares:
    """A year up to today. ``target``: None where there is none; the share has to be above it, or,
    where ``is_enough``, to reach it.
    """

    year: int
    indicator: str
    months: Sequence[MonthShare]
    total: Share
    target: Fraction | None
    is_enough: bool
    path: Path | None

    @property
    def this_month(self) -> Share:
        """The last month that has begun."""
        return self.months[-1].of_month if self.months else Share(0, 0)


def on_time_floor(framework: Framework) -> Fraction | None:
    """The share on time under which 3.4.1 gives no points; None where a framework has no such."""
    for component in framework.components:
        if component.key == "dossiers_on_time" and isinstance(component.rule, Proportional):
            return component.rule.zero_below
    return None


def year_shares(
    access: Access,
    year: int,
    today: date,
    unit_code: str = "",
    on_time_target: Fraction | None = None,
) -> dict[str, YearShares]:
    """``{"3.4.1": …, "ONLINE": …}``: on time and online of the settled that the person sees.

    ``unit_code`` narrows to a unit's code of the exports. Months without a dossier are there, with
    0 of 0. A year that has not begun has no months. ``on_time_target`` has to be reached; the one
    of online is the conclusion's, to be exceeded.

    :raises PermissionRefused: unless the person sees the agency.
    """
    store, within = agency_store(access.agency), seen_within(access, unit_code)
    months = parts_of(running_period(str(year), today), "month") if today.year >= year else []
    by_month: dict[str, list[Share]] = {ON_TIME: [], ONLINE: []}
    asked = [settled_period(store, month) for month in months]
    for rows in counted_of_each(store, asked, [ON_TIME, ONLINE], within):
        found = {row.indicator: Share(row.numerator, row.denominator) for row in rows}
        for code, shares in by_month.items():
            shares.append(found.get(code, Share(0, 0)))
    is_running = today.year == year
    return {
        ON_TIME: _year((year, ON_TIME), by_month[ON_TIME], (on_time_target, True), is_running),
        ONLINE: _year((year, ONLINE), by_month[ONLINE], (ONLINE_TARGET, False), is_running),
    }


def _year(
    what: tuple[int, str],
    shares: Sequence[Share],
    aim: tuple[Fraction | None, bool],
    is_running: bool,
) -> YearShares:
    months, top, bottom = [], 0, 0
    target, is_enough = aim
    for month, share in enumerate(shares, start=1):
        top, bottom = top + share.numerator, bottom + share.denominator
        months.append(MonthShare(month, share, Share(top, bottom)))
    path = None
    if target is not None and is_running:
        path = path_to_target(shares, target, is_enough)
    return YearShares(*what, months, Share(top, bottom), target, is_enough, path)


def path_to_target(
    shares: Sequence[Share], target: Fraction, is_enough: bool = False
) -> Path | None:
    """The path of the rest of a year whose last given month is still running; see ``Path``.

    It ends above the target, or, where ``is_enough``, at least at it.
    None while no month is over: nothing then says how many dossiers to expect.
    """
    over, present = shares[:-1], shares[-1] if shares else Share(0, 0)
    if not over or not any(share.denominator for share in over):
        return None
    settled_before = sum(share.denominator for share in over)
    # The mean, halves up, in whole numbers.
    volume = (2 * settled_before + len(over)) // (2 * len(over))
    top = sum(share.numerator for share in shares)
    bottom = settled_before + present.denominator
    to_come = [max(0, volume - present.denominator)] + [volume] * (MONTHS - len(shares))
    expected = sum(to_come)
    # The least whole number of them that brings the year's share there.
    wanted = target * (bottom + expected)
    needed = max(0, (ceil(wanted) if is_enough else int(wanted) + 1) - top)
    if not expected or needed > expected:
        return Path(volume, expected, None, ())
    return Path(volume, expected, needed, _points(len(shares), (top, bottom), to_come, needed))


def _points(
    month: int, so_far: tuple[int, int], to_come: Sequence[int], needed: int
) -> list[PathPoint]:
    """The needed dossiers spread over the months by their volume, each rounded up in turn."""
    top, bottom = so_far
    points, share = [], Fraction(needed, sum(to_come))
    done = given = 0
    for place, volume in enumerate(to_come):
        done += volume
        until = min(needed, -(-share.numerator * done // share.denominator))
        part = Share(until - given, volume)
        given = until
        total = Share(top + given, bottom + done)
        points.append(PathPoint(month + place, part, total))
    return points
