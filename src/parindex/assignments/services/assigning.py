"""Making tasks: of a directive, of the year's plan, by hand; one for each day of what recurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require
from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.due_days import due_day
from parindex.assignments.models import PlanGoal, Series, Task, TaskComponent
from parindex.assignments.origins import origin_of
from parindex.assignments.recounting import recount
from parindex.assignments.search import search_text
from parindex.audit.services import record_event
from parindex.calendars.queries import working_calendar
from parindex.organisations.queries import working_date
from parindex_core.directives.occurrences import occurrences

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.assignments.models import Directive
    from parindex.organisations.models import Agency, Unit
    from parindex_core.directives.reading import Recurrence
    from parindex_core.vietnamese.working_days import WorkingCalendar


class UnitElsewhere(ValueError):
    """A task was to go to a unit of another agency."""


class TaskRefused(ValueError):
    """The task cannot be assigned so; the message says which field."""


@dataclass(frozen=True)
class NewTask:
    """A task as an officer assigns it.

    ``recurrence`` with ``day``: as the reader of directives has them; a ``deadline`` takes their
    place. ``origin`` None: what the directive says, without one the year's plan.
    """

    action: str
    unit: Unit | None
    item_number: str = ""
    span: tuple[int, int] | None = None
    partners: Sequence[Unit] = ()
    product: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    target: str = ""
    component_keys: Sequence[str] = field(default_factory=tuple)
    recurrence: str = ""
    day: int | None = None
    origin: Origin | None = None
    goal: PlanGoal | None = None


@dataclass(frozen=True)
class _Making:
    """Whose tasks are made, for which year, from what, by whom."""

    agency: Agency
    year: int
    directive: Directive | None
    user: User | None
    calendar: WorkingCalendar
    is_illustrative: bool = False


@transaction.atomic
def assign_task(access: Access, year: int, new: NewTask) -> list[Task]:
    """Assign work that no paper in the product gave; what recurs becomes several tasks.

    :raises PermissionRefused: unless the person assigns tasks.
    :raises UnitElsewhere: when the unit or a partner is not the agency's.
    :raises TaskRefused: without words, with a deadline of another year, or under a goal that is not
        of the year's plan.
    """
    require(access, Permission.ASSIGN_TASKS)
    if not new.action.strip():
        raise TaskRefused("action")
    if new.deadline is not None and new.deadline.year != year:
        raise TaskRefused("deadline")
    if new.goal is not None:
        # Nobody deletes it before the task stands in it.
        goals = PlanGoal.objects.select_for_update(no_key=True)
        is_of_year = goals.filter(pk=new.goal.pk, agency=access.agency, year=year).first()
        if is_of_year is None or new.origin not in (None, Origin.PLAN):
            raise TaskRefused("goal")
    return make_tasks(access.agency, year, [new], None, access.user)


@transaction.atomic
def load_plan_tasks(
    agency: Agency, year: int, tasks: Sequence[NewTask], *, is_illustrative: bool = False
) -> list[Task]:
    """Load tasks of a year that no directive in the product gave."""
    made = make_tasks(agency, year, tasks, None, None, is_illustrative=is_illustrative)
    record_event(
        None, "load_plan_tasks", ("agency", agency.pk), after={"tasks": [t.pk for t in made]}
    )
    return made


@transaction.atomic
def load_progress(progress: Mapping[int, tuple[TaskState, date | None]]) -> None:
    """Set illustrative states of a demonstration's tasks, marked as such (by the task's id)."""
    tasks = list(Task.objects.filter(pk__in=progress).select_related("agency"))
    for task in tasks:
        task.state, task.done_on = progress[task.pk]
        task.is_illustrative = True
    Task.objects.bulk_update(tasks, ["state", "done_on", "is_illustrative"])
    for task in tasks:
        record_event(
            None,
            "load_progress",
            ("task", task.pk),
            agency_id=task.agency_id,
            after={"state": task.state},
        )
    for agency, year in {(task.agency, task.year) for task in tasks}:
        recount(agency, year, Origin.values)


def make_tasks(
    agency: Agency,
    year: int,
    tasks: Sequence[NewTask],
    directive: Directive | None,
    user: User | None,
    *,
    is_illustrative: bool = False,
) -> list[Task]:
    """Make the tasks of one paper or plan, in the caller's transaction.

    :raises UnitElsewhere: when a unit or a partner is not the agency's.
    """
    making = _Making(agency, year, directive, user, working_calendar(), is_illustrative)
    made = [task for new in tasks for task in _of_each_day(making, new)]
    recount(agency, year, (task.origin for task in made))
    return made


def _of_each_day(making: _Making, new: NewTask) -> list[Task]:
    days = _days(making, new)
    if not days:
        return [_create(making, new, new.deadline, None)]
    series = Series.objects.create(
        agency=making.agency,
        recurrence=new.recurrence,
        day=new.day,
        text=new.deadline_text[:200],
    )
    return [_create(making, new, day, series) for day in days]


def _days(making: _Making, new: NewTask) -> list[date]:
    """The days of what recurs, from the paper's arrival to the year's end."""
    if not new.recurrence or new.deadline is not None:
        return []
    # Nobody can be late with what was due before the paper was there.
    paper = making.directive
    begun = paper.received_on or paper.issued_on if paper else working_date(making.agency)
    first = max(begun or date(making.year, 1, 1), date(making.year, 1, 1))
    recurrence = cast("Recurrence", new.recurrence)
    return occurrences(recurrence, new.day, first, date(making.year, 12, 31))


def _create(making: _Making, new: NewTask, deadline: date | None, series: Series | None) -> Task:
    charged = [*new.partners, new.unit] if new.unit else new.partners
    if any(unit.agency_id != making.agency.pk for unit in charged):
        raise UnitElsewhere(new.action)
    task = Task.objects.create(
        agency=making.agency,
        year=making.year,
        origin=new.origin or origin_of(making.directive, making.agency),
        directive=making.directive,
        item_number=new.item_number,
        goal=new.goal,
        span_start=new.span[0] if new.span else None,
        span_end=new.span[1] if new.span else None,
        unit=new.unit,
        action=new.action,
        search_text=search_text(new.action, new.product),
        product=new.product[:300],
        series=series,
        deadline=deadline,
        deadline_text=new.deadline_text[:200],
        due_on=due_day(making.calendar, deadline),
        target=new.target[:200],
        is_illustrative=making.is_illustrative,
    )
    TaskComponent.objects.bulk_create(
        TaskComponent(task=task, component_key=key) for key in new.component_keys
    )
    if new.partners:
        task.partners.set(new.partners)
    record_event(
        making.user,
        "assign_task",
        ("task", task.pk),
        agency_id=making.agency.pk,
        after={
            "unit": new.unit.key if new.unit else None,
            "deadline": deadline.isoformat() if deadline else None,
        },
    )
    return task
