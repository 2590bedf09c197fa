"""Reading assessments: the overview, the tree, one component."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_own, require_view
from parindex.assessments.constants import Horizon
from parindex.assessments.models import (
    Assessment,
    ComponentCount,
    ComponentOwner,
    ComponentScore,
    IndexResult,
    VariableValue,
)
from parindex.assessments.standings import Standing, Standings, TreeRow
from parindex.audit.queries import history
from parindex.editions.measures import MeasureRows, measure_of
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_date
from parindex_core.framework import Component

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.audit.models import AuditEvent
    from parindex.organisations.models import Agency, Unit
    from parindex_core.framework import Framework, Label, Node


@dataclass(frozen=True)
class AtRisk:
    """A component that has points not yet secured."""

    component: Component
    owner: Unit | None
    standing: Standing


@dataclass(frozen=True)
class Overview:
    """An assessment at a glance; of one unit's components when asked for one."""

    assessment: Assessment
    results: dict[str, IndexResult]
    total: Standing
    areas: tuple[TreeRow, ...]
    at_risk: tuple[AtRisk, ...]
    at_risk_by_unit: tuple[tuple[Unit | None, Decimal], ...]
    notice: Label | None
    is_illustrative: bool
    # The newest day that a value so far is true of; None while there is none.
    as_of: date | None


@dataclass(frozen=True)
class VariableLine:
    """A variable of a component with its values so far and as expected at the year's end."""

    name: str
    label: Label
    question: Label
    unit: Label | None
    type: str
    options: dict[str, Label]
    register: str
    so_far: VariableValue | None
    year_end: VariableValue | None


@dataclass(frozen=True)
class ComponentPanel:
    """Everything that a screen says of one component."""

    assessment: Assessment
    component: Component
    parents: tuple[Node, ...]
    owner: Unit | None
    standing: Standing
    scores: dict[str, ComponentScore]
    variables: tuple[VariableLine, ...]
    # What a measure last counted; None where people enter the figures.
    count: ComponentCount | None
    history: list[AuditEvent]

    def values(self, horizon: Horizon) -> dict[str, str]:
        """The stored values at a horizon, as the form saw them."""
        lines = (getattr(line, horizon.value) for line in self.variables)
        return {value.variable: value.value for value in lines if value is not None}


def latest_assessment(agency: Agency) -> Assessment | None:
    """The agency's assessment of its newest year."""
    found = Assessment.objects.filter(agency=agency).select_related("agency", "edition")
    return found.order_by("-year").first()


def open_assessments() -> list[Assessment]:
    """The years of all agencies that measures may still change, with their agencies."""
    found = Assessment.objects.filter(is_frozen=False).select_related("agency")
    return list(found.order_by("agency__key", "-year"))


def assessment_by_id(assessment_id: int) -> Assessment | None:
    """An assessment, if there is one; the caller asks who wants to know."""
    found = Assessment.objects.filter(pk=assessment_id).select_related("agency", "edition")
    return found.first()


def assessments_of_year(agency_ids: Iterable[int], year: int) -> dict[int, Assessment]:
    """The assessments of agencies in a year, by agency id; for an app above, which asks who."""
    found = Assessment.objects.filter(agency__in=list(agency_ids), year=year)
    return {one.agency_id: one for one in found.select_related("agency", "edition")}


def counts_so_far(assessment: Assessment, keys: Collection[str]) -> dict[str, ComponentCount]:
    """What measures last counted for these components, by key; one query.

    They are counted anew whenever their facts change, and each night. For an app above, which asks
    who wants to know.
    """
    found = ComponentCount.objects.filter(assessment=assessment, component_key__in=keys)
    return {count.component_key: count for count in found}


def scores_so_far(
    assessment: Assessment, keys: Collection[str] | None = None
) -> dict[str, ComponentScore]:
    """The scores so far of every component, or of those asked for, by key; one query.

    For an app above, which asks who wants to know.
    """
    found = ComponentScore.objects.filter(assessment=assessment, horizon=Horizon.SO_FAR)
    if keys is not None:
        found = found.filter(component_key__in=keys)
    return {score.component_key: score for score in found}


def points_so_far(
    assessment_ids: Collection[int], keys: Collection[str]
) -> dict[tuple[int, str], Decimal | None]:
    """The points so far of components of many assessments, by assessment id and key; one query.

    For an app above, which asks who wants to know.
    """
    found = ComponentScore.objects.filter(
        assessment__in=list(assessment_ids), component_key__in=keys, horizon=Horizon.SO_FAR
    )
    rows = found.order_by("assessment", "component_key")
    return {
        (assessment_id, key): points
        for assessment_id, key, points in rows.values_list("assessment", "component_key", "points")
    }


def present_values(
    access: Access, assessment: Assessment, horizon: Horizon
) -> dict[str, dict[str, VariableValue]]:
    """The values of every component at a horizon, by key and variable; one query.

    :raises PermissionRefused: unless the person sees the agency, whose assessment it is.
    """
    _require_seen(access, assessment)
    found: dict[str, dict[str, VariableValue]] = {}
    for value in VariableValue.objects.filter(assessment=assessment, horizon=horizon):
        found.setdefault(value.component_key, {})[value.variable] = value
    return found


