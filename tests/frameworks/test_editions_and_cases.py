"""The editions that the project ships: true to their sources, and borne out by their cases."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from parindex_core.framework import edition_paths, load_framework
from parindex_core.framework.editions import check_lock
from parindex_core.scoring import score_agency
from parindex_core.scoring.cases import Case, case_files, check_cases, load_cases

HERE = Path(__file__).parent
EDITIONS = {path.stem: load_framework(path) for path in edition_paths()}
CASES = [
    case for edition in edition_paths() for path in case_files(edition) for case in load_cases(path)
]


def test_the_template_and_decision_766_are_shipped():
    assert set(EDITIONS) == {"department-template", "qd766-2026"}


def test_published_editions_are_what_was_published():
    assert check_lock(edition_paths()[0].parent) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).stem}-{case.line}")
def test_case(case: Case):
    assert check_cases(EDITIONS[case.edition], [case]) == []
    assert case.source


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_every_component_has_a_case_at_full_and_at_zero(edition):
    points: dict[str, set[Decimal]] = {component.key: set() for component in edition.components}
    for case in CASES:
        if case.edition == edition.key and len(case.given) == 1 and case.points is not None:
            points[edition.component(next(iter(case.given))).key].add(case.points)
    for component in edition.components:
        assert {component.max, Decimal(0)} <= points[component.key], component.key


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_every_component_that_knows_a_share_has_a_case_in_between(edition):
    for component in edition.components:
        if component.rule.kind in ("proportional", "weighted_shares", "checklist", "deduct"):
            between = [
                case
                for case in CASES
                if case.edition == edition.key
                and set(case.given) <= {component.key, component.code}
                and case.points is not None
                and 0 < case.points < component.max
            ]
            assert between, component.key


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / "observations" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", rows("qd766-ratio-indicators.csv"), ids=lambda row: f"{row['unit']}-{row['indicator']}"
)
def test_ratio_indicator_to_the_hundredth(row):
    values = {"numerator": int(row["numerator"]), "denominator": int(row["denominator"])}

    score = score_agency(EDITIONS["qd766-2026"], {row["indicator"]: values})

    found = score.components[row["indicator"]]
    assert found.points == Decimal(row["score"])
    assert found.maximum == Decimal(row["max_score"])
    assert score.points == found.points


@pytest.mark.parametrize("row", rows("qd766-online-payment.csv"), ids=lambda row: row["unit"])
def test_online_payment_sum_to_the_hundredth(row):
    with_fee = int(row["formalities_with_fee"])
    offered = int(row["formalities_offered_on_portal"])
    paid = int(row["formalities_paid_online"])
    score = score_agency(
        EDITIONS["qd766-2026"],
        {
            "FORMALITY_PAYMENT_OFFERED": {"numerator": offered, "denominator": with_fee},
            "FORMALITY_PAID_ONLINE": {"numerator": paid, "denominator": with_fee},
            "DOSSIER_PAID_ONLINE": {
                "numerator": int(row["paid_online_dossiers"]),
                "denominator": int(row["dossiers_with_fee"]),
            },
        },
    )
    assert score.points == Decimal(row["score"])


def test_the_template_has_100_points_of_which_14_by_survey_and_says_what_it_is():
    template = EDITIONS["department-template"]
    assert sum(component.max for component in template.components) == 100
    surveyed = [leaf.max for leaf in template.components if leaf.method == "survey"]
    assert sum(surveyed) == 14
    assert template.status == "template"
    assert template.notice is not None
    assert "không phải bảng chính thức" in template.notice.vi
    assert "not the official table" in template.notice.en


def test_decision_766_has_six_groups_with_the_portals_codes():
    portal = EDITIONS["qd766-2026"]
    assert [(area.code, area.max) for area in portal.areas] == [
        ("CKMB", 18),
        ("TDGQ", 20),
        ("CLGQ", 12),
        ("MDSH", 22),
        ("MDHL", 18),
        ("TTTT", 10),
    ]
    for component in portal.components:
        assert component.key == component.code
        names = {variable.name for variable in component.variables}
        assert names == ({"points"} if component.code == "CLGQ" else {"numerator", "denominator"})


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_every_component_can_be_shown_to_an_officer(edition):
    for component in edition.components:
        assert component.evidence
        for variable in component.variables:
            assert variable.question.vi.endswith("?")
            assert variable.question.en.endswith("?")
            assert variable.unit or variable.type in ("choice", "boolean")
