"""What the first page says: where the index stands, what may be lost, what is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission, Role
from parindex.assessments.constants import ScoreStatus
from parindex.assessments.queries import Overview, Standing, overview
from parindex.assessments.targets import Targets, targets_of
from parindex.assignments.queries.tasks import (
    TIMINGS,
    TaskCounts,
    TaskFilter,
    task_counts_by_unit,
    tasks_of,
)
from parindex.organisations.queries import units_of
from parindex.rounds.queries import last_result
from parindex.web.charts import Chart, Series
from parindex.web.dossier_tiles import DossierTiles, dossier_tiles
from parindex.web.scoring_tree import TreeFilter
from parindex.web.statuses import task_status
from parindex.web.task_list import LEAD, WITHOUT_UNIT
from parindex.web.templatetags.formats import number, spoken, vndate

if TYPE_CHECKING:
    from datetime import date

    from parindex.assessments.models import Assessment, IndexResult
    from parindex.assignments.models import Task
    from parindex.organisations.models import Unit
    from parindex.rounds.models import Result
    from parindex.web.views.desk import Desk

COMPONENTS_SHOWN = 10
TASKS_SHOWN = 6


@dataclass(frozen=True)
class DueTask:
    """An open task that is late or due soon; ``days`` late, or left when not late."""

    task: Task
    status: str
    days: int

    @property
    def is_late(self) -> bool:
        return self.status == "overdue"


@dataclass(frozen=True)
class CountCell:
    """A count of tasks with the list it opens."""

    timing: str
    count: int
    url: str


@dataclass(frozen=True)
class UnitLine:
    """A unit (None: nobody yet) with its points at risk and its tasks, each with its list."""

    unit: Unit | None
    at_risk: Decimal
    risk_url: str
    cells: tuple[CountCell, ...]


@dataclass(frozen=True)
class HomePage:
    """The agency at a glance; ``own`` and ``unit`` where the page is about a unit first."""

    agency: Overview
    own: Overview
    unit: Unit | None
    unit_lines: tuple[UnitLine, ...]
    late: tuple[DueTask, ...]
    soon: tuple[DueTask, ...]
    late_count: int
    soon_count: int
    asks_today: bool
    chart: Chart
    # Of the newest round concluded before the year; None before the first.
    last_result: Result | None
    may_aim: bool
    # None where there is no dossier that the person sees.
    dossiers: DossierTiles | None
    # Who receives dossiers sees them before anything else.
    dossiers_first: bool

    @property
    def at_risk_shown(self) -> tuple:
        return self.own.at_risk[:COMPONENTS_SHOWN]

    @property
    def due(self) -> tuple[DueTask, ...]:
        """What is late, then what falls due soon."""
        return (*self.late, *self.soon)

    @property
    def late_url(self) -> str:
        return tasks_address(self.unit, "late")

    @property
    def risk_url(self) -> str:
        return risk_address(self.unit)

    @property
    def missing(self) -> int:
        """Components of the page's subject without any figure so far."""
        return sum(1 for risk in self.own.at_risk if risk.standing.status == ScoreStatus.MISSING)

    @property
    def aims(self) -> Targets:
        """What the agency aims at."""
        return targets_of(self.agency.assessment)

    @property
    def to_target(self) -> Decimal | None:
        """Index points by which the expected index misses its target; negative when beyond it."""
        expected: IndexResult = self.agency.results["year_end"]
        target = self.aims.index
        if expected.index is None or target is None:
            return None
        return target - expected.index

    @property
    def beyond_target(self) -> Decimal | None:
        return None if self.to_target is None or self.to_target > 0 else -self.to_target

    @property
    def expected_loss(self) -> Decimal:
        return self.own.total.maximum - self.own.total.year_end


