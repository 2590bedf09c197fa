"""Opening of periods: by themselves when their day has come, or ad hoc by the Office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from parindex.audit.services import record_event
from parindex.calendars.queries import day_due, working_calendar
from parindex.organisations.queries import working_date
from parindex.reporting.carrying import carried_words
from parindex.reporting.constants import OPEN_STATES, Frequency
from parindex.reporting.models import FormVersion, Obligation, Period, Report
from parindex.reporting.periods_of_year import PlannedPeriod, opened_by
from parindex.reporting.recounting import recount

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.organisations.models import Agency, Unit
    from parindex.reporting.periods_of_year import Rule
    from parindex_core.vietnamese.working_days import WorkingCalendar


def open_due_periods(agency: Agency) -> int:
    """Open every period of an agency whose day has come; how many that were.

    Two queries and no write where nothing is to open: pages ask it each time they are looked at.
    Safe with two servers: an obligation is held while its periods are opened, each once.
    """
    today = working_date(agency)
    waiting = [one.pk for one, units in _running(agency) if _unopened(one, today, units)]
    return sum(_open_of(pk, today) for pk in waiting)


def _running(agency: Agency) -> list[tuple[Obligation, bool]]:
    """The obligations that open by themselves, each with whether units report."""
    found = Obligation.objects.filter(agency=agency).exclude(frequency=Frequency.AD_HOC)
    with_units = Obligation.units.through.objects.filter(obligation=OuterRef("pk"))
    periods = Period.objects.only("obligation_id", "year", "number")
    asked = found.annotate(has_units=Exists(with_units))
    return [
        (one, bool(vars(one)["has_units"]))
        for one in asked.prefetch_related(Prefetch("periods", periods))
    ]


def _unopened(obligation: Obligation, today: date, has_units: bool) -> list[PlannedPeriod]:
    opened = {(one.year, one.number) for one in obligation.periods.all()}
    return [
        period
        for period in opened_by(cast("Rule", obligation), today, has_units=has_units)
        if (period.year, period.number) not in opened
    ]


@transaction.atomic
def _open_of(obligation_id: int, today: date) -> int:
    """Open what is due of one obligation, in one transaction."""
    held = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=obligation_id)
    )
    units = list(held.units.all())
    due = _unopened(held, today, bool(units))
    if not due:
        return 0
    form = published_form(held.form_id)
    if form is None:
        return 0
    calendar = working_calendar()
    for plan in due:
        period = Period.objects.create(
            obligation=held,
            agency=held.agency,
            year=plan.year,
            number=plan.number,
            first_day=plan.first_day,
            last_day=plan.last_day,
            form=form,
            opened_on=today,
            is_illustrative=held.is_illustrative,
        )
        open_reports(period, units, plan.unit_cut_off, plan.agency_cut_off, calendar)
        record_opening(None, period)
    for year in sorted({plan.year for plan in due}):
        recount(held.agency, year)
    return len(due)


def published_form(form_id: int) -> FormVersion | None:
    """The newest published version of a form."""
    return FormVersion.objects.filter(form=form_id, published_at__isnull=False).first()


def open_reports(
    period: Period,
    units: Sequence[Unit],
    unit_cut_off: date | None,
    agency_cut_off: date | None,
    calendar: WorkingCalendar,
) -> None:
    """The reports of a period that opens: each unit's, and the agency's with last time's words."""
    rows = []
    if unit_cut_off is not None:
        due_on = day_due(calendar, unit_cut_off)
        rows = [
            Report(
                period=period,
                agency_id=period.agency_id,
                unit=unit,
                cut_off=unit_cut_off,
                due_on=due_on,
            )
            for unit in units
        ]
    if agency_cut_off is not None:
        rows.append(
            Report(
                period=period,
                agency_id=period.agency_id,
                cut_off=agency_cut_off,
                due_on=day_due(calendar, agency_cut_off),
                answers=carried_words(period),
            )
        )
    Report.objects.bulk_create(rows)


def record_opening(user: User | None, period: Period) -> None:
    """The audit's event of a period that opened; without a user the product opened it."""
    record_event(
        user,
        "open_report_period",
        ("report_period", period.pk),
        agency_id=period.agency_id,
        after={"obligation": period.obligation.name, "year": period.year, "number": period.number},
    )


@transaction.atomic
def settle_report_days(agency: Agency, calendar: WorkingCalendar) -> int:
    """Move open reports whose day a corrected calendar makes another; how many were moved."""
    reports: QuerySet[Report] = Report.objects.filter(
        agency=agency, state__in=OPEN_STATES
    ).order_by()
    days = reports.values_list("cut_off", "extended_to", "due_on").distinct()
    moved = 0
    for cut_off, extended_to, due_on in list(days):
        present = day_due(calendar, extended_to or cut_off)
        if present != due_on:
            of_day = reports.filter(cut_off=cut_off, extended_to=extended_to, due_on=due_on)
            moved += of_day.update(due_on=present, version=F("version") + 1)
    return moved
