"""The steps of a task and its history in the words of those who take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assignments.constants import Step
from parindex.assignments.queries.tasks import needs_reason
from parindex.web.statuses import TASK_STATUSES

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent

_ICONS: dict[Step, str] = {
    Step.ACCEPT: "check",
    Step.START: "circle-half-2",
    Step.HAND_IN: "send",
    Step.CONFIRM: "circle-check",
    Step.RETURN: "arrow-back-up",
    Step.PAUSE: "clock",
    Step.RESUME: "arrow-right",
    Step.CANCEL: "ban",
    Step.ASSIGN_AGAIN: "plus",
}
# The likeliest first; the others follow in the table's order.
_FIRST = (Step.HAND_IN, Step.CONFIRM, Step.RESUME)
_ACTIONS: dict[str, Promise] = {
    "assign_task": gettext_lazy("Assigned the task"),
    "change_task_state": gettext_lazy("State"),
    "load_progress": gettext_lazy("Illustrative state"),
    "open_task": gettext_lazy("Opened by the unit"),
    "acknowledge_task": gettext_lazy("Acknowledged by the unit"),
    "delegate_task": gettext_lazy("Person in charge"),
    "reassign_task": gettext_lazy("Given to another unit"),
    "note_progress": gettext_lazy("Progress"),
    "ask_extension": gettext_lazy("Asked for more time"),
    "grant_extension": gettext_lazy("Granted more time"),
    "refuse_extension": gettext_lazy("Refused more time"),
    "move_deadline": gettext_lazy("Deadline moved, as the directive was amended"),
    "move_plan_task": gettext_lazy("Moved in the plan"),
    "attach_file": gettext_lazy("Attached a file"),
    "cite_document": gettext_lazy("Cited a document"),
    "withdraw_attachment": gettext_lazy("Withdrew an attachment"),
}


@dataclass(frozen=True)
class Refusal:
    """A step that was not taken: without its reason, or because the task was changed meanwhile."""

    step: Step
    reason: str
    is_conflict: bool = False


@dataclass(frozen=True)
class StepEntry:
    """A button; ``is_unexplained`` when it was pressed without the reason that it asks for."""

    step: str
    label: str
    icon: str
    needs_reason: bool
    is_unexplained: bool
    is_first: bool
    # What was typed, where the step was not taken.
    reason: str = ""


def step_entries(steps: Sequence[Step], refusal: Refusal | None) -> list[StepEntry]:
    """The buttons of a task's steps, the likeliest first."""
    entries: list[StepEntry] = []
    for step in sorted(steps, key=lambda step: (needs_reason(step), step not in _FIRST)):
        is_refused = refusal is not None and refusal.step == step
        entries.append(
            StepEntry(
                step=step.value,
                label=str(step.label),
                icon=_ICONS[step],
                needs_reason=needs_reason(step),
                is_unexplained=is_refused and refusal is not None and not refusal.is_conflict,
                is_first=not entries and not needs_reason(step),
                reason=refusal.reason if is_refused and refusal is not None else "",
            )
        )
    return entries


def event_entries(events: Iterable[AuditEvent]) -> list[dict[str, object]]:
    """The history of a task for the component ``timeline``."""
    return [_entry(event) for event in events]


def _entry(event: AuditEvent) -> dict[str, object]:
    before, after = event.before or {}, event.after or {}
    return {
        "at": event.at,
        "who": str(event.actor) if event.actor else _("The product"),
        "what": _ACTIONS.get(event.action, event.action),
        "old": _state(before),
        "new": _state(after),
        "reason": event.reason,
    }


def _state(value: dict[str, object]) -> object:
    state = value.get("state")
    return TASK_STATUSES[str(state)].label if state in TASK_STATUSES else None
