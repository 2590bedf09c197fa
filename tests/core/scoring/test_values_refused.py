"""Values that cannot be scored are refused, all of them at once, each named with its mend."""

from decimal import Decimal
from fractions import Fraction

import pytest

from parindex_core.framework import find_edition, load_framework
from parindex_core.scoring import ValuesRefused, score_agency, score_component, score_many

TEMPLATE = load_framework(find_edition("department-template"))
PORTAL = load_framework(find_edition("qd766-2026"))


def refusals(reference: str, **values) -> list[tuple[str, str]]:
    with pytest.raises(ValuesRefused) as refused:
        score_component(TEMPLATE.component(reference), values)
    assert all(problem.mend.vi and problem.mend.en for problem in refused.value.problems)
    return [(problem.variable, problem.message.en) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (-1, "-1 is negative"),
        ("-3", "-3 is negative"),
        (Decimal("-0.5"), "-0.5 is negative"),
        (Decimal("1.5"), "1.5 is no whole number"),
        ("1.5", "1.5 is no whole number"),
        (True, "“True” is not a number"),
        (1.0, "“1.0” is not a number"),
        (Fraction(1, 3), "“Fraction(1, 3)” is not a number"),
        ("abc", "“abc” is not a number"),
        ("1,5", "“1,5” is not a number"),
        ("1e3", "“1e3” is not a number"),
        ("", "“” is not a number"),
        ("٣", "“٣” is not a number"),
        ([1], "“[1]” is not a number"),
        (None, "the value is missing"),
        (Decimal("NaN"), "NaN is not a number"),
        (Decimal("sNaN"), "sNaN is not a number"),
        (Decimal("Infinity"), "Infinity is not a number"),
        (Decimal("-Infinity"), "-Infinity is not a number"),
        (10**18, "the number has more than 18 digits"),
        pytest.param(-(10**5000), "the number has more than 18 digits", id="very negative"),
        pytest.param(10**5000, "the number has more than 18 digits", id="very large"),
        ("9" * 19, "the number has more than 18 digits"),
        ("9" * 40, "the number has more than 18 digits"),
        ("x" * 41, "“" + "x" * 39 + "…” is not a number"),
        (Decimal("1e999999"), "the number has more than 18 digits"),
        (Decimal("1e-999999"), "the number has more than 18 digits"),
    ],
)
def test_a_number_that_is_none(value, message: str):
    assert refusals("1.2.1", missing_reports=value) == [("missing_reports", message)]


@pytest.mark.parametrize(
    "value", [3, "3", "3.0", "03", Decimal(3), Decimal("3.00"), Decimal("3E0")]
)
def test_ways_to_write_three(value):
    score = score_component(TEMPLATE.component("1.2.1"), {"missing_reports": value})
    assert score.points == Decimal("0.25")


def test_contradictions_are_refused():
    assert refusals("1.1.3", completed=45, planned=40) == [
        ("completed", "contradiction: completed = 45, more than planned = 40")
    ]
    assert refusals("1.6", on_time=6, late=5, assigned=10) == [
        ("on_time + late", "contradiction: on_time + late = 6 + 5, more than assigned = 10")
    ]
    assert refusals("1.1.3", completed=1, planned=0) == [
        ("completed", "contradiction: completed = 1, more than planned = 0")
    ]
    message = "contradiction: satisfaction_points = 5.1, more than satisfaction_points_possible = 5"
    possible = {"satisfaction_points": Decimal("5.1"), "satisfaction_points_possible": 5}
    assert refusals("8.2", **possible) == [("satisfaction_points", message)]


def test_posts_used_may_exceed_posts_assigned():
    score = score_component(TEMPLATE.component("4.2"), {"used": 31, "assigned": 30})
    assert score.points == 0


def test_options_and_truth_values():
    assert refusals("1.1.1", issued="soon") == [("issued", "there is no option “soon”")]
    assert refusals("1.1.1", issued=["late"]) == [("issued", "there is no option “['late']”")]
    assert refusals("1.1.2", follows_superior_plan=2, assigns_owner_and_deadline="true") == [
        ("follows_superior_plan", "“2” is not yes or no"),
        ("assigns_owner_and_deadline", "“true” is not yes or no"),
    ]


def test_a_given_group_score_stays_within_its_maximum():
    with pytest.raises(ValuesRefused, match="more than 12"):
        score_agency(PORTAL, {"CLGQ": {"points": Decimal("12.01")}})
    assert score_agency(PORTAL, {"CLGQ": {"points": Decimal(12)}}).points == 12


def test_everything_wrong_with_all_agencies_is_said_at_once():
    values = {
        "Sở B": {
            "1.1.3": {"completed": -1, "planned": "x"},
            "9.9": {"completed": 1},
            "1.1": {},
        },
        "Sở A": {
            "plan_completion": {"completed": 1, "planned": 2},
            "1.1.3": {"completed": 1, "planned": 2},
            "1.2.1": {},
            "1.2.2": {"late_report": 1, "late_reports": 1},
            "1.3.1": None,
        },
        "Sở C": [],
        "Sở D": {"1.1.3": {"completed": 45, "planned": 50}},
    }

    with pytest.raises(ValuesRefused) as refused:
        score_many(TEMPLATE, values)

    found = [(p.agency, p.component, p.variable) for p in refused.value.problems]
    assert [agency for agency, _, _ in found] == ["Sở B"] * 4 + ["Sở A"] * 4 + ["Sở C"]
    assert set(found) == {
        ("Sở B", "9.9", ""),
        ("Sở B", "1.1", ""),
        ("Sở B", "1.1.3 plan_completion", "completed"),
        ("Sở B", "1.1.3 plan_completion", "planned"),
        ("Sở A", "1.1.3", ""),
        ("Sở A", "1.2.1 reports_complete", "missing_reports"),
        ("Sở A", "1.2.2 reports_on_time", "late_report"),
        ("Sở A", "1.3.1 communication_plan_completion", ""),
        ("Sở C", "", ""),
    }
    text = refused.value.in_language("vi")
    assert "Sở B · 1.1.3 plan_completion · completed: -1 là số âm. Ghi số từ 0 trở lên." in text
    assert "Ghi các mục 1.1.1, 1.1.2, 1.1.3." in text


def test_problems_of_agencies_in_different_blocks_are_all_said():
    good = {"completed": 45, "planned": 50}
    values = {f"agency {number}": {"1.1.3": good} for number in range(1_200)}
    values["agency 3"] = {"1.1.3": {"completed": 51, "planned": 50}}
    values["agency 1100"] = {"1.1.3": {"completed": 52, "planned": 50}}

    with pytest.raises(ValuesRefused) as refused:
        score_many(TEMPLATE, values)

    assert [problem.agency for problem in refused.value.problems] == ["agency 3", "agency 1100"]
