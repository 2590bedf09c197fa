"""Scoring one agency or thousands, all on the same path.

In blocks that stay in the processor's cache, column by column: where a whole column is sound (see
soundness) it goes to the arithmetic as it is; otherwise each row is checked by itself, and every
problem of every agency is collected before anything is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Any

from parindex_core.framework.model import Component, Framework
from parindex_core.scoring.columns import column_function
from parindex_core.scoring.plan import AgencyValues, Plan, by_key, plan_of
from parindex_core.scoring.problems import ValueProblem, ValuesRefused
from parindex_core.scoring.score import AgencyScore, ComponentScore, to_points
from parindex_core.scoring.soundness import Column, Leaf, columns_of, sound_columns
from parindex_core.scoring.values import check_values

BLOCK = 512  # agencies; measured with benchmarks/bench_scoring.py


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
    plan = plan_of(framework)
    problems: list[ValueProblem] = []
    scores: dict[str, AgencyScore] = {}
    pending = iter(values.items())
    while block := dict(islice(pending, BLOCK)):
        given, columns = _score_block(plan, block, problems)
        if problems:
            continue  # nothing will be scored, but what else is wrong shall be told
        rows = list(zip(*columns, strict=True))
        sums = _sums(plan, rows, given)
        for agency, row, agency_values, (points, assessable) in zip(
            block, rows, given, sums, strict=True
        ):
            scores[agency] = AgencyScore(framework, row, agency_values, points, assessable)
    if problems:
        order = {agency: position for position, agency in enumerate(values)}
        raise ValuesRefused(sorted(problems, key=lambda problem: order[problem.agency]))
    return scores


def _score_block(
    plan: Plan, block: Mapping[str, AgencyValues], problems: list[ValueProblem]
) -> tuple[Sequence[AgencyValues], list[list[int | None]]]:
    """The values by component key, and a column of points a leaf."""
    agencies, given = list(block), list(block.values())
    by_leaf = plan.columns(given)
    if by_leaf is None:
        given = [by_key(plan, agency, block[agency], problems) for agency in agencies]
        by_leaf = plan.columns(given)
    if by_leaf is None:
        return given, [_column_with_gaps(leaf, agencies, given, problems) for leaf in plan.leaves]
    points = []
    for leaf, columns in zip(plan.leaves, by_leaf, strict=True):
        sound = sound_columns(leaf, columns)
        if sound is None:
            rows = [values[leaf.component.key] for values in given]
            sound = _checked_columns(leaf, agencies, rows, problems)
        points.append(column_function(leaf.component)(sound))
    return given, points


def _column_with_gaps(
    leaf: Leaf,
    agencies: Sequence[str],
    given: Sequence[AgencyValues],
    problems: list[ValueProblem],
) -> list[int | None]:
    """The points where some agencies leave the component out, None for those."""
    key = leaf.component.key
    present = [position for position, values in enumerate(given) if key in values]
    rows = [given[position][key] for position in present]
    columns = columns_of(leaf, rows)
    sound = None if columns is None else sound_columns(leaf, columns)
    if sound is None:
        names = [agencies[position] for position in present]
        sound = _checked_columns(leaf, names, rows, problems)
    points: list[int | None] = [None] * len(agencies)
    # Once a problem was found the columns are empty, and no points will be asked for.
    for position, value in zip(present, column_function(leaf.component)(sound), strict=False):
        points[position] = value
    return points


def _checked_columns(
    leaf: Leaf, agencies: Sequence[str], rows: Sequence[Any], problems: list[ValueProblem]
) -> list[Column]:
    """The columns after each row was checked by itself, empty once anything was refused."""
    checked: list[dict[str, Any]] = []
    for agency, row in zip(agencies, rows, strict=True):
        values, found = check_values(leaf.component, row, agency)
        problems.extend(found)
        checked.append(values)
    if problems:
        return [[] for _ in leaf.names]
    return [[values[name] for values in checked] for name in leaf.names]


def _sums(
    plan: Plan,
    rows: Sequence[tuple[Any, ...]],
    given: Sequence[AgencyValues],
) -> Iterator[tuple[int, int]]:
    """Each agency's points and what is assessable, in hundredths."""
    if not plan.adds:
        try:
            return zip(list(map(sum, rows)), repeat(plan.total_in_hundredths), strict=False)
        except TypeError:  # a component is missing or not applicable
            pass
    return (plan.totals(row, values) for row, values in zip(rows, given, strict=True))
