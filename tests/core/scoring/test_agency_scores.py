"""Totals, what is assessable, the index, bonus and penalty, ranks and classes."""

from decimal import Decimal
from pathlib import Path

import pytest

from parindex_core.framework import find_edition, load_framework, load_framework_text
from parindex_core.scoring import classify, rank, score_agency, score_many
from parindex_core.scoring.agencies import BLOCK

TEMPLATE = load_framework(find_edition("department-template"))
PORTAL = load_framework(find_edition("qd766-2026"))
SMALL = (Path(__file__).parents[2] / "frameworks" / "small.yaml").read_text(encoding="utf-8")
ADJUSTED = load_framework_text(
    SMALL
    + """
bonus:
  - key: award
    code: "B1"
    label: {vi: Thưởng, en: Award}
    ground: {vi: Quyết định khen thưởng, en: Decision of award}
    max: 2
    method: document
    owner_function: par
    rule: {kind: formula, expression: awards × 0.75}
    variables:
      awards: &x
        type: integer
        label: {vi: giải thưởng, en: awards}
        question: {vi: Bao nhiêu giải?, en: How many awards?}
        unit: {vi: giải, en: awards}
        register: initiatives
    evidence:
      - {vi: Quyết định khen thưởng, en: Decision of award}
penalty:
  - key: breach
    code: "P1"
    label: {vi: Vi phạm, en: Breach}
    ground: {vi: Kết luận thanh tra, en: Conclusion of inspection}
    max: 3
    method: document
    owner_function: inspection
    rule: {kind: formula, expression: breaches}
    variables:
      breaches:
        type: integer
        label: {vi: vi phạm, en: breaches}
        question: {vi: Bao nhiêu vi phạm?, en: How many breaches?}
        unit: {vi: vụ, en: cases}
        register: inspections
    evidence:
      - {vi: Kết luận thanh tra, en: Conclusion}
""".replace(" &x", ""),
    "adjusted",
)
PLAN = {"completed": 45, "planned": 50}


def test_a_component_left_out_adds_nothing_and_its_maximum_stays():
    score = score_agency(TEMPLATE, {"1.1.3": PLAN})
    assert (score.points, score.assessable, score.index) == (
        Decimal("2.25"),
        Decimal("100.00"),
        Decimal("2.25"),
    )
    missing = score.components["plan_issued"]
    assert (missing.points, missing.status, missing.explanation) == (None, "missing", None)
    assert list(score.components) == [component.key for component in TEMPLATE.components]


def test_key_and_code_are_the_same_component():
    by_code = score_agency(TEMPLATE, {"1.1.3": PLAN})
    by_key = score_agency(TEMPLATE, {"plan_completion": PLAN})
    assert by_code.in_hundredths == by_key.in_hundredths


def test_not_applicable_leaves_points_and_maximum():
    no_cases = {"numerator": 0, "denominator": 0}
    score = score_agency(
        PORTAL,
        {"DOSSIER_ON_TIME": no_cases, "PUBLISH_ON_TIME": {"numerator": 1, "denominator": 2}},
    )
    assert score.components["DOSSIER_ON_TIME"].status == "not_applicable"
    assert (score.points, score.assessable) == (Decimal("3.00"), Decimal("80.00"))
    assert score.index == Decimal("3.75")


def test_the_index_is_rounded_half_up():
    # 0.02 of 80 points is 0.025 %.
    values = {
        "DOSSIER_ON_TIME": {"numerator": 0, "denominator": 0},
        "PUBLIC_CONTENT_FULL": {"numerator": 1, "denominator": 100},
    }
    assert score_agency(PORTAL, values).index == Decimal("0.03")


def test_no_index_where_nothing_is_assessable():
    only = load_framework_text(
        SMALL.replace("zero_denominator: zero", "zero_denominator: not_applicable")
        .replace("    max: 10", "    max: 4")
        .replace("total: 10", "total: 4")
        .split("      - key: issue")[0],
        "only",
    )
    score = score_agency(only, {"plan": {"done": 0, "planned": 0}})
    assert (score.points, score.assessable, score.index) == (0, 0, None)


def test_totals_are_sums_of_rounded_points():
    thirds = {"numerator": 1, "denominator": 3}
    score = score_agency(PORTAL, {"PUBLIC_UPDATE_ON_TIME": thirds, "PUBLIC_CONTENT_FULL": thirds})
    assert score.components["PUBLIC_UPDATE_ON_TIME"].points == Decimal("1.33")
    assert score.components["PUBLIC_CONTENT_FULL"].points == Decimal("0.67")
    assert score.points == Decimal("2.00")


@pytest.mark.parametrize(
    ("awards", "breaches", "points"),
    [(0, 0, "3.60"), (1, 0, "4.35"), (9, 0, "5.60"), (0, 1, "2.60"), (1, 9, "1.35")],
)
def test_bonus_and_penalty_stand_outside_with_their_caps(awards: int, breaches: int, points: str):
    score = score_agency(
        ADJUSTED,
        {
            "plan": {"done": 9, "planned": 10},
            "award": {"awards": awards},
            "P1": {"breaches": breaches},
        },
    )
    assert score.points == Decimal(points)
    assert score.assessable == 10
    assert score.index == Decimal(points) * 10
    assert "award" not in score.components
    assert score.adjustments["breach"].points == min(3, breaches)


def test_a_penalty_never_takes_points_under_zero():
    score = score_agency(ADJUSTED, {"breach": {"breaches": 9}})
    assert (score.points, score.index) == (0, 0)


def test_many_agencies_over_several_blocks_score_as_one_by_one():
    values = {
        f"agency {number}": {
            "1.1.3": {"completed": number % 51, "planned": 50},
            "1.2.1": {"missing_reports": number % 6},
        }
        for number in range(2 * BLOCK + 3)
    }
    scores = score_many(TEMPLATE, values)
    assert list(scores) == list(values)
    for agency in list(values)[:: BLOCK // 7]:
        assert scores[agency].in_hundredths == score_agency(TEMPLATE, values[agency]).in_hundredths


def test_no_agencies_give_no_scores():
    assert score_many(TEMPLATE, {}) == {}


def test_ties_share_a_rank_and_the_next_is_skipped():
    indexes = {"a": Decimal("90.1"), "b": Decimal("95"), "c": Decimal("90.10"), "d": Decimal("80")}
    assert rank(indexes) == {"a": 2, "b": 1, "c": 2, "d": 4}
    assert rank({}) == {}


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("65", "Khá"),
        ("50", "Trung bình"),
        ("0", "Yếu"),
    ],
)
def test_classes_by_thresholds(index: str, grade: str):
    found = classify(Decimal(index), TEMPLATE.grades)
    assert found is not None
    assert found.label.vi == grade


def test_without_thresholds_there_is_no_class():
    assert classify(Decimal(90), ()) is None
