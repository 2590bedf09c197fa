"""The morning's reminders: who is told of which task and of what else falls due, once."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parindex.accounts.constants import Role
from parindex.accounts.queries import active_role_holders
from parindex.assignments.constants import OPEN_STATES
from parindex.assignments.due_days import due_day
from parindex.assignments.escalation import Ladder, People, furthest
from parindex.assignments.models import Notice, Task
from parindex.assignments.queries.notices import shown_to
from parindex.assignments.recounting import recount
from parindex.calendars.due import due_sources
from parindex.calendars.queries import working_calendar
from parindex.organisations.queries import all_agencies

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assignments.escalation import Reach
    from parindex.jobs.progress import JobProgress
    from parindex.organisations.models import Agency
    from parindex_core.vietnamese.working_days import WorkingCalendar

_BATCH = 500


def remind_everybody(day: date, progress: JobProgress) -> int:
    """Write the notices of a morning for every agency; how many it has in all.

    Run again it adds nothing: a notice is unique by person, task or item, rung and day.
    """
    calendar = working_calendar()
    agencies = all_agencies()
    for number, agency in enumerate(agencies):
        progress.report(number, len(agencies), agency.name)
        remind_agency(agency, day, calendar)
    return Notice.objects.filter(sent_on=day).count()


def remind_agency(agency: Agency, day: date, calendar: WorkingCalendar) -> None:
    """The notices of one agency, in one transaction; none on a day off."""
    today = agency.demonstration_date or day
    if not calendar.is_working_day(today):
        return
    settle_due_days(agency, calendar)
    with transaction.atomic():
        notices = _notices(agency, today, day, calendar)
        Notice.objects.bulk_create(notices, batch_size=_BATCH, ignore_conflicts=True)


@transaction.atomic
def settle_due_days(agency: Agency, calendar: WorkingCalendar) -> int:
    """Move open tasks whose day a corrected calendar makes another; how many were moved."""
    tasks = Task.objects.filter(agency=agency, state__in=OPEN_STATES, due_on__isnull=False)
    # Few days, many tasks: each pair of days is looked at once.
    days = tasks.order_by().values_list("deadline", "extended_to", "due_on").distinct()
    touched: set[tuple[int, str]] = set()
    moved = 0
    for deadline, extended_to, due_on in list(days):
        present = due_day(calendar, deadline, extended_to)
        if present == due_on:
            continue
        of_day = tasks.filter(deadline=deadline, extended_to=extended_to, due_on=due_on)
        touched |= set(of_day.order_by().values_list("year", "origin").distinct())
        moved += of_day.update(due_on=present, version=F("version") + 1)
    for year in {year for year, _origin in touched}:
        recount(agency, year, {origin for of_year, origin in touched if of_year == year})
    return moved


def _notices(agency: Agency, today: date, day: date, calendar: WorkingCalendar) -> Iterator[Notice]:
    people, ladder = _people(agency, today.year), Ladder(calendar, today)
    until = furthest(calendar, today)
    tasks = Task.objects.filter(agency=agency, state__in=OPEN_STATES, due_on__lte=until)
    columns = tasks.order_by("id").values_list("id", "unit_id", "person_id", "due_on")
    of_morning = _Morning(agency, today, day)
    for task_id, unit_id, person_id, due_on in columns:
        reach = ladder.reach(due_on)
        if reach is not None:
            told = people.told_of_task(unit_id, person_id, reach)
            yield from of_morning.notices(told, due_on, reach, task_id=task_id)
    for source in due_sources():
        for item in source.open_until(agency, today, until):
            reach = ladder.reach(item.due_on)
            if reach is not None:
                told = item.people
                if told is None:
                    told = people.told_of_item(item.unit_id, reach)
                yield from of_morning.notices(
                    told, item.due_on, reach, kind=item.kind, item=item.item_id
                )


@dataclass(frozen=True)
class _Morning:
    """A morning of an agency: ``today`` in its days, ``day`` by the server's clock."""

    agency: Agency
    today: date
    day: date

    def notices(self, told: Set[int], due_on: date, reach: Reach, **about: Any) -> Iterator[Notice]:
        for person_id in sorted(told):
            yield Notice(
                person_id=person_id,
                agency=self.agency,
                rung=reach.rung,
                due_on=due_on,
                step_on=reach.step_on,
                day=self.today,
                sent_on=self.day,
                **about,
            )


def _people(agency: Agency, year: int) -> People:
    """Who is told in an agency, by the roles of the year; one query."""
    heads: dict[int, set[int]] = {}
    fillers: dict[int, set[int]] = {}
    directors, officers, active = set(), set(), set()
    for role, unit_id, user_id in active_role_holders(agency, year):
        active.add(user_id)
        if role == Role.UNIT_HEAD and unit_id is not None:
            heads.setdefault(unit_id, set()).add(user_id)
        elif role == Role.UNIT_OFFICER and unit_id is not None:
            fillers.setdefault(unit_id, set()).add(user_id)
        elif role == Role.DIRECTOR:
            directors.add(user_id)
        elif role == Role.PAR_OFFICER:
            officers.add(user_id)
    return People(
        {unit_id: frozenset(ids) for unit_id, ids in fillers.items()},
        {unit_id: frozenset(ids) for unit_id, ids in heads.items()},
        frozenset(directors),
        frozenset(officers),
        frozenset(active),
    )


@transaction.atomic
def mark_read(access: Access) -> int:
    """Take the person's notices of the agency as read, those that are shown; how many were not.

    :raises PermissionRefused: unless a role opens the agency to the person.
    """
    return shown_to(access).filter(read_at=None).update(read_at=timezone.now())
