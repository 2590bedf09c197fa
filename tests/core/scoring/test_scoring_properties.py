"""What must always hold of points: bounds, direction, exactness, agreement with the explanation."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parindex_core.framework import Component, find_edition, load_framework
from parindex_core.framework.rules import Ratio
from parindex_core.scoring import ValuesRefused, score_agency, score_component, score_many
from parindex_core.scoring.values import LIMIT

TEMPLATE = load_framework(find_edition("department-template"))
PORTAL = load_framework(find_edition("qd766-2026"))
COMPONENTS = [*TEMPLATE.components, *PORTAL.components]
COUNTS = st.one_of(st.integers(0, 40), st.integers(0, LIMIT - 1))


def ratio_of(component: Component) -> Ratio | None:
    rule: Any = component.rule
    found = getattr(rule, "ratio", getattr(rule, "measure", None))
    return found if isinstance(found, Ratio) else None


@st.composite
def values_of(draw: st.DrawFn, component: Component) -> dict[str, Any]:
    rule: Any = component.rule
    names = rule.variable_names()
    match rule.kind:
        case "choice":
            return {names[0]: draw(st.sampled_from(list(rule.points)))}
        case "checklist":
            return {name: draw(st.booleans()) for name in names}
        case "weighted_shares":
            counts = sorted(draw(st.lists(COUNTS, min_size=3, max_size=3)))
            return {names[0]: counts[0], names[1]: counts[1] - counts[0], names[2]: counts[2]}
        case "formula":
            return {names[0]: Decimal(draw(st.integers(0, 12_000))) / 1000}
    if len(names) == 1:
        return {names[0]: draw(st.one_of(st.integers(0, 6), COUNTS))}
    low, high = sorted((draw(COUNTS), draw(COUNTS)))
    return {names[0]: low, names[1]: high}


GIVEN = st.sampled_from(COMPONENTS).flatmap(
    lambda component: st.tuples(st.just(component), values_of(component))
)


def exact(component: Component, values: dict[str, Any]) -> Fraction | None:
    """The points before rounding, by rationals, written apart from the engine."""
    rule: Any = component.rule
    full = Fraction(component.max)
    empty = {"zero": Fraction(0), "full": full, "not_applicable": None}
    match rule.kind:
        case "choice":
            return Fraction(rule.points[values[rule.variable]])
        case "checklist":
            return Fraction(rule.each) * sum(values[item] for item in rule.items)
        case "deduct":
            return max(Fraction(0), full - Fraction(rule.each) * values[rule.count])
        case "weighted_shares":
            done = sum(weight * values[name] for name, weight in rule.weights.items())
            total = values[rule.total]
            return full * done / total if total else empty[rule.zero_denominator]
        case "formula":
            return min(full, Fraction(values["points"]))
    ratio = ratio_of(component)
    if ratio is None:
        measure = Fraction(values[rule.measure])
    elif values[ratio.denominator] == 0:
        return empty[ratio.zero_denominator]
    else:
        measure = Fraction(values[ratio.numerator], values[ratio.denominator])
    if rule.kind == "proportional":
        if measure < (rule.zero_below or 0):
            return Fraction(0)
        return full * min(Fraction(1), measure / rule.full_at)
    for step in rule.steps:
        if measure >= step.threshold if step.operator == ">=" else measure <= step.threshold:
            return Fraction(step.points)
    return Fraction(rule.otherwise)


def rounded(value: Fraction) -> Decimal:
    whole, rest = divmod(value * 100, 1)
    return Decimal(int(whole) + (1 if rest >= Fraction(1, 2) else 0)).scaleb(-2)


@settings(max_examples=600, deadline=None)
@given(GIVEN)
def test_points_are_exact_and_within_bounds(drawn):
    component, values = drawn
    score = score_component(component, values)
    expected = exact(component, values)
    assert score.points == (None if expected is None else rounded(expected))
    assert score.points is None or 0 <= score.points <= component.max


@settings(max_examples=300, deadline=None)
@given(GIVEN)
def test_the_explanation_ends_with_the_points(drawn):
    component, values = drawn
    score = score_component(component, values)
    assert score.explanation is not None
    if score.points is None:
        assert "không áp dụng" in score.explanation.arithmetic.vi
        return
    said = re.findall(r"(\d+),(\d\d) điểm$", score.explanation.arithmetic.vi)
    assert [Decimal(f"{whole}.{rest}") for whole, rest in said] == [score.points]
    said = re.findall(r"(\d+\.\d\d) points$", score.explanation.arithmetic.en)
    assert [Decimal(text) for text in said] == [score.points]


@settings(max_examples=400, deadline=None)
@given(GIVEN, st.integers(1, 1000), st.data())
def test_points_never_fall_when_work_improves(drawn, more: int, data: st.DataObject):
    component, values = drawn
    rule: Any = component.rule
    better = dict(values)
    ratio = ratio_of(component)
    if rule.kind == "deduct":
        better[rule.count] = max(0, values[rule.count] - more)
    elif rule.kind == "checklist":
        better[data.draw(st.sampled_from(rule.items))] = True
    elif rule.kind == "choice":
        better[rule.variable] = max(rule.points, key=lambda option: rule.points[option])
    elif rule.kind == "weighted_shares":
        on_time, late = list(rule.weights)
        moved = min(more, values[late])
        better |= {on_time: values[on_time] + moved, late: values[late] - moved}
    elif component.code == "4.2":  # fewer posts used is the better
        better["used"] = max(0, values["used"] - more)
    elif ratio is not None:
        raised = min(values[ratio.denominator], values[ratio.numerator] + more)
        better[ratio.numerator] = raised
    else:
        name = rule.variable_names()[0]
        better[name] = min(values[name] + more, 12 if rule.kind == "formula" else LIMIT - 1)
    before, after = score_component(component, values), score_component(component, better)
    assert (before.points is None) == (after.points is None)
    assert before.points is None or after.points >= before.points


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whole_columns_score_as_single_rows(data: st.DataObject):
    framework = data.draw(st.sampled_from([TEMPLATE, PORTAL]))
    chosen = data.draw(st.lists(st.sampled_from(framework.components), max_size=4, unique=True))
    gaps = data.draw(st.booleans())
    values = {}
    for number in range(data.draw(st.integers(1, 4))):
        given_here = [leaf for leaf in chosen if not gaps or data.draw(st.booleans())]
        values[str(number)] = {leaf.key: data.draw(values_of(leaf)) for leaf in given_here}
    scores = score_many(framework, values)
    for agency, given_values in values.items():
        for leaf in framework.components:
            found = scores[agency].components[leaf.key]
            if leaf.key in given_values:
                assert found.points == score_component(leaf, given_values[leaf.key]).points
            else:
                assert found.status == "missing"


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
SOME_DECIMALS = st.decimals(allow_nan=True, allow_infinity=True)


@settings(max_examples=400, deadline=None)
@given(GIVEN, ODD, st.data())
def test_whatever_is_given_is_scored_or_refused_alike_by_row_and_by_column(drawn, odd, data):
    component, values = drawn
    framework = TEMPLATE if component in TEMPLATE.components else PORTAL
    name = data.draw(st.sampled_from([*values, "surplus"]))
    values = values | {name: odd}
    try:
        single: Any = score_component(component, values).points
    except ValuesRefused as refused:
        single = [(problem.variable, problem.message) for problem in refused.problems]
    try:
        column: Any = (
            score_agency(framework, {component.key: values}).components[component.key].points
        )
    except ValuesRefused as refused:
        column = [(problem.variable, problem.message) for problem in refused.problems]
    assert single == column


@settings(max_examples=400, deadline=None)
@given(SOME_DECIMALS, SOME_DECIMALS, st.booleans())
def test_decimals_are_scored_or_refused_alike_by_row_and_by_column(first, second, whole: bool):
    low, high = (
        (second, first)
        if (first > second if not (first.is_nan() or second.is_nan()) else 0)
        else (first, second)
    )
    values = {"disbursed": low, "assigned": 10**15 if whole else high}
    try:
        single: Any = score_component(TEMPLATE.component("6.2"), values).points
    except ValuesRefused:
        single = "refused"
    try:
        column: Any = score_agency(TEMPLATE, {"6.2": values}).points
    except ValuesRefused:
        column = "refused"
    assert single == column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123456789012.1234560000000000000001", "refused"),
        ("0.123456", "0.00"),
        ("0.1234567", "0.00"),
        ("999999999999999999.999999", "2.00"),
        ("1000000000000000000", "refused"),
    ],
)
def test_long_decimals_are_never_cut_off(text: str, expected: str):
    values = {"disbursed": Decimal(text), "assigned": Decimal("999999999999999999.999999")}
    try:
        found = str(score_agency(TEMPLATE, {"6.2": values}).points)
    except ValuesRefused:
        found = "refused"
    assert found == expected
