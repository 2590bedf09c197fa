"""The milestones of an entry as they stand on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parindex.registers.milestones import Milestone


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone as it stands on a day; ``done_on`` None: not yet."""

    title: str
    due_on: date
    done_on: date | None
    is_late: bool


def milestones_of(milestones: Sequence[Milestone], today: date) -> list[MilestoneLine]:
    """In the order in which they were written; late: after its day, done or not."""
    lines = []
    for one in milestones:
        due_on = date.fromisoformat(one["due_on"])
        done_on = date.fromisoformat(one["done_on"]) if one["done_on"] else None
        lines.append(MilestoneLine(one["title"], due_on, done_on, (done_on or today) > due_on))
    return lines