def home_page(desk: Desk, assessment: Assessment) -> HomePage:
    """The first page of the person: of the own unit first where the role is a unit's."""
    access, unit = desk.access, desk.access.own_unit
    whole = overview(access, assessment)
    units = units_of(desk.agency)
    unit_id = unit.pk if unit else None
    late = list(tasks_of(access, assessment.year, TaskFilter(unit_id=unit_id, timing="late")))
    soon = list(tasks_of(access, assessment.year, TaskFilter(unit_id=unit_id, timing="soon")))
    return HomePage(
        agency=whole,
        own=overview(access, assessment, unit) if unit else whole,
        unit=unit,
        unit_lines=_unit_lines(units, whole, task_counts_by_unit(access, assessment.year, units)),
        late=tuple(_due(task, desk.today) for task in late[:TASKS_SHOWN]),
        soon=tuple(_due(task, desk.today) for task in soon[:TASKS_SHOWN]),
        late_count=len(late),
        soon_count=len(soon),
        asks_today=unit is not None or Role.PAR_OFFICER in access.roles,
        chart=_loss_chart(whole),
        last_result=last_result(access, assessment.year),
        may_aim=access.may(Permission.SET_TARGETS),
        dossiers=dossier_tiles(desk),
        dossiers_first=Role.ONE_STOP_OFFICER in access.roles,
    )


def tasks_address(unit: Unit | None, timing: str) -> str:
    """The task list narrowed to a timing, and to a unit where there is one."""
    narrowed = {"unit": unit.key} if unit else {}
    return f"{reverse('tasks')}?{urlencode({**narrowed, 'timing': timing})}"


def risk_address(unit: Unit | None) -> str:
    """The scoring tree narrowed to what is not secured, and to a unit where there is one."""
    return reverse("scoring") + TreeFilter("", unit.key if unit else "", True).query


def _unit_lines(
    units: Sequence[Unit], whole: Overview, counts: Sequence[TaskCounts]
) -> tuple[UnitLine, ...]:
    """Every unit in its order; last what has no unit yet, when there is anything."""
    at_risk = {unit.pk if unit else None: points for unit, points in whole.at_risk_by_unit}
    counted = {count.unit.pk if count.unit else None: count for count in counts}
    nobody = [None] if None in at_risk or None in counted else []
    return tuple(_unit_line(unit, at_risk, counted) for unit in [*units, *nobody])


def _unit_line(
    unit: Unit | None,
    at_risk: Mapping[int | None, Decimal],
    counted: Mapping[int | None, TaskCounts],
) -> UnitLine:
    key = unit.pk if unit else None
    counts = counted.get(key) or TaskCounts(unit, 0, 0, 0, 0)
    return UnitLine(
        unit=unit,
        at_risk=at_risk.get(key, Decimal(0)),
        risk_url=risk_address(unit),
        cells=tuple(
            CountCell(timing, getattr(counts, timing), _list_address(unit, timing))
            for timing in TIMINGS
        ),
    )


def _list_address(unit: Unit | None, timing: str) -> str:
    """Exactly the tasks that the count counts: a unit's as the one in charge."""
    whose = {"unit": unit.key, "part": LEAD} if unit else {"unit": WITHOUT_UNIT}
    return f"{reverse('tasks')}?{urlencode({**whose, 'timing': timing})}"


def _due(task: Task, today: date) -> DueTask:
    # Only tasks with a deadline are late or due soon.
    days = abs((today - task.due_on).days) if task.due_on else 0
    return DueTask(task, task_status(task, today), days)


def _loss_chart(whole: Overview) -> Chart:
    standings: list[Standing] = [row.standing for row in whole.areas]
    note = _("Bars add up to each area's maximum, in brackets.")
    if whole.as_of:
        as_of = _("Figures as on %(day)s.") % {"day": vndate(whole.as_of)}
        note = f"{note} {as_of}"
    return Chart(
        key="where-points-are-lost",
        question=_("Where are points being lost?"),
        kind="bars",
        categories=[
            f"{row.node.code}. {spoken(row.node.label)} ({number(row.standing.maximum)})"
            for row in whole.areas
        ],
        series=[
            Series(_("Achieved"), [standing.so_far for standing in standings]),
            Series(
                _("Still possible"), [standing.still_possible for standing in standings], "second"
            ),
            Series(
                _("Expected to be lost"),
                [_lost(standing) for standing in standings],
                "context",
            ),
        ],
        unit=_("points"),
        stacked=True,
        note=note,
    )


def _lost(standing: Standing) -> Decimal:
    return standing.maximum - standing.so_far - standing.still_possible
