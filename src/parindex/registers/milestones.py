"""Milestones of an entry as people write them: one a line, “what; due; done”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parindex.registers.refusals import EntryRefused
from parindex_core.vietnamese.dates import format_date

# What a milestone is stored as: title, due_on, done_on.
Milestone = dict[str, Any]
_PARTS_OF_DAY = 3


def read_milestones(text: Any) -> list[Milestone]:
    """“Chạy thử; 30/6/2021; 28/6/2021” a line; done may be missing.

    :raises EntryRefused: with the line that is none.
    """
    found = []
    for line in str(text or "").splitlines():
        if not line.strip():
            continue
        title, *days = (part.strip() for part in line.split(";"))
        known = [_day(day) for day in days if day]
        if not title or not days or len(days) > 2 or None in known or not known:
            words = _("Write a milestone a line as “what; due; done”, days as 31/12/2021: %(line)s")
            raise EntryRefused("milestones", words % {"line": line.strip()[:80]})
        due, done = known[0], known[1] if len(known) > 1 else None
        found.append({"title": title, "due_on": due, "done_on": done})
    return found


def show_milestones(milestones: Sequence[Milestone]) -> str:
    """The milestones as they are read."""
    return "\n".join(
        "; ".join(filter(None, (one["title"], _shown(one["due_on"]), _shown(one["done_on"]))))
        for one in milestones
    )


def _day(text: str) -> str | None:
    parts = text.split("/")
    if len(parts) != _PARTS_OF_DAY or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _shown(day: str | None) -> str:
    return format_date(date.fromisoformat(day)) if day else ""
