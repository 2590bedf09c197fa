"""The milestones of an initiative as they stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.registers.initiatives.models import Initiative


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; ``done_on`` None: not yet."""

    title: str
    due_on: date
    done_on: date | None
    is_late: bool


def milestones_of(entry: Initiative, today: date) -> list[MilestoneLine]:
    """In the order in which they were written; late: after its day, done or not."""
    lines = []
    for one in entry.milestones:
        due_on = date.fromisoformat(one["due_on"])
        done_on = date.fromisoformat(one["done_on"]) if one["done_on"] else None
        lines.append(MilestoneLine(one["title"], due_on, done_on, (done_on or today) > due_on))
    return lines
