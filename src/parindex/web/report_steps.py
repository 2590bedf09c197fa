"""The steps of a periodic report: what was pressed, the buttons, its history in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.reporting.constants import ReportState, Step
from parindex.reporting.queries.reports import needs_reason
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.filing import Said
from parindex.web.forms.days import DayField
from parindex.web.reporting_words import ICONS
from parindex.web.sent_numbers import whole_number

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent
    from parindex.reporting.models import Report

_ACTIONS: dict[str, Promise] = {
    "save_report": gettext_lazy("Saved what is written so far"),
    "change_report_state": gettext_lazy("State"),
}


@dataclass(frozen=True)
class StepEntry:
    """A button; ``is_unexplained`` when it was pressed without the reason that it asks for."""

    step: str
    label: str
    icon: str
    needs_reason: bool
    takes_day: bool
    is_unexplained: bool
    reason: str


def step_asked(wanted: str) -> Step | None:
    """The step that was pressed; None: to save only.

    :raises ReportingRefused: ``state`` for one that there is not.
    """
    if not wanted:
        return None
    if wanted not in Step.values:
        raise ReportingRefused("state")
    return Step(wanted)


def seen_of(request: HttpRequest, report: Report) -> int:
    """The version that was on the screen; what says none was not sent by the page."""
    seen = whole_number(request.POST.get("seen", ""))
    return report.version if seen is None else seen


def said_of(request: HttpRequest) -> Said:
    """The reason, and with a return its new day.

    :raises ReportingRefused: ``until`` for a day that is none.
    """
    field = DayField(required=False)
    try:
        until = field.clean(request.POST.get("until", ""))
    except ValidationError as error:
        raise ReportingRefused("until") from error
    return Said(reason=request.POST.get("reason", ""), until=until)


def other_steps(steps: Sequence[Step], unexplained: str, reason: str) -> list[StepEntry]:
    """The buttons of what is decided about a report; signing and sending stand with its form."""
    return [
        StepEntry(
            step=step.value,
            label=str(step.label),
            icon=ICONS[step],
            needs_reason=needs_reason(step),
            takes_day=step == Step.RETURN,
            is_unexplained=step.value == unexplained,
            reason=reason if step.value == unexplained else "",
        )
        for step in steps
        if step not in (Step.SIGN, Step.SEND)
    ]


def event_entries(events: Iterable[AuditEvent]) -> list[dict[str, object]]:
    """The history of a report for the component ``timeline``."""
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
    return ReportState(state).label if state in ReportState.values else None