def overview(access: Access, assessment: Assessment, unit: Unit | None = None) -> Overview:
    """The assessment at a glance, its losses first; 4 queries beside the access.

    :raises PermissionRefused: unless the person sees the agency, whose assessment it is.
    """
    _require_seen(access, assessment)
    standing = Standings(assessment)
    framework = framework_of(assessment.edition)
    components = [
        component
        for component in framework.components
        if unit is None or standing.owner_id(component.key) == unit.pk
    ]
    at_risk = [
        AtRisk(component, standing.owners.get(component.key), standing.of(component))
        for component in components
        if standing.of(component).at_risk > 0
    ]
    at_risk.sort(key=lambda risk: (-risk.standing.at_risk, risk.component.code))
    return Overview(
        assessment=assessment,
        results={r.horizon: r for r in IndexResult.objects.filter(assessment=assessment)},
        total=standing.sum(components),
        areas=tuple(standing.row(area, 0) for area in framework.areas),
        at_risk=tuple(at_risk),
        at_risk_by_unit=_by_unit(at_risk),
        notice=framework.notice,
        is_illustrative=bool(standing.illustrative),
        as_of=_newest_day(assessment),
    )


def scoring_tree(access: Access, assessment: Assessment) -> tuple[TreeRow, ...]:
    """Every node of the edition in its order with its points; 2 queries beside the access.

    :raises PermissionRefused: unless the person sees the agency, whose assessment it is.
    """
    _require_seen(access, assessment)
    standing = Standings(assessment)

    def rows(nodes: Iterable[Node], depth: int) -> Iterable[TreeRow]:
        for node in nodes:
            yield standing.row(node, depth)
            yield from rows(node.children, depth + 1)

    return tuple(rows(framework_of(assessment.edition).areas, 0))


def component_panel(access: Access, assessment: Assessment, key: str) -> ComponentPanel:
    """One component with its values, points, owner and history.

    :raises PermissionRefused: unless the person sees the agency, whose assessment it is.
    :raises KeyError: when the edition has no such component.
    """
    _require_seen(access, assessment)
    framework = framework_of(assessment.edition)
    component = framework.component(key)
    standing = Standings(assessment, component.key)
    values = {
        (value.variable, value.horizon): value
        for value in VariableValue.objects.filter(
            assessment=assessment, component_key=component.key
        ).select_related("entered_by")
    }
    return ComponentPanel(
        assessment=assessment,
        component=component,
        parents=_parents(framework, component),
        owner=standing.owners.get(component.key),
        standing=standing.of(component),
        scores=standing.scores_of(component),
        variables=tuple(
            VariableLine(
                name=variable.name,
                label=variable.label,
                question=variable.question,
                unit=variable.unit,
                type=variable.type,
                options=dict(variable.options),
                register=variable.register,
                so_far=values.get((variable.name, Horizon.SO_FAR)),
                year_end=values.get((variable.name, Horizon.YEAR_END)),
            )
            for variable in component.variables
        ),
        count=ComponentCount.objects.filter(
            assessment=assessment, component_key=component.key
        ).first()
        if measure_of(component.key)
        else None,
        history=history(
            assessment.agency_id, "component", assessment.component_target(component.key)
        ),
    )


def facts_behind(
    access: Access, assessment: Assessment, key: str, variable: str, offset: int, limit: int
) -> MeasureRows | None:
    """A page of the facts that a component's measure counts in ``variable`` (“”: all it looks at).

    None where people enter the component's figures.

    :raises PermissionRefused: unless the person sees the agency, whose assessment it is.
    """
    _require_seen(access, assessment)
    measure = measure_of(key)
    if measure is None:
        return None
    agency = assessment.agency
    return measure.rows(agency, assessment.year, working_date(agency), variable, offset, limit)


def components_owned_by(assessment: Assessment) -> dict[str, Unit]:
    """The unit that answers for each component, by the component's key."""
    owners = ComponentOwner.objects.filter(assessment=assessment).select_related("unit")
    return {owner.component_key: owner.unit for owner in owners}


def _require_seen(access: Access, assessment: Assessment) -> None:
    """Go on only where the person sees the agency, by the roles of the assessment's year."""
    require_view(access)
    require_own(access, assessment)
    if access.year not in (None, assessment.year):
        raise refused(access, Permission.VIEW.value, ("assessment", assessment.pk))


def _newest_day(assessment: Assessment) -> date | None:
    so_far = VariableValue.objects.filter(assessment=assessment, horizon=Horizon.SO_FAR)
    return so_far.aggregate(newest=Max("as_of"))["newest"]


def _by_unit(at_risk: list[AtRisk]) -> tuple[tuple[Unit | None, Decimal], ...]:
    sums: dict[Unit | None, Decimal] = {}
    for risk in at_risk:
        sums[risk.owner] = sums.get(risk.owner, Decimal(0)) + risk.standing.at_risk
    return tuple(sorted(sums.items(), key=lambda pair: -pair[1]))


def _parents(framework: Framework, component: Component) -> tuple[Node, ...]:
    parent_of = {node.key: parent for node, parent in framework.nodes()}
    chain: list[Node] = []
    parent = parent_of[component.key]
    while parent is not None:
        chain.append(parent)
        parent = parent_of[parent.key]
    return tuple(reversed(chain))
