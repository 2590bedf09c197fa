"""Scoring one agency or thousands, all on the same path.

Column by column: where every agency gave plain whole numbers within bounds, a few passes at C speed
show that a whole column is sound; otherwise each row is checked by itself, and every problem of
every agency is collected before anything is refused.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import gt, itemgetter
from typing import Any

from parindex_core.framework.model import Component, Framework, Label
from parindex_core.framework.rules import Proportional, Ratio, Steps, WeightedShares
from parindex_core.scoring.columns import column_function
from parindex_core.scoring.problems import ValueProblem, ValuesRefused
from parindex_core.scoring.score import AgencyScore, ComponentScore, to_points
from parindex_core.scoring.values import LIMIT, check_values

AgencyValues = Mapping[str, Mapping[str, Any]]


def score_component(component: Component, values: Mapping[str, Any]) -> ComponentScore:
    """One component's points; raises ValuesRefused with every problem."""
    exact, problems = check_values(component, values)
    if problems:
        raise ValuesRefused(problems)
    columns = [(exact[name],) for name in component.rule.variable_names()]
    points = column_function(component)(columns)[0]
    return ComponentScore(component, None if points is None else to_points(points), values)


def score_agency(framework: Framework, values: AgencyValues, agency: str = "") -> AgencyScore:
    """One agency's points by component key or code; raises ValuesRefused with every problem."""
    return score_many(framework, {agency: values})[agency]


