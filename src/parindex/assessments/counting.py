"""Filling of components by measures: counted facts become values, points and the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parindex.assessments.computing import compute_component, compute_index
from parindex.assessments.constants import Horizon
from parindex.assessments.models import Assessment, ComponentCount, VariableValue
from parindex.assessments.values import core_values
from parindex.audit.services import record_event
from parindex.editions.measures import measures
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_date
from parindex_core.scoring import ValuesRefused, score_component

if TYPE_CHECKING:
    from collections.abc import Collection

    from parindex.editions.measures import Count, Measure
    from parindex.organisations.models import Agency
    from parindex_core.framework import Component


@transaction.atomic
def recount_measures(
    agency: Agency, year: int, names: Collection[str] = (), reason: str = ""
) -> None:
    """Count an agency's measures anew (all without ``names``) and what follows from them.

    What a person entered instead stays; the count is kept beside it. A year that is not open has
    nothing to fill, one that is submitted changes no more. ``reason``: see ``facts_changed``.
    """
    # One writer of an assessment at a time: the index is a sum over all of it.
    found = Assessment.objects.select_for_update(of=("self",)).select_related("edition")
    assessment = found.filter(agency=agency, year=year).first()
    if assessment is None or assessment.is_frozen:
        return
    framework = framework_of(assessment.edition)
    components = {component.key: component for component in framework.components}
    today = working_date(agency)
    counted_before = _counted_before(assessment)
    changed = False
    for measure in measures():
        component = components.get(measure.component_key)
        if component is None or (names and measure.name not in names):
            continue
        count = measure.count(agency, year, today)
        if count is None and component.key not in counted_before:
            continue
        changed |= _keep(assessment, component, measure, count, reason)
    if changed:
        compute_index(assessment, framework)


def fill_from_count(assessment: Assessment, component: Component) -> dict[str, str]:
    """The values that a component's count gives, put in place of none; empty without a count."""
    count = ComponentCount.objects.filter(
        assessment=assessment, component_key=component.key, problem=""
    ).first()
    if count is None:
        return {}
    VariableValue.objects.bulk_create(
        VariableValue(
            assessment=assessment,
            component_key=component.key,
            variable=name,
            horizon=Horizon.SO_FAR,
            value=value,
            as_of=count.as_of,
            source=count.source,
            measure=count.measure,
            is_illustrative=count.is_illustrative,
        )
        for name, value in count.values.items()
    )
    return count.values


def _counted_before(assessment: Assessment) -> set[str]:
    """The components with a count, or with figures that one gave."""
    kept = ComponentCount.objects.filter(assessment=assessment).values_list("component_key")
    filled = VariableValue.objects.filter(assessment=assessment).exclude(measure="")
    return {key for (key,) in kept.union(filled.values_list("component_key"))}


def _keep(
    assessment: Assessment,
    component: Component,
    measure: Measure,
    count: Count | None,
    reason: str,
) -> bool:
    """Keep a count and fill the component unless a person's figures stand; whether points moved."""
    own = {"assessment": assessment, "component_key": component.key}
    if count is None:
        ComponentCount.objects.filter(**own).delete()
    else:
        ComponentCount.objects.update_or_create(
            **own,
            defaults={
                "measure": measure.name,
                "values": dict(count.values),
                "as_of": count.as_of,
                "source": count.source,
                "rows": count.rows,
                "is_illustrative": count.is_illustrative,
                "problem": _problem(component, count),
            },
        )
    standing = VariableValue.objects.filter(**own, horizon=Horizon.SO_FAR)
    entered = standing.filter(measure="", is_illustrative=False)
    counted = standing.filter(measure=measure.name)
    if entered.exists() or (count is None and not counted.exists()):
        return False
    before = dict(standing.values_list("variable", "value"))
    standing.delete()
    after = fill_from_count(assessment, component)
    if after == before:
        return False
    compute_component(
        assessment,
        component,
        after,
        dict(
            VariableValue.objects.filter(**own, horizon=Horizon.YEAR_END).values_list(
                "variable", "value"
            )
        ),
    )
    record_event(
        None,
        "count_measure",
        ("component", assessment.component_target(component.key)),
        agency_id=assessment.agency_id,
        before={"horizon": Horizon.SO_FAR.value, "values": before},
        after={"horizon": Horizon.SO_FAR.value, "values": after},
        reason=": ".join(filter(None, (count.source if count else "", reason))),
    )
    return True


def _problem(component: Component, count: Count) -> str:
    try:
        score_component(component, core_values(component, count.values))
    except ValuesRefused as refused:
        return "; ".join(problem.message.vi for problem in refused.problems)
    return ""
