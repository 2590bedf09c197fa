"""The states of a report as a table: from which state, who, what has to be said, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.reporting.constants import OPEN_STATES, ReportState, Step

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.reporting.models import Report


@dataclass(frozen=True)
class Transition:
    """``of_units``, ``of_agency``: whether a unit's report can take it, and the agency's own."""

    sources: frozenset[ReportState]
    target: ReportState
    permission: Permission
    of_units: bool = True
    of_agency: bool = False
    needs_reason: bool = False


TRANSITIONS: dict[Step, Transition] = {
    Step.SIGN: Transition(frozenset(OPEN_STATES), ReportState.SENT, Permission.SIGN_REPORTS),
    Step.SEND: Transition(
        frozenset(OPEN_STATES),
        ReportState.SENT,
        Permission.KEEP_REPORTS,
        of_units=False,
        of_agency=True,
    ),
    Step.ACCEPT: Transition(
        frozenset({ReportState.SENT}), ReportState.ACCEPTED, Permission.KEEP_REPORTS
    ),
    Step.RETURN: Transition(
        frozenset({ReportState.SENT, ReportState.ACCEPTED}),
        ReportState.RETURNED,
        Permission.KEEP_REPORTS,
        of_agency=True,
        needs_reason=True,
    ),
    Step.EXCUSE: Transition(
        frozenset(OPEN_STATES),
        ReportState.EXCUSED,
        Permission.KEEP_REPORTS,
        of_agency=True,
        needs_reason=True,
    ),
    Step.ASK_AGAIN: Transition(
        frozenset({ReportState.EXCUSED}),
        ReportState.OPEN,
        Permission.KEEP_REPORTS,
        of_agency=True,
        needs_reason=True,
    ),
}


def may_take(access: Access, report: Report, step: Step) -> bool:
    """Whether the person's roles grant the step with the report, whatever its state.

    A head signs for their own unit only; what the Office decides is the agency's.
    """
    transition = TRANSITIONS[step]
    applies = transition.of_agency if report.unit_id is None else transition.of_units
    unit = report.unit_id if step == Step.SIGN else None
    return applies and access.may(transition.permission, unit)


def steps_from(access: Access, report: Report) -> tuple[Step, ...]:
    """The steps that the person may take with a report now, in the table's order."""
    return tuple(
        step
        for step, transition in TRANSITIONS.items()
        if report.state in transition.sources and may_take(access, report, step)
    )


def may_fill(access: Access, report: Report) -> bool:
    """Whether the person writes in the report while it is open."""
    permission = Permission.FILL_REPORTS if report.unit_id else Permission.KEEP_REPORTS
    return access.may(permission, report.unit_id)
