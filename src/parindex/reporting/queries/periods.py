"""How periods stand: what came, what is late or missing; what is a person's to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.organisations.queries import working_date
from parindex.reporting.constants import (
    DUE_SOON_DAYS,
    OPEN_STATES,
    SENT_STATES,
    ReportState,
)
from parindex.reporting.models import Period, Report

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

# Of `standing_of`.
OVERDUE, DUE_SOON, LATE = "overdue", "due_soon", "_late"
_ROWS_SHOWN = 30


@dataclass(frozen=True)
class PeriodLine:
    """A period with the reports of it that the person sees; ``of_agency`` None: it sends none."""

    period: Period
    of_units: tuple[Report, ...]
    of_agency: Report | None
    today: date

    @property
    def sent(self) -> int:
        """How many units' reports came, accepted or not."""
        return sum(1 for one in self.of_units if one.state in SENT_STATES)

    @property
    def asked(self) -> int:
        """How many units are asked for one."""
        return sum(1 for one in self.of_units if one.state != ReportState.EXCUSED)

    @property
    def missing(self) -> tuple[Report, ...]:
        """The units' reports that are not sent after their day."""
        return tuple(one for one in self.of_units if standing_of(one, self.today) == OVERDUE)

    @property
    def late(self) -> tuple[Report, ...]:
        """The units' reports that were sent after their day."""
        return tuple(one for one in self.of_units if is_late(one))

    @property
    def to_accept(self) -> int:
        """How many wait for the Office's word."""
        return sum(1 for one in self.of_units if one.state == ReportState.SENT)


def is_late(report: Report) -> bool:
    """Sent after its day."""
    return report.sent_on is not None and report.sent_on > report.due_on


def standing_of(report: Report, today: date) -> str:
    """Its state, with ``overdue`` and ``due_soon`` of what is open; sent late ends in ``_late``."""
    if report.state in SENT_STATES:
        return report.state + (LATE if is_late(report) else "")
    if report.state not in OPEN_STATES:
        return report.state
    if report.due_on < today:
        return OVERDUE
    is_soon = report.due_on <= today + timedelta(days=DUE_SOON_DAYS)
    return DUE_SOON if is_soon and report.state == ReportState.OPEN else report.state


def seen_reports(access: Access) -> Q:
    """The reports that the person sees: their units', or every one; the agency's by its roles."""
    if access.may(Permission.VIEW):
        return Q(agency=access.agency)
    return Q(agency=access.agency, unit__in=[unit.pk for unit in access.units])


def years_with_periods(access: Access) -> list[int]:
    """The years of the agency's periods, the newest first; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Period.objects.filter(agency=access.agency).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def periods_of(access: Access, year: int) -> list[PeriodLine]:
    """The periods of a year with their reports, the newest first; two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    periods = Period.objects.filter(agency=access.agency, year=year)
    return _lines(access, list(periods.select_related("obligation", "form")))


def period_line(access: Access, period_id: int) -> PeriodLine | None:
    """One period with its reports; None: the agency has none of that number.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Period.objects.filter(agency=access.agency, pk=period_id)
    lines = _lines(access, list(found.select_related("obligation", "form__form", "agency")))
    return lines[0] if lines else None


def _lines(access: Access, periods: list[Period]) -> list[PeriodLine]:
    by_period: dict[int, list[Report]] = {period.pk: [] for period in periods}
    found = Report.objects.filter(seen_reports(access), period__in=by_period)
    for report in found.select_related("unit", "sent_by").defer("answers", "basis"):
        by_period[report.period_id].append(report)
    today = working_date(access.agency)
    return [
        PeriodLine(
            period=period,
            of_units=tuple(one for one in by_period[period.pk] if one.unit_id is not None),
            of_agency=next((one for one in by_period[period.pk] if one.unit_id is None), None),
            today=today,
        )
        for period in periods
    ]


def reports_to_do(access: Access) -> list[Report]:
    """What is the person's to write by a day that is near or over; what waits for their word.

    Units' reports, the earliest first; of who keeps the agency's reports also the agency's own and
    what is to be accepted. One query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    today = working_date(access.agency)
    units = [
        unit.pk
        for unit in access.units
        if Permission.FILL_REPORTS in access.unit_permissions[unit.pk]
    ]
    is_near = Q(state__in=OPEN_STATES, due_on__lte=today + timedelta(days=DUE_SOON_DAYS))
    wanted = is_near & Q(unit__in=units)
    if access.may(Permission.KEEP_REPORTS):
        wanted |= (is_near & Q(unit=None)) | Q(state=ReportState.SENT, unit__isnull=False)
    found = Report.objects.filter(wanted, agency=access.agency)
    related = found.select_related("unit", "period__obligation").defer("answers", "basis")
    return list(related.order_by("due_on", "id")[:_ROWS_SHOWN])
