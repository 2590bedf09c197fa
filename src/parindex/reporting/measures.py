"""The measures that periodic reports give: 1.2.1 (all are made) and 1.2.2 (sent on time)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count as CountRows
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex.reporting.constants import OPEN_STATES, SENT_STATES, Counted, ReportState
from parindex.reporting.models import Report
from parindex.reporting.period_names import period_name
from parindex_core.vietnamese.dates import format_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

MISSING_REPORTS, LATE_REPORTS = "reporting.missing_reports", "reporting.late_reports"


@dataclass(frozen=True)
class _Counting:
    """A component's one variable: what of the counted reports it counts."""

    name: str
    component_key: str
    label: str | Promise
    variable: str


_COUNTINGS = (
    _Counting(
        MISSING_REPORTS,
        "reports_complete",
        gettext_lazy("Periodic reports that are owed"),
        "missing_reports",
    ),
    _Counting(
        LATE_REPORTS,
        "reports_on_time",
        gettext_lazy("Periodic reports by the day they were sent"),
        "late_reports",
    ),
)


def counted_reports(agency: Agency, year: int) -> QuerySet[Report]:
    """The reports of a year that count: the agency's or the units', as the obligation says."""
    of_agency = Q(period__obligation__counted=Counted.AGENCY, unit=None)
    of_units = Q(period__obligation__counted=Counted.UNITS, unit__isnull=False)
    return Report.objects.filter(of_agency | of_units, agency=agency, period__year=year)


def _condition(variable: str, today: date) -> Q:
    """Missing is what is not sent after its day; once sent, it is late and no longer missing."""
    if variable == "missing_reports":
        return Q(state__in=OPEN_STATES, due_on__lt=today)
    return Q(state__in=SENT_STATES, sent_on__gt=F("due_on"))


def _count(counting: _Counting, agency: Agency, year: int, today: date) -> Count | None:
    """None while no counted period of the year has opened: the component stays by hand."""
    if year > today.year:
        return None
    counted = counted_reports(agency, year).aggregate(
        rows=CountRows("id"),
        illustrative=CountRows("id", filter=Q(period__is_illustrative=True)),
        found=CountRows("id", filter=_condition(counting.variable, today)),
    )
    if not counted["rows"]:
        return None
    return Count(
        values={counting.variable: str(counted["found"])},
        as_of=min(today, date(year, 12, 31)),
        source=_("Periodic reports"),
        rows=counted["rows"],
        is_illustrative=bool(counted["illustrative"]),
    )


def _rows(
    counting: _Counting,
    agency: Agency,
    year: int,
    today: date,
    variable: str,
    offset: int,
    limit: int,
) -> MeasureRows:
    whole = counted_reports(agency, year)
    found = whole.filter(_condition(variable, today)) if variable else whole
    page = found.select_related("period__obligation", "unit", "agency").order_by("due_on", "id")
    rows = [_row(counting, report, today) for report in page[offset : offset + limit]]
    is_illustrative = whole.filter(period__is_illustrative=True).exists()
    return MeasureRows(found.count(), tuple(rows), is_illustrative)


def _row(counting: _Counting, report: Report, today: date) -> MeasureRow:
    is_of_missing = counting.variable == "missing_reports"
    is_counted = _is_missing(report, today) if is_of_missing else _is_late(report)
    due = _("due %s") % format_date(report.due_on)
    sent = _("sent %s") % format_date(report.sent_on) if report.sent_on else ""
    who = report.unit.name if report.unit else report.agency.name
    name = "report" if report.unit_id else "report-consolidated"
    return MeasureRow(
        reference=period_name(report.period),
        text=" · ".join(part for part in (report.period.obligation.name, who, due, sent) if part),
        counted_in=(counting.variable,) if is_counted else (),
        left_out="" if is_counted else _left_out(report, today),
        url=reverse(name, args=[report.pk if report.unit_id else report.period_id]),
    )


def _is_missing(report: Report, today: date) -> bool:
    return report.state in OPEN_STATES and report.due_on < today


def _is_late(report: Report) -> bool:
    return report.sent_on is not None and report.sent_on > report.due_on


def _left_out(report: Report, today: date) -> str:
    """Why a report takes no points away here."""
    if report.state == ReportState.EXCUSED:
        return _("not asked for this time")
    if _is_missing(report, today):
        return _("not sent: counted as missing")
    if _is_late(report):
        return _("sent late: counted as late")
    return _("sent on time") if report.sent_on else _("not due yet")


MEASURES = tuple(
    Measure(
        name=counting.name,
        component_key=counting.component_key,
        label=counting.label,
        count=partial(_count, counting),
        rows=partial(_rows, counting),
        url_name="reporting",
    )
    for counting in _COUNTINGS
)
