"""What joins tasks to the assessment: a product handed in is evidence of the components served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.attachments.queries import may_add
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.queries import participant_of
from parindex.web.suggestions import components_named

if TYPE_CHECKING:
    from parindex.assignments.models import Task
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component


def citable_components(desk: Desk, found: Task) -> list[Component]:
    """The components that the task serves and whose evidence the person may add to now."""
    if found.year != desk.year:
        return []
    served = components_named(desk.framework, [one.component_key for one in found.components.all()])
    participant = participant_of(desk.access, desk.year) if served else None
    if participant is None:
        return []
    return [one for one in served if may_add(desk.access, evidence_owner(participant, one.key))]
