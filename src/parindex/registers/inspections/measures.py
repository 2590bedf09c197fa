"""The measures that inspections give: 1.4.1 and 1.4.2 on reform, 2.3.1 and 2.3.2 on laws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.organisations.queries import units_of
from parindex.registers.counting import Counted, CountedEntries, Counting, measure
from parindex.registers.inspections.constants import Kind, State
from parindex.registers.inspections.models import Inspection, InspectionFinding
from parindex.registers.inspections.queries.visits import units_by_name
from parindex_tables.columns import compact

if TYPE_CHECKING:
    from django.db import models

    from parindex.organisations.models import Agency

UNITS, RESOLVED = "inspections.units", "inspections.resolved"
MONITORED, HANDLED = "inspections.monitored", "inspections.handled"
_INSPECTIONS = gettext_lazy("Register of inspections")
_FINDINGS = gettext_lazy("Register of inspections' findings")


def units_inspected(agency: Agency, year: int, today: date) -> list[Counted]:
    """The inspections of reform in a year: the first of each unit is ``inspected``.

    That unit is one of the ``total``, too; ``with_every_unit`` adds those that nobody visited.
    """
    in_year = Q(held_on__year=year) | Q(held_on=None, year=year)
    found = _inspections(agency, Kind.REFORM).filter(in_year).select_related("agency")
    known, counted, facts = units_by_name(agency), dict[int, str](), []
    for entry in sorted(found, key=lambda one: one.held_on or date.max):
        unit = known.get(compact(entry.visited))
        if entry.held_on is None:
            facts.append(Counted(entry, left_out=_("not held yet")))
        elif not entry.minutes_number:
            facts.append(Counted(entry, left_out=_("held, no minutes yet")))
        elif unit is None:
            facts.append(Counted(entry, left_out=_("no unit of the agency is called so")))
        elif unit.pk in counted:
            words = _("its unit is counted by %(code)s") % {"code": counted[unit.pk]}
            facts.append(Counted(entry, left_out=words))
        else:
            counted[unit.pk] = entry.code
            facts.append(Counted(entry, {"inspected": 1, "total": 1}))
    return facts


def with_every_unit(facts: Sequence[Counted]) -> Mapping[str, str]:
    """How many units were inspected, of how many that the agency has."""
    inspected = sum(bool(fact.adds) for fact in facts)
    return {"inspected": str(inspected), "total": str(len(units_of(facts[0].entry.agency)))}


def plan_monitored(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """The monitoring of a year's plan: ``planned``, with minutes until its end ``completed``."""
    planned = _inspections(agency, Kind.LAW).filter(year=year)
    return CountedEntries(planned, partial(_monitored, year=year))


def issues_resolved(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """What the inspections of reform found in a year: ``found``, then ``resolved``."""
    return _findings(agency, year, Kind.REFORM, "resolved")


def issues_handled(agency: Agency, year: int, today: date) -> Sequence[Counted]:
    """What the monitoring of laws found in a year: ``found``, then ``handled``."""
    return _findings(agency, year, Kind.LAW, "handled")


def _inspections(agency: Agency, kind: Kind) -> models.QuerySet[Inspection]:
    found = Inspection.objects.filter(agency=agency, withdrawn_at=None, kind=kind)
    return found.order_by("year", "number")


def _is_completed(entry: Inspection, year: int) -> bool:
    is_concluded = entry.state == State.CONCLUDED
    return is_concluded and entry.held_on is not None and entry.held_on.year <= year


def _monitored(entry: Inspection, year: int) -> Counted:
    is_completed = _is_completed(entry, year)
    return Counted(entry, {"planned": 1, "completed": 1} if is_completed else {"planned": 1})


def _findings(agency: Agency, year: int, kind: Kind, done: str) -> Sequence[Counted]:
    found = InspectionFinding.objects.filter(agency=agency, withdrawn_at=None, year=year, kind=kind)
    visits = {one.code for one in _inspections(agency, kind)}
    return CountedEntries(found.order_by("number"), partial(_found, visits=visits, done=done))


def _found(entry: InspectionFinding, visits: set[str], done: str) -> Counted:
    if entry.inspection and entry.inspection not in visits:
        words = _("no inspection of this kind has the code %(code)s")
        return Counted(entry, left_out=words % {"code": entry.inspection})
    if entry.handled_on is not None and entry.handled_on.year <= entry.year:
        return Counted(entry, {"found": 1, done: 1})
    return Counted(entry, {"found": 1})


FINDING_MEASURES = (
    measure(
        Counting(
            RESOLVED,
            "inspection_findings_resolved",
            _FINDINGS,
            ("resolved", "found"),
            issues_resolved,
        )
    ),
    measure(
        Counting(HANDLED, "monitoring_handled", _FINDINGS, ("handled", "found"), issues_handled)
    ),
)
# A visit taken out, or of another kind now, takes what it found along.
INSPECTION_MEASURES = (
    measure(
        Counting(
            UNITS,
            "units_inspected",
            _INSPECTIONS,
            ("inspected", "total"),
            units_inspected,
            values=with_every_unit,
        )
    ),
    measure(
        Counting(
            MONITORED,
            "monitoring_plan_completion",
            _INSPECTIONS,
            ("completed", "planned"),
            plan_monitored,
        )
    ),
    *FINDING_MEASURES,
)