def score_many(framework: Framework, values: Mapping[str, AgencyValues]) -> dict[str, AgencyScore]:
    """Every agency's score; raises ValuesRefused with the problems of all agencies."""
    plan = _plan(framework)
    problems: list[ValueProblem] = []
    agencies = list(values)
    given = [_by_key(plan, agency, values[agency], problems) for agency in agencies]
    columns = [_score_column(leaf, agencies, given, problems) for leaf in plan.leaves]
    if problems:
        raise ValuesRefused(sorted(problems, key=lambda problem: problem.agency))
    rows = zip(*columns, strict=True)
    return {
        agency: AgencyScore(framework, row, rows_given)
        for agency, row, rows_given in zip(agencies, rows, given, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A component made ready: its variables in the rule's order and what is known of them."""

    component: Component
    names: tuple[str, ...]
    numeric: bool
    parts: int  # how many leading variables together may not exceed the last; 0 where they may


@dataclass(frozen=True, slots=True)
class _Plan:
    leaves: tuple[_Leaf, ...]
    keys: frozenset[str]
    by_reference: Mapping[str, str]
    inner: Mapping[str, tuple[str, ...]]  # code or key of an unscored node → codes of its leaves


@lru_cache(maxsize=64)
def _plan(framework: Framework) -> _Plan:
    adjusting = tuple(adjustment.component for adjustment in framework.adjustments)
    components = (*framework.components, *adjusting)
    by_reference = {component.code: component.key for component in components}
    by_reference |= {component.key: component.key for component in components}
    inner: dict[str, tuple[str, ...]] = {}
    for node, _ in framework.nodes():
        if node.children:
            codes = tuple(leaf.code for leaf in node.components())
            inner |= {node.code: codes, node.key: codes}
    return _Plan(
        tuple(_leaf(component) for component in components),
        frozenset(component.key for component in components),
        by_reference,
        inner,
    )


def _leaf(component: Component) -> _Leaf:
    rule, parts = component.rule, 0
    if isinstance(rule, WeightedShares):
        parts = len(rule.weights)
    else:
        ratio: object = None
        if isinstance(rule, Proportional):
            ratio = rule.ratio
        elif isinstance(rule, Steps):
            ratio = rule.measure
        if isinstance(ratio, Ratio) and not ratio.numerator_may_exceed:
            parts = 1
    numeric = all(
        variable.type in ("integer", "decimal") and variable.at_most is None
        for variable in component.variables
    )
    return _Leaf(component, rule.variable_names(), numeric, parts)


def _by_key(plan: _Plan, agency: str, given: object, problems: list[ValueProblem]) -> AgencyValues:
    """One agency's values under component keys; codes are translated."""
    if not isinstance(given, Mapping):
        message = Label("cần giá trị theo từng tiêu chí", "values by component are expected")
        mend = Label("Ghi {tiêu chí: {biến: giá trị}}", "Write {component: {variable: value}}")
        problems.append(ValueProblem(agency, "", "", message, mend))
        return {}
    if given.keys() <= plan.keys:
        return given
    result: dict[str, Any] = {}
    for reference, values in given.items():
        key = plan.by_reference.get(reference)
        if key is None:
            problems.append(ValueProblem(agency, str(reference), "", *_unknown(plan, reference)))
        elif key in result:
            message = Label(f"{key} được cho hai lần", f"{key} is given twice, by key and by code")
            mend = Label("Giữ lại một", "Keep one of the two")
            problems.append(ValueProblem(agency, str(reference), "", message, mend))
        else:
            result[key] = values
    return result


def _unknown(plan: _Plan, reference: object) -> tuple[Label, Label]:
    if reference in plan.inner:
        codes = ", ".join(plan.inner[str(reference)])
        return (
            Label("mục này không tự chấm điểm", "this node is not scored itself"),
            Label(f"Ghi các mục {codes}", f"Give {codes}"),
        )
    near = ", ".join(difflib.get_close_matches(str(reference), plan.by_reference, 3))
    return (
        Label("không có tiêu chí này trong bộ chỉ số", "there is no such component"),
        Label(
            f"Có phải là {near}?" if near else "Xem mã bằng lệnh parindex framework show",
            f"Did you mean {near}?" if near else "See the codes with parindex framework show",
        ),
    )


def _score_column(
    leaf: _Leaf,
    agencies: Sequence[str],
    given: Sequence[AgencyValues],
    problems: list[ValueProblem],
) -> list[int | None]:
    key = leaf.component.key
    function = column_function(leaf.component)
    try:
        rows = list(map(itemgetter(key), given))
    except KeyError:
        return _score_some(leaf, agencies, given, problems)
    columns = _sound_columns(leaf, rows)
    if columns is None:
        columns = _checked_columns(leaf, agencies, rows, problems)
    return [] if columns is None else function(columns)


def _score_some(
    leaf: _Leaf,
    agencies: Sequence[str],
    given: Sequence[AgencyValues],
    problems: list[ValueProblem],
) -> list[int | None]:
    """The column where some agencies leave the component out."""
    key = leaf.component.key
    present = [position for position, values in enumerate(given) if key in values]
    rows = [given[position][key] for position in present]
    columns = _sound_columns(leaf, rows)
    if columns is None:
        names = [agencies[position] for position in present]
        columns = _checked_columns(leaf, names, rows, problems)
    points: list[int | None] = [None] * len(agencies)
    if columns is not None and rows:
        scored = column_function(leaf.component)(columns)
        for position, value in zip(present, scored, strict=True):
            points[position] = value
    return points


def _sound_columns(leaf: _Leaf, rows: Sequence[Any]) -> list[list[Any]] | None:
    """The columns as they are, where every value is a plain whole number within bounds."""
    if not leaf.numeric or not rows or set(map(type, rows)) != {dict}:
        return None
    if set(map(len, rows)) != {len(leaf.names)}:
        return None
    try:
        columns = [list(map(itemgetter(name), rows)) for name in leaf.names]
    except KeyError:
        return None
    for column in columns:
        if set(map(type, column)) != {int} or min(column) < 0 or max(column) >= LIMIT:
            return None
    if leaf.parts == 1 and any(map(gt, columns[0], columns[1])):
        return None
    if leaf.parts > 1:
        sums = map(sum, zip(*columns[: leaf.parts], strict=True))
        if any(map(gt, sums, columns[-1])):
            return None
    return columns


def _checked_columns(
    leaf: _Leaf,
    agencies: Sequence[str],
    rows: Sequence[Any],
    problems: list[ValueProblem],
) -> list[list[Any]] | None:
    """The columns after each row was checked by itself; None once anything was refused."""
    checked: list[dict[str, Any]] = []
    for agency, row in zip(agencies, rows, strict=True):
        values, found = check_values(leaf.component, row, agency)
        problems.extend(found)
        checked.append(values)
    if problems:
        return None
    return [[values[name] for values in checked] for name in leaf.names]
