"""Obligations: what is owed from when on, changed for what has not opened yet, ended; ad hoc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar
from parindex.organisations.queries import units_of, working_date
from parindex.reporting.constants import Counted, Frequency
from parindex.reporting.models import Obligation, Period, ReportForm
from parindex.reporting.periods_of_year import cut_off, days_of, numbers_of
from parindex.reporting.questions import tidy
from parindex.reporting.recounting import recount
from parindex.reporting.refusals import ReportingRefused
from parindex.reporting.services.opening import (
    open_due_periods,
    open_reports,
    published_form,
    record_opening,
)

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency, Unit

_LONGEST_NAME = 200  # characters
_MOST_OPENS_BEFORE = 90  # days
_MOST_MONTHS_AFTER = 3
# A period of a year for which the days of a rule are tried.
_SOME_YEAR = 2021


@dataclass(frozen=True)
class NewObligation:
    """An obligation as the Office sets it; ``form``: the form's id.

    ``numbers``: the periods of a year. A cut-off's day None: the month's last; its month lies so
    many after the period's last. ``starts_on``: no cut-off before it is owed.
    """

    name: str
    frequency: str
    form: int
    units: Sequence[Unit] = ()
    recipient: str = ""
    numbers: Sequence[int] = ()
    unit_months_after: int = 0
    unit_day: int | None = 10
    agency_reports: bool = True
    agency_months_after: int = 0
    agency_day: int | None = 15
    opens_before: int = 20
    counted: str = Counted.AGENCY
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def create_obligation(access: Access, new: NewObligation) -> Obligation:
    """Owe a report from now on; what has come due to open opens at once.

    :raises PermissionRefused: unless the person keeps the agency's reports.
    :raises ReportingRefused: ``name``, ``recipient``, ``numbers``, ``rule``, ``units``,
        ``counted``, ``starts``, ``form``.
    """
    require(access, Permission.KEEP_REPORTS)
    return keep_obligation(access.agency, new, access.user)


def keep_obligation(
    agency: Agency, new: NewObligation, user: User | None, *, is_illustrative: bool = False
) -> Obligation:
    """As ``create_obligation``; for the product itself ``user`` is None."""
    made = Obligation(agency=agency, is_illustrative=is_illustrative)
    _put(made, new)
    made.save()
    made.units.set(new.units)
    _record(user, "create_report_obligation", made, after=_told(made))
    open_due_periods(agency)
    return made


@transaction.atomic
def change_obligation(
    access: Access, obligation: Obligation, new: NewObligation, seen: int
) -> Obligation:
    """Another rule, units or form for the periods that open from now on.

    Whose reports count holds for those that are open, too.

    :raises PermissionRefused: unless the person keeps the reports of that agency.
    :raises ReportingRefused: ``changed``, and as ``create_obligation``.
    """
    held = _held(access, obligation)
    if held.version != seen:
        raise ReportingRefused("changed")
    before = _told(held)
    _put(held, new)
    held.version += 1
    held.save()
    held.units.set(new.units)
    _record(access.user, "change_report_obligation", held, before=before, after=_told(held))
    open_due_periods(held.agency)
    for year in held.periods.order_by().values_list("year", flat=True).distinct():
        recount(held.agency, year)
    return held


@transaction.atomic
def open_ad_hoc(
    access: Access,
    obligation: Obligation,
    title: str,
    unit_cut_off: date | None,
    agency_cut_off: date | None,
) -> Period:
    """Ask for an ad hoc report until given days; None where nobody of that kind reports.

    Asked again with the same title and days it is there already.

    :raises PermissionRefused: unless the person keeps the reports of that agency.
    :raises ReportingRefused: ``state`` of another kind of obligation, ``stopped``, ``name``,
        ``days``, ``form``.
    """
    held = _held(access, obligation)
    today = working_date(held.agency)
    if held.frequency != Frequency.AD_HOC:
        raise ReportingRefused("state")
    if held.ends_on is not None and held.ends_on < today:
        raise ReportingRefused("stopped")
    words = tidy(title)
    if not words or len(words) > _LONGEST_NAME:
        raise ReportingRefused("name")
    units = list(held.units.all())
    of_units = unit_cut_off if units else None
    of_agency = agency_cut_off if held.agency_reports else None
    _require_days(of_units, of_agency, today, has_units=bool(units), agency=held.agency_reports)
    present = held.periods.filter(title=words, last_day=max(filter(None, (of_units, of_agency))))
    if found := present.first():
        return found
    form = published_form(held.form_id)
    if form is None:
        raise ReportingRefused("form")
    last_day = max(day for day in (of_units, of_agency) if day)
    year = today.year
    highest = held.periods.filter(year=year).aggregate(highest=Max("number"))["highest"] or 0
    period = Period.objects.create(
        obligation=held,
        agency=held.agency,
        year=year,
        number=highest + 1,
        title=words,
        first_day=today,
        last_day=last_day,
        form=form,
        opened_on=today,
        is_illustrative=held.is_illustrative,
    )
    open_reports(period, units, of_units, of_agency, working_calendar())
    record_opening(access.user, period)
    recount(held.agency, year)
    return period


def _require_days(
    of_units: date | None,
    of_agency: date | None,
    today: date,
    *,
    has_units: bool,
    agency: bool,
) -> None:
    """Each kind that reports has its day, from today on, the units' not after the agency's."""
    if (has_units and of_units is None) or (agency and of_agency is None):
        raise ReportingRefused("days")
    days = [day for day in (of_units, of_agency) if day]
    if not days or min(days) < today or days != sorted(days):
        raise ReportingRefused("days")


def _held(access: Access, obligation: Obligation) -> Obligation:
    require(access, Permission.KEEP_REPORTS)
    require_own(access, obligation)
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=obligation.pk)


def _put(obligation: Obligation, new: NewObligation) -> None:
    """What is asked, checked, on the row.

    :raises ReportingRefused: see ``create_obligation``.
    """
    agency = obligation.agency
    obligation.name, obligation.recipient = tidy(new.name), tidy(new.recipient)
    _require_name(obligation)
    if len(obligation.recipient) > _LONGEST_NAME:
        raise ReportingRefused("recipient")
    if not {unit.pk for unit in new.units} <= {unit.pk for unit in units_of(agency)}:
        raise ReportingRefused("units")
    if new.frequency not in Frequency.values or new.counted not in Counted.values:
        raise ReportingRefused("numbers" if new.frequency not in Frequency.values else "counted")
    _require_rule(new)
    is_owed = {Counted.UNITS.value: bool(new.units), Counted.AGENCY.value: new.agency_reports}
    if not is_owed.get(new.counted, True):
        raise ReportingRefused("counted")
    form = ReportForm.objects.filter(agency=agency, pk=new.form).first()
    if form is None or published_form(form.pk) is None:
        raise ReportingRefused("form")
    obligation.form = form
    today = working_date(agency)
    obligation.starts_on = new.starts_on or obligation.starts_on or today
    obligation.ends_on = new.ends_on
    ends_too_early = new.ends_on is not None and new.ends_on < obligation.starts_on
    if obligation.starts_on < date(today.year - 1, 1, 1) and obligation.pk is None:
        raise ReportingRefused("starts")
    if ends_too_early or obligation.starts_on.year > today.year + 1:
        raise ReportingRefused("starts")
    for name in (
        *("frequency", "unit_months_after", "unit_day", "agency_reports", "agency_months_after"),
        *("agency_day", "opens_before", "counted"),
    ):
        setattr(obligation, name, getattr(new, name))
    obligation.numbers = sorted(set(new.numbers))


def _require_name(obligation: Obligation) -> None:
    same = Obligation.objects.filter(agency=obligation.agency, name=obligation.name)
    is_taken = same.exclude(pk=obligation.pk).exists()
    if not obligation.name or len(obligation.name) > _LONGEST_NAME or is_taken:
        raise ReportingRefused("name")


def _require_rule(new: NewObligation) -> None:
    """Somebody reports, by days that a month has, the units not after the agency."""
    if not new.units and not new.agency_reports:
        raise ReportingRefused("rule")
    is_near = (
        abs(new.unit_months_after) <= _MOST_MONTHS_AFTER
        and abs(new.agency_months_after) <= _MOST_MONTHS_AFTER
        and 0 <= new.opens_before <= _MOST_OPENS_BEFORE
    )
    days = [day for day in (new.unit_day, new.agency_day) if day is not None]
    if not is_near or any(not 1 <= day <= 31 for day in days):
        raise ReportingRefused("rule")
    if new.frequency == Frequency.AD_HOC:
        return
    if not new.numbers or not set(new.numbers) <= set(numbers_of(new.frequency)):
        raise ReportingRefused("numbers")
    if new.units and new.agency_reports:
        for number in new.numbers:
            last = days_of(new.frequency, _SOME_YEAR, number)[1]
            of_units = cut_off(last, new.unit_months_after, new.unit_day)
            if of_units > cut_off(last, new.agency_months_after, new.agency_day):
                raise ReportingRefused("rule")


def _told(obligation: Obligation) -> dict[str, Any]:
    """The rule as the audit's JSON takes it."""
    names = (
        *("name", "recipient", "frequency", "numbers", "unit_months_after", "unit_day"),
        *("agency_reports", "agency_months_after", "agency_day", "opens_before", "counted"),
    )
    days = {name: getattr(obligation, name) for name in ("starts_on", "ends_on")}
    return {
        **{name: getattr(obligation, name) for name in names},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "form": obligation.form_id,
    }


def _record(
    user: User | None,
    action: str,
    obligation: Obligation,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    record_event(
        user,
        action,
        ("report_obligation", obligation.pk),
        agency_id=obligation.agency_id,
        before=before,
        after=after,
    )
