"""Filling of components by measures: counted facts become values, points and the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.assessments.computing import Figures, compute_components, compute_index
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

    from django.db.models import Model

    from parindex.editions.measures import Count, Measure
    from parindex.organisations.models import Agency
    from parindex_core.framework import Component


_OF_COUNT = ("measure", "values", "as_of", "source", "rows", "is_illustrative", "problem")


@dataclass
class _Kept:
    """What an assessment keeps, read once, and what the recount writes of it, written once."""

    assessment: Assessment
    counts: dict[str, ComponentCount]
    so_far: dict[str, list[VariableValue]]
    year_end: dict[str, list[VariableValue]]
    new_counts: list[ComponentCount] = field(default_factory=list)
    filled: dict[str, list[VariableValue]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def has_count(self, key: str) -> bool:
        """Whether a component has a count, or figures that one gave."""
        return key in self.counts or any(value.measure for value in self.so_far.get(key, ()))


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
    kept = _kept(assessment)
    moved: list[tuple[Component, str]] = []
    for measure in measures():
        component = components.get(measure.component_key)
        if component is None or (names and measure.name not in names):
            continue
        count = measure.count(agency, year, today)
        if count is None and not kept.has_count(component.key):
            continue
        if _fill(kept, component, measure, count):
            moved.append((component, count.source if count else ""))
    _write(kept)
    if moved:
        compute_components(assessment, (_figures(kept, component) for component, _ in moved))
        compute_index(assessment, framework)
    for component, source in moved:
        _record(kept, component, ": ".join(filter(None, (source, reason))))


def fill_from_count(assessment: Assessment, component: Component) -> dict[str, str]:
    """The values that a component's count gives, put in place of none; empty without a count."""
    count = ComponentCount.objects.filter(
        assessment=assessment, component_key=component.key, problem=""
    ).first()
    if count is None:
        return {}
    VariableValue.objects.bulk_create(_values_of(count))
    return count.values


def _kept(assessment: Assessment) -> _Kept:
    counts = ComponentCount.objects.filter(assessment=assessment)
    kept = _Kept(assessment, {count.component_key: count for count in counts}, {}, {})
    for value in VariableValue.objects.filter(assessment=assessment).order_by("id"):
        of_horizon = kept.so_far if value.horizon == Horizon.SO_FAR else kept.year_end
        of_horizon.setdefault(value.component_key, []).append(value)
    return kept


def _fill(kept: _Kept, component: Component, measure: Measure, count: Count | None) -> bool:
    """Take a count up and fill the component unless a person's figures stand; whether it moved."""
    key, taken = component.key, None
    if count is None:
        kept.gone.append(key)
    else:
        taken = ComponentCount(
            assessment=kept.assessment,
            component_key=key,
            measure=measure.name,
            values=dict(count.values),
            as_of=count.as_of,
            source=count.source,
            rows=count.rows,
            is_illustrative=count.is_illustrative,
            problem=_problem(component, count),
        )
        if _differ(kept.counts.get(key), taken, _OF_COUNT):
            kept.new_counts.append(taken)
    standing = kept.so_far.get(key, [])
    if any(not value.measure and not value.is_illustrative for value in standing):
        return False
    if count is None and not any(value.measure == measure.name for value in standing):
        return False
    after = _values_of(taken) if taken and not taken.problem else []
    if len(after) != len(standing) or any(
        _differ(old, new, ("variable", "value", "as_of", "source", "measure", "is_illustrative"))
        for old, new in zip(_by_name(standing), _by_name(after), strict=True)
    ):
        kept.filled[key] = after
    return _plain(after) != _plain(standing)


def _values_of(count: ComponentCount) -> list[VariableValue]:
    return [
        VariableValue(
            assessment_id=count.assessment_id,
            component_key=count.component_key,
            variable=name,
            horizon=Horizon.SO_FAR,
            value=value,
            as_of=count.as_of,
            source=count.source,
            measure=count.measure,
            is_illustrative=count.is_illustrative,
        )
        for name, value in count.values.items()
    ]


def _by_name(values: list[VariableValue]) -> list[VariableValue]:
    return sorted(values, key=lambda value: value.variable)


def _plain(values: list[VariableValue]) -> dict[str, str]:
    return {value.variable: value.value for value in values}


def _differ(old: Model | None, new: Model, names: Collection[str]) -> bool:
    return old is None or any(getattr(old, name) != getattr(new, name) for name in names)


def _write(kept: _Kept) -> None:
    """Write what the recount made other than it was, in a few statements for all components."""
    own = {"assessment": kept.assessment}
    if kept.gone:
        ComponentCount.objects.filter(**own, component_key__in=kept.gone).delete()
    ComponentCount.objects.bulk_create(
        kept.new_counts,
        update_conflicts=True,
        unique_fields=["assessment", "component_key"],
        update_fields=_OF_COUNT,
    )
    if kept.filled:
        standing = VariableValue.objects.filter(**own, horizon=Horizon.SO_FAR)
        standing.filter(component_key__in=kept.filled).delete()
    VariableValue.objects.bulk_create(value for values in kept.filled.values() for value in values)


def _figures(kept: _Kept, component: Component) -> Figures:
    year_end = kept.year_end.get(component.key, [])
    return Figures(component, _plain(kept.filled[component.key]), _plain(year_end))


def _record(kept: _Kept, component: Component, reason: str) -> None:
    before, after = kept.so_far.get(component.key, []), kept.filled[component.key]
    record_event(
        None,
        "count_measure",
        ("component", kept.assessment.component_target(component.key)),
        agency_id=kept.assessment.agency_id,
        before={"horizon": Horizon.SO_FAR.value, "values": _plain(before)},
        after={"horizon": Horizon.SO_FAR.value, "values": _plain(after)},
        reason=reason,
    )


def _problem(component: Component, count: Count) -> str:
    try:
        score_component(component, core_values(component, count.values))
    except ValuesRefused as refused:
        return "; ".join(problem.message.vi for problem in refused.problems)
    return ""
