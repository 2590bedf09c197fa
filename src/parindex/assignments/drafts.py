"""From what was read in a directive to the tasks that an officer is about to assign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parindex.organisations.models import Unit

Json = Mapping[str, Any]


@dataclass(frozen=True)
class TaskDraft:
    """A task before it is assigned; ``unit`` None means that the officer has to name one."""

    item_number: str
    span: tuple[int, int]
    unit: Unit | None
    action: str
    product: str
    deadline: date | None
    deadline_text: str
    target: str
    partners: tuple[Unit, ...]
    # As the reader has it: “monthly” with the day of the month, or nothing.
    recurrence: str = ""
    day: int | None = None


def task_drafts(reading: Json, units: Sequence[Unit]) -> list[TaskDraft]:
    """The tasks of a reading, in the paper's order.

    A duty of “các phòng, đơn vị” is a draft for each unit; a duty without a unit keeps None.
    """
    unit_by_key = {unit.key: unit for unit in units}
    drafts: list[TaskDraft] = []
    for item in reading["items"]:
        partners = tuple(
            unit_by_key[assignee["unit"]]
            for assignee in item["assignees"]
            if assignee.get("role") == "partner" and assignee["unit"] in unit_by_key
        )
        for task in item["tasks"]:
            for unit in _units_of(task, item, unit_by_key, units):
                drafts.append(_draft(item, task, unit, partners))
    return drafts


def _units_of(
    task: Json, item: Json, unit_by_key: Mapping[str, Unit], units: Sequence[Unit]
) -> Iterable[Unit | None]:
    if task["unit"] in unit_by_key:
        return (unit_by_key[task["unit"]],)
    if item["all_units"]:
        return units
    return (None,)


def _draft(item: Json, task: Json, unit: Unit | None, partners: tuple[Unit, ...]) -> TaskDraft:
    deadline = task["deadline"] or {}
    target = task["target"] or {}
    return TaskDraft(
        item_number=item["number"],
        span=(task["span"][0], task["span"][1]),
        unit=unit,
        action=task["action"],
        product=task["product"] or "",
        deadline=date.fromisoformat(deadline["date"]) if deadline.get("date") else None,
        deadline_text=deadline.get("text", ""),
        target=target.get("text", ""),
        partners=tuple(partner for partner in partners if partner != unit),
        recurrence=deadline.get("recurrence") or "",
        day=deadline.get("day"),
    )
