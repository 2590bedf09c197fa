"""A plan carried from its preview to its confirmation, signed; nothing is kept in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, dumps, loads

from parindex.assignments.services.assigning import NewTask
from parindex.assignments.services.planning import PlanLine

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit

_SALT = "parindex.plan"
_VALID_FOR = 12 * 60 * 60  # seconds: a working day, as a session
# What a page can carry to its confirmation; a request may bring a little more.
LARGEST_CARRIED = 3 << 20


@dataclass(frozen=True)
class CarriedPlan:
    """What a preview showed: of which file, for which year."""

    name: str
    year: int
    lines: Sequence[PlanLine]


def carried(access: Access, plan: CarriedPlan) -> str:
    """The plan as the page of the preview carries it: for this person and agency only."""
    whole = {
        "who": access.user.pk,
        "agency": access.agency.pk,
        "name": plan.name,
        "year": plan.year,
        "lines": [_packed(line) for line in plan.lines],
    }
    return dumps(whole, salt=_SALT, compress=True)


def carried_back(access: Access, units: Sequence[Unit], text: str) -> CarriedPlan | None:
    """What a preview carried; None where it is spoilt, too old or another person's."""
    try:
        found = loads(text, salt=_SALT, max_age=_VALID_FOR)
    except BadSignature:
        return None
    if (found["who"], found["agency"]) != (access.user.pk, access.agency.pk):
        return None
    by_id = {unit.pk: unit for unit in units}
    lines = [_unpacked(line, by_id) for line in found["lines"]]
    return CarriedPlan(found["name"], found["year"], lines)


def _packed(line: PlanLine) -> list[Any]:
    task = line.task
    if task is None:
        return [line.number, line.text, line.depth]
    return [
        line.number,
        line.text,
        line.depth,
        task.unit.pk if task.unit else None,
        [unit.pk for unit in task.partners],
        task.product,
        task.deadline.isoformat() if task.deadline else None,
        task.deadline_text,
        task.recurrence,
        task.day,
        list(task.component_keys),
    ]


def _unpacked(packed: Sequence[Any], units: dict[int, Unit]) -> PlanLine:
    number, text, depth, *rest = packed
    if not rest:
        return PlanLine(number, text, depth)
    unit, partners, product, deadline, deadline_text, recurrence, day, components = rest
    task = NewTask(
        action=text,
        unit=units.get(unit),
        item_number=number,
        partners=[units[key] for key in partners if key in units],
        product=product,
        deadline=date.fromisoformat(deadline) if deadline else None,
        deadline_text=deadline_text,
        recurrence=recurrence,
        day=day,
        component_keys=components,
    )
    return PlanLine(number, text, depth, task)
