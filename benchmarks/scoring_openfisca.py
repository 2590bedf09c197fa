"""The template's 53 rules as an OpenFisca country package would write them: vectorised formulas.

One entity, the agency; an input variable for each fact, a float variable with a formula for each
component, one for the total. Rounded half up in each formula, as the rules ask.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from parindex_core.framework import Component, Framework
from parindex_core.framework.rules import Ratio

PERIOD = "2026"
Formula = Callable[[Any, str], Any]


def build_system(framework: Framework) -> TaxBenefitSystem:
    """The tax-benefit system with all variables; its cost is measured apart."""
    agency = build_entity(key="agency", plural="agencies", label="Agency", is_person=True)
    system = TaxBenefitSystem([agency])
    for component in framework.components:
        for name in component.rule.variable_names():
            _add(system, agency, input_name(component, name), **_input_type(component, name))
        formula = _FORMULAS[component.rule.kind](component, float(component.max))
        _add(system, agency, component.key, value_type=float, formula=_rounded(formula))
    keys = [component.key for component in framework.components]

    def total(agencies: Any, period: str) -> Any:
        return sum(agencies(key, period) for key in keys)

    _add(system, agency, "total_points", value_type=float, formula=total)
    return system


def input_name(component: Component, variable: str) -> str:
    return f"{component.key}__{variable}"


def _add(system: TaxBenefitSystem, entity: Any, name: str, **attributes: Any) -> None:
    formula = attributes.pop("formula", None)
    body = {"entity": entity, "definition_period": DateUnit.YEAR, "label": name, **attributes}
    if formula is not None:
        body["formula"] = lambda agencies, period: formula(agencies, period)
    system.add_variable(type(name, (Variable,), body))


def _input_type(component: Component, name: str) -> dict[str, Any]:
    variable = component.variable(name)
    if variable.type == "choice":
        options = Enum(f"{component.key}_options", {key: key for key in variable.options})
        first = next(iter(options))
        return {"value_type": Enum, "possible_values": options, "default_value": first}
    return {"value_type": {"integer": int, "decimal": float, "boolean": bool}[variable.type]}


def _rounded(formula: Formula) -> Formula:
    return lambda agencies, period: np.floor(formula(agencies, period) * 100 + 0.5) / 100


def _ratio(component: Component, ratio: Ratio, agencies: Any, period: str) -> tuple[Any, Any]:
    numerator = agencies(input_name(component, ratio.numerator), period)
    denominator = agencies(input_name(component, ratio.denominator), period)
    cases = denominator > 0
    return numerator / np.where(cases, denominator, 1), cases


def _proportional(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    full_at, floor = float(rule.full_at), float(rule.zero_below or 0)
    empty = full if rule.ratio.zero_denominator == "full" else 0.0

    def formula(agencies: Any, period: str) -> Any:
        ratio, cases = _ratio(component, rule.ratio, agencies, period)
        points = np.where(ratio < floor, 0, full * np.minimum(1, ratio / full_at))
        return np.where(cases, points, empty)

    return formula


def _steps(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    thresholds = [float(step.threshold) for step in rule.steps]
    points = [float(step.points) for step in rule.steps]
    at_least = rule.steps[0].operator == ">="

    def formula(agencies: Any, period: str) -> Any:
        if isinstance(rule.measure, Ratio):
            measure, cases = _ratio(component, rule.measure, agencies, period)
        else:
            measure, cases = agencies(input_name(component, rule.measure), period), True
        holds = [(measure >= t) if at_least else (measure <= t) for t in thresholds]
        return np.where(cases, np.select(holds, points, float(rule.otherwise)), 0)

    return formula


def _weighted_shares(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    empty = full if rule.zero_denominator == "full" else 0.0
    weights = {input_name(component, name): float(w) for name, w in rule.weights.items()}

    def formula(agencies: Any, period: str) -> Any:
        total = agencies(input_name(component, rule.total), period)
        weighted = sum(agencies(name, period) * weight for name, weight in weights.items())
        return np.where(total > 0, full * weighted / np.where(total > 0, total, 1), empty)

    return formula


def _deduct(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    count, each = input_name(component, rule.count), float(rule.each)
    return lambda agencies, period: np.maximum(0, full - each * agencies(count, period))


def _checklist(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    items, each = [input_name(component, item) for item in rule.items], float(rule.each)
    return lambda agencies, period: each * sum(agencies(i, period).astype(int) for i in items)


def _choice(component: Component, full: float) -> Formula:
    rule: Any = component.rule
    name = input_name(component, rule.variable)
    options = component.variable(rule.variable).options
    points = np.array([float(rule.points[option]) for option in options])
    return lambda agencies, period: points[np.asarray(agencies(name, period))]


_FORMULAS: dict[str, Callable[[Component, float], Formula]] = {
    "proportional": _proportional,
    "steps": _steps,
    "weighted_shares": _weighted_shares,
    "deduct": _deduct,
    "checklist": _checklist,
    "choice": _choice,
}


def score_by_arrays(
    system: TaxBenefitSystem, framework: Framework, values: dict[str, Any]
) -> dict[str, Any]:
    """Its fastest way in: one numpy array a variable, taken from the same values."""
    simulation = SimulationBuilder().build_default_simulation(system, count=len(values))
    for component in framework.components:
        rows = [given[component.key] for given in values.values()]
        for name in component.rule.variable_names():
            column = [row[name] for row in rows]
            kind = component.variable(name).type
            array = np.array(column, dtype=float if kind == "decimal" else None)
            simulation.set_input(input_name(component, name), PERIOD, array)
    return _calculate(simulation, framework)


def situation(framework: Framework, values: dict[str, Any]) -> dict[str, Any]:
    """The same values in the documented form for its builder, made outside the measured time."""
    number = {"integer": int, "decimal": float, "boolean": bool, "choice": str}
    return {
        "agencies": {
            agency: {
                input_name(component, name): {
                    PERIOD: number[component.variable(name).type](given[component.key][name])
                }
                for component in framework.components
                for name in component.rule.variable_names()
            }
            for agency, given in values.items()
        }
    }


def score_by_builder(
    system: TaxBenefitSystem, framework: Framework, described: dict[str, Any]
) -> dict[str, Any]:
    """Its documented way in: the builder reads a situation."""
    simulation = SimulationBuilder().build_from_dict(system, described)
    return _calculate(simulation, framework)


def _calculate(simulation: Any, framework: Framework) -> dict[str, Any]:
    names = [*(component.key for component in framework.components), "total_points"]
    return {name: simulation.calculate(name, PERIOD) for name in names}
