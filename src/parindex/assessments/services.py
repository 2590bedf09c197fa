"""Writing of assessments: opening a year, entering values, computing what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assessments.computing import Figures, compute_components, compute_index
from parindex.assessments.constants import Horizon
from parindex.assessments.counting import fill_from_count
from parindex.assessments.entry import EntryClosed, require_open_entry
from parindex.assessments.models import Assessment, ComponentOwner, VariableValue
from parindex.assessments.opening import open_assessments
from parindex.assessments.recomputing import (
    EditionDoesNotContinue,
    adopt_edition,
    changed_components,
)
from parindex.assessments.targets import (
    Targets,
    TargetsChangedMeanwhile,
    TargetsRefused,
    set_targets,
)
from parindex.assessments.values import core_values
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_moment
from parindex_core.scoring import score_component

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency, Unit
    from parindex_core.framework import Component

__all__ = [
    "EditionDoesNotContinue",
    "EntryClosed",
    "Origin",
    "Targets",
    "TargetsChangedMeanwhile",
    "TargetsRefused",
    "ValuesChangedMeanwhile",
    "adopt_edition",
    "changed_components",
    "enter_values",
    "load_values",
    "open_assessment",
    "open_assessments",
    "set_targets",
    "values_of_component",
]


class ValuesChangedMeanwhile(Exception):
    """Somebody else saved the component after the person opened it.

    ``present``: the values as they now stand.
    """

    def __init__(self, present: Mapping[str, str]) -> None:
        super().__init__("values changed meanwhile")
        self.present = dict(present)


@dataclass(frozen=True)
class Origin:
    """Where values come from and the day they are true of."""

    as_of: date
    source: str = ""
    is_illustrative: bool = False


def open_assessment(
    agency: Agency, year: int, edition: Edition, units: list[Unit], target_index: Decimal | None
) -> Assessment:
    """Open an agency's year: each component goes to the unit that has its function."""
    opened = open_assessments(year, edition, {agency: units}, {agency.pk: Targets(target_index)})
    return opened[agency.pk]


@transaction.atomic
def enter_values(
    access: Access,
    assessment: Assessment,
    component: Component,
    horizon: Horizon,
    values: Mapping[str, str],
    origin: Origin,
    *,
    seen: Mapping[str, str],
) -> None:
    """Enter a component's values by hand and compute its points and the index anew.

    ``values`` are stored forms (see ``values.stored_values``); none at all takes the component
    back to what its measure counts, or to “no figures yet”. ``seen``: the values that the person
    had before them.

    :raises PermissionRefused: unless the person enters values for the component's unit, in an
        assessment of the agency.
    :raises EntryClosed: once the component was handed in, the deadline passed or all is submitted.
    :raises ValuesRefused: of the core, when values are missing or contradict each other.
    :raises ValuesChangedMeanwhile: when the values are no longer those seen.
    """
    require_own(access, assessment)
    owner = ComponentOwner.objects.filter(
        assessment=assessment, component_key=component.key
    ).first()
    require(access, Permission.ENTER_VALUES, owner.unit_id if owner else None)
    # One writer of an assessment at a time: the index is a sum over all of it.
    locked = Assessment.objects.select_for_update().select_related("edition").get(pk=assessment.pk)
    require_open_entry(locked, component.key, working_moment(access.agency))
    present = values_of_component(locked, component.key, horizon)
    if dict(seen) != present:
        raise ValuesChangedMeanwhile(present)
    if dict(values) == present and not origin.source:
        return
    _write_component(locked, component, horizon, values, origin, access.user)
    compute_index(locked, framework_of(locked.edition))
    record_event(
        access.user,
        "enter_values",
        ("component", locked.component_target(component.key)),
        agency_id=locked.agency_id,
        before={"horizon": horizon.value, "values": present},
        after={
            "horizon": horizon.value,
            "values": values_of_component(locked, component.key, horizon),
        },
        reason=origin.source,
    )


@transaction.atomic
def load_values(
    assessment: Assessment,
    horizon: Horizon,
    values: Mapping[str, Mapping[str, str]],
    origin: Origin,
) -> None:
    """Load values of many components at once (``{component key: {variable: stored form}}``).

    :raises ValuesRefused: of the core; nothing is then written.
    """
    framework = framework_of(assessment.edition)
    for key, of_component in values.items():
        component = framework.component(key)
        _write_component(assessment, component, horizon, of_component, origin, None)
        record_event(
            None,
            "load_values",
            ("component", assessment.component_target(component.key)),
            agency_id=assessment.agency_id,
            after={"horizon": horizon.value, "values": dict(of_component)},
            reason=origin.source,
        )
    compute_index(assessment, framework)


def values_of_component(
    assessment: Assessment, component_key: str, horizon: Horizon
) -> dict[str, str]:
    """The stored values of a component at a horizon."""
    found = VariableValue.objects.filter(
        assessment=assessment, component_key=component_key, horizon=horizon
    )
    return dict(found.values_list("variable", "value"))


def _write_component(
    assessment: Assessment,
    component: Component,
    horizon: Horizon,
    values: Mapping[str, str],
    origin: Origin,
    user: User | None,
) -> None:
    if values:
        # The core refuses what is missing or contradictory before anything is written.
        score_component(component, core_values(component, values))
    written = VariableValue.objects.filter(
        assessment=assessment, component_key=component.key, horizon=horizon
    )
    written.delete()
    VariableValue.objects.bulk_create(
        VariableValue(
            assessment=assessment,
            component_key=component.key,
            variable=name,
            horizon=horizon,
            value=value,
            as_of=origin.as_of,
            source=origin.source,
            is_illustrative=origin.is_illustrative,
            entered_by=user,
        )
        for name, value in values.items()
    )
    if not values and horizon == Horizon.SO_FAR:
        fill_from_count(assessment, component)
    so_far, year_end = (
        values_of_component(assessment, component.key, horizon)
        for horizon in (Horizon.SO_FAR, Horizon.YEAR_END)
    )
    compute_components(assessment, [Figures(component, so_far, year_end)])
