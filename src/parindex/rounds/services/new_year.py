"""An agency's new year from the one before: same edition and owners; remedies still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assessments.entry import owner_units
from parindex.assessments.queries import latest_assessment
from parindex.assessments.services import open_assessments
from parindex.assessments.targets import targets_of
from parindex.audit.services import record_event
from parindex.organisations.queries import units_of
from parindex.rounds.constants import State
from parindex.rounds.models import Participant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment

_DONE = (State.CONCLUDED, State.PUBLISHED)


class YearRefused(ValueError):
    """The agency cannot start a new year now.

    ``problem``: no_year (nothing to start from), year_running (the last one is not over),
    round_running (the council has not concluded it).
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class YearPlan:
    """What a new year starts with; ``owners``: the unit's id by component."""

    last: Assessment
    year: int
    owners: Mapping[str, int]


def plan_year(access: Access, today: date) -> YearPlan:
    """What starting the year after the agency's last one would do.

    :raises PermissionRefused: unless the person consolidates the agency's scores.
    :raises YearRefused: see there.
    """
    require(access, Permission.CONSOLIDATE_SCORES)
    last = latest_assessment(access.agency)
    if last is None:
        raise YearRefused("no_year")
    if today.year <= last.year:
        raise YearRefused("year_running")
    part = Participant.objects.filter(assessment=last).first()
    if part is not None and part.state not in _DONE:
        raise YearRefused("round_running")
    return YearPlan(last, last.year + 1, owner_units([last.pk])[last.pk])


@transaction.atomic
def start_year(access: Access, today: date) -> Assessment:
    """Open the year after the agency's last one by the same edition; units keep what they own.

    A round of the council finds the year open and takes it as it stands. Remedies need no copying:
    they stay with the deduction until they are done.

    :raises PermissionRefused: unless the person consolidates the agency's scores.
    :raises YearRefused: see there.
    """
    plan = plan_year(access, today)
    agency = access.agency
    try:
        with transaction.atomic():
            opened = open_assessments(
                plan.year,
                plan.last.edition,
                {agency: units_of(agency)},
                {agency.pk: targets_of(plan.last)},
                {agency.pk: plan.owners},
            )[agency.pk]
    except IntegrityError:
        # A colleague has just opened it.
        raise YearRefused("year_running") from None
    record_event(
        access.user,
        "start_year",
        ("assessment", opened.pk),
        agency_id=agency.pk,
        after={"year": plan.year, "from": plan.last.year},
    )
    return opened
