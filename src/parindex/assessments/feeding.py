"""What fills each component of a year: the measure that counts it, or people by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parindex.assessments.constants import Horizon
from parindex.assessments.models import Assessment, VariableValue
from parindex.editions.measures import measure_of
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.organisations.models import Agency
    from parindex_core.framework import Component

BY_HAND = "hand"


@dataclass(frozen=True)
class Feeding:
    """A component with what fills it.

    ``fed_by``: the measure's name, or ``BY_HAND``. ``variables``: what it counts now, of which
    ``rows`` facts, true of the day ``as_of``; by hand what was entered. Empty, 0 and None where
    nothing is recorded.
    """

    component: Component
    fed_by: str
    variables: Mapping[str, str]
    rows: int
    as_of: date | None


def feeding_of(agency: Agency, year: int) -> list[Feeding]:
    """Every component of an agency's year, in the framework's order, counted anew now.

    For the installation itself: it asks nobody's permission.

    :raises Assessment.DoesNotExist: when the agency has not opened the year.
    """
    assessment = Assessment.objects.select_related("edition").get(agency=agency, year=year)
    entered: dict[str, list[VariableValue]] = {}
    for value in VariableValue.objects.filter(assessment=assessment, horizon=Horizon.SO_FAR):
        entered.setdefault(value.component_key, []).append(value)
    today = working_date(agency)
    return [
        _feeding(component, agency, year, today, entered.get(component.key, []))
        for component in framework_of(assessment.edition).components
    ]


def _feeding(
    component: Component, agency: Agency, year: int, today: date, entered: list[VariableValue]
) -> Feeding:
    measure = measure_of(component.key)
    if measure is None:
        values = {value.variable: value.value for value in entered}
        day = max((value.as_of for value in entered), default=None)
        return Feeding(component, BY_HAND, values, 0, day)
    count = measure.count(agency, year, today)
    if count is None:
        return Feeding(component, measure.name, {}, 0, None)
    return Feeding(component, measure.name, dict(count.values), count.rows, count.as_of)
