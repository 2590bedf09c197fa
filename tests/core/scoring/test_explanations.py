"""The arithmetic as it is written out for a person."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from parindex_core.framework import find_edition, load_framework, load_framework_text
from parindex_core.framework.sentences import rule_sentence
from parindex_core.scoring import score_component

TEMPLATE = load_framework(find_edition("department-template"))
PORTAL = load_framework(find_edition("qd766-2026"))
SMALL = (Path(__file__).parents[2] / "frameworks" / "small.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("reference", "values", "written"),
    [
        (
            "1.1.3",
            {"completed": 45, "planned": 50},
            "45/50 = 90,00 % ≥ 80 % nên 2,5 × 90 % = 2,25 điểm",
        ),
        ("1.1.3", {"completed": 39, "planned": 50}, "39/50 = 78,00 % < 80 % nên 0,00 điểm"),
        (
            "1.1.3",
            {"completed": 7_999_999, "planned": 10_000_000},
            "7.999.999/10.000.000 = 79,99999 % < 80 % nên 0,00 điểm",
        ),
        (
            "1.1.3",
            {"completed": 29, "planned": 30},
            "29/30 ≈ 96,67 % ≥ 80 % nên 2,5 × 29/30 ≈ 2,42 điểm",
        ),
        ("1.1.3", {"completed": 0, "planned": 0}, "không có trường hợp nào (0/0) nên 0,00 điểm"),
        (
            "1.4.2",
            {"resolved": 0, "found": 0},
            "không có trường hợp nào (0/0) nên được tối đa 0,75 điểm",
        ),
        (
            "3.4.2",
            {"early": 30, "settled": 100},
            "30/100 = 30,00 % nên 1 × 30 % ÷ 50 % = 0,60 điểm",
        ),
        (
            "3.4.2",
            {"early": 80, "settled": 100},
            "80/100 = 80,00 % ≥ 50 % nên được tối đa 1,00 điểm",
        ),
        (
            "1.6",
            {"on_time": 8, "late": 1, "assigned": 10},
            "(1 × 8 + 0,5 × 1)/10 = 85,00 % nên 2,5 × 85 % ≈ 2,13 điểm",
        ),
        ("1.2.1", {"missing_reports": 2}, "1 − 0,25 × 2 = 0,50 điểm"),
        ("1.2.1", {"missing_reports": 6}, "1 − 0,25 × 6 = −0,5, không dưới 0, nên 0,00 điểm"),
        ("1.1.1", {"issued": "late"}, "“sau thời hạn”: 0,25 điểm"),
        (
            "1.1.2",
            {"follows_superior_plan": 1, "assigns_owner_and_deadline": 0},
            "1 × 0,25 = 0,25 điểm",
        ),
        (
            "1.1.2",
            {"follows_superior_plan": 0, "assigns_owner_and_deadline": 0},
            "không nội dung nào đạt: 0,00 điểm",
        ),
        ("1.3.2", {"distinct_forms": 2}, "2 ≥ 2 nên 0,50 điểm"),
        ("1.3.2", {"distinct_forms": 1}, "1 < 2 nên 0,00 điểm"),
        ("1.4.1", {"inspected": 1, "total": 7}, "1/7 ≈ 14,29 % < 20 % nên 0,00 điểm"),
        ("4.2", {"used": 31, "assigned": 30}, "31/30 ≈ 103,33 % > 100 % nên 0,00 điểm"),
    ],
)
def test_arithmetic_in_vietnamese(reference: str, values: dict, written: str):
    explanation = score_component(TEMPLATE.component(reference), values).explanation
    assert explanation is not None
    assert explanation.arithmetic.vi == written


def test_arithmetic_in_english():
    score = score_component(TEMPLATE.component("1.1.3"), {"completed": 4500, "planned": 5000})
    assert score.explanation is not None
    assert (
        score.explanation.arithmetic.en
        == "4,500/5,000 = 90.00 % ≥ 80 % so 2.5 × 90 % = 2.25 points"
    )


def test_not_applicable_is_said():
    score = score_component(PORTAL.component("DOSSIER_ON_TIME"), {"numerator": 0, "denominator": 0})
    assert score.explanation is not None
    assert "không áp dụng" in score.explanation.arithmetic.vi


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        (
            "if total > 0 then used / total else 0",
            "(nếu 8 > 0 thì 2 ÷ 8 ngược lại 0) = 0,25 nên 0,25 điểm",
        ),
        ("min(used, total) × 10%", "min(2; 8) × 10 % = 0,2 nên 0,20 điểm"),
        ("used - total", "2 − 8 = −6, không dưới 0, nên 0,00 điểm"),
        ("used × total", "2 × 8 = 16, không quá 1, nên 1,00 điểm"),
    ],
)
def test_a_formula_with_its_values(expression: str, written: str):
    text = SMALL.replace("if total > 0 then used / total else 0", expression)
    component = load_framework_text(text, "formula").component("formula")
    explanation = score_component(component, {"used": 2, "total": 8}).explanation
    assert explanation is not None
    assert explanation.arithmetic.vi == written


def test_the_rule_is_a_sentence_and_the_inputs_are_named():
    score = score_component(TEMPLATE.component("1.1.3"), {"completed": 45, "planned": 50})
    explanation = score.explanation
    assert explanation is not None
    assert explanation.rule.vi == (
        "Tỷ lệ “nhiệm vụ của kế hoạch đã hoàn thành” trên “nhiệm vụ theo kế hoạch”: đạt 100 % "
        "được 2,5 điểm, thấp hơn tính theo tỷ lệ; dưới 80 % được 0 điểm. "
        "Không có “nhiệm vụ theo kế hoạch” thì được 0 điểm."
    )
    assert [(item.name, item.text.vi) for item in explanation.inputs] == [
        ("completed", "45"),
        ("planned", "50"),
    ]


@pytest.mark.parametrize("edition", [TEMPLATE, PORTAL], ids=lambda edition: edition.key)
def test_sentences_of_all_rules_end_and_hold_no_keys(edition):
    for component in edition.components:
        sentence = rule_sentence(component)
        assert sentence.vi.endswith(".")
        assert sentence.en.endswith(".")
        assert not re.search(r"[a-z]+_[a-z]+", sentence.vi + sentence.en)
        assert str(Decimal(component.max)).replace(
            ".", ","
        ) in sentence.vi or component.rule.kind in ("choice", "checklist", "steps")
