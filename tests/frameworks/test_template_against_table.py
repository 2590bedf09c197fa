"""The template is the table it was made from, cell by cell; the table stands beside this test."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from parindex_core.framework import Component, find_edition, load_framework
from parindex_core.framework.rules import Ratio

TEMPLATE = load_framework(find_edition("department-template"))
NODES = {node.code: (node, parent) for node, parent in TEMPLATE.nodes()}
with (Path(__file__).parent / "department-template.csv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table))
SCORED = [row for row in ROWS if row["rule"]]


def test_same_nodes_in_the_same_order():
    assert [node.code for node, _ in TEMPLATE.nodes()] == [row["code"] for row in ROWS]
    assert len(SCORED) == len(TEMPLATE.components) == 53


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_name_maximum_and_place(row):
    node, parent = NODES[row["code"]]
    assert node.label.vi == row["name_vi"]
    assert node.max == Decimal(row["max"])
    assert node.level == row["level"]
    assert (parent.code if parent else "") == row["code"].rpartition(".")[0]
    assert isinstance(node, Component) == bool(row["rule"])


def parameters(row: dict[str, str], sign: str) -> dict[str, str]:
    parts = [part.strip() for part in row["parameters"].split(";")]
    return dict(part.rsplit(sign, 1) for part in parts)


@pytest.mark.parametrize("row", SCORED, ids=lambda row: row["code"])
def test_method_variables_register_and_conclusion(row):
    component = TEMPLATE.component(row["code"])
    names = [name.strip() for name in row["variables"].split(";")]
    assert component.method == row["method"]
    assert [variable.name for variable in component.variables] == names
    assert list(component.rule.variable_names()) == names
    assert {variable.register for variable in component.variables} == {row["register"]}
    assert (component.conclusion or "") == row["conclusion"]


@pytest.mark.parametrize("row", SCORED, ids=lambda row: row["code"])
def test_rule_and_its_parameters(row):
    component = TEMPLATE.component(row["code"])
    rule: Any = component.rule
    assert rule.kind == row["rule"]
    match rule.kind:
        case "choice":
            points = {
                option: component.max if text == "full" else Decimal(text)
                for option, text in parameters(row, "=").items()
            }
            assert dict(rule.points) == points
        case "checklist" | "deduct":
            assert rule.each == Decimal(parameters(row, "=")["each"])
        case "proportional":
            given = parameters(row, "=")
            assert rule.full_at == percent(given["full_at"])
            assert (rule.zero_below or 0) == percent(given.get("zero_below", "0%"))
            assert rule.ratio.zero_denominator == given.get("zero_denominator", "zero")
            assert not rule.ratio.numerator_may_exceed
        case "weighted_shares":
            given = parameters(row, "=")
            assert rule.zero_denominator == given.pop("zero_denominator", "zero")
            assert dict(rule.weights) == {name: Fraction(text) for name, text in given.items()}
        case "steps":
            check_steps(rule, row)


def percent(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / 100


def check_steps(rule: Any, row: dict[str, str]) -> None:
    given = parameters(row, ":")
    assert rule.otherwise == Decimal(given.pop("else"))
    found = {}
    for step in rule.steps:
        on_ratio = isinstance(rule.measure, Ratio)
        number = step.threshold * 100 if on_ratio else step.threshold
        found[f"{step.operator}{number}{'%' if on_ratio else ''}"] = step.points
    assert found == {bound: Decimal(points) for bound, points in given.items()}
