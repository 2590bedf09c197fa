"""The portal's figures: both JSON shapes, differences from ours, points to the hundredth."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from parindex_core.framework import find_edition, load_framework
from parindex_core.scoring import score_agency
from parindex_core.vietnamese.numbers import round_half_up
from parindex_dossiers.answers import Question, Row, indicators
from parindex_dossiers.catalogue import FROM_ELSEWHERE, INDICATOR_BY_CODE, INDICATORS
from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.periods import parse_period
from parindex_dossiers.portal import (
    PortalFigure,
    compare_with_portal,
    read_portal,
    score_rows,
    values_of,
)
from parindex_dossiers.store import Store

QD766 = load_framework(find_edition("qd766-2026"))
TEMPLATE = load_framework(find_edition("department-template"))
OBSERVATIONS = Path(__file__).parent.parent / "frameworks" / "observations"


def observed(name: str) -> list[dict[str, str]]:
    """Rows of a published table."""
    with (OBSERVATIONS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def points_of(ratios: dict[str, tuple[int, int]]) -> dict[str, Decimal | None]:
    """The framework's points of what a published table counts, by code."""
    values = {
        code: {"numerator": top, "denominator": bottom} for code, (top, bottom) in ratios.items()
    }
    scored = score_agency(QD766, values).components
    return {code: scored[code].points for code in ratios}


@pytest.mark.parametrize("row", observed("qd766-ratio-indicators.csv"), ids=str)
def test_published_ratios_come_out_to_the_hundredth(row: dict[str, str]) -> None:
    code, numerator, denominator = row["indicator"], int(row["numerator"]), int(row["denominator"])
    points = points_of({code: (numerator, denominator)})[code]
    assert points == round_half_up(Decimal(row["score"]), 2)
    if code in INDICATOR_BY_CODE:
        ours = Row("2026", row["unit"], None, code, numerator, denominator)
        assert score_rows(QD766, [ours]).components[code].points == points


@pytest.mark.parametrize("row", observed("qd766-online-payment.csv"), ids=str)
def test_published_payments_come_out_to_the_hundredth(row: dict[str, str]) -> None:
    counts = {
        "FORMALITY_PAYMENT_OFFERED": ("formalities_offered_on_portal", "formalities_with_fee"),
        "FORMALITY_PAID_ONLINE": ("formalities_paid_online", "formalities_with_fee"),
        "DOSSIER_PAID_ONLINE": ("paid_online_dossiers", "dossiers_with_fee"),
    }
    points = points_of(
        {code: (int(row[top]), int(row[bottom])) for code, (top, bottom) in counts.items()}
    )
    total = sum((points[code] or Decimal(0) for code in counts), Decimal(0))
    assert total == round_half_up(Decimal(row["score"]), 2)


METRICS = [
    {
        "code": "DOSSIER_ON_TIME",
        "numerator": 156,
        "denominator": 161,
        "ratio": 96.89,
        "score": 19.38,
        "maxScore": 20,
    },
    {"code": "DOSSIER_SYNC", "numerator": None, "denominator": None, "score": None, "maxScore": 6},
]
SHAPES = {
    "evaluation": {"agencyName": "Văn phòng UBND Tỉnh", "evaluation": [{"metrics": METRICS}]},
    "children": {"name": "tỉnh", "children": [{"name": "Văn phòng UBND Tỉnh", "metrics": METRICS}]},
    "list": [{"name": "Văn phòng UBND Tỉnh", "evaluation": [{"metrics": METRICS}]}],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_the_portal_are_read(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "portal.json"
    path.write_text(json.dumps(SHAPES[shape], ensure_ascii=False), encoding="utf-8")
    assert read_portal(path) == [
        PortalFigure(
            "Văn phòng UBND Tỉnh", "DOSSIER_ON_TIME", 156, 161, Decimal("19.38"), Decimal(20)
        ),
        PortalFigure("Văn phòng UBND Tỉnh", "DOSSIER_SYNC", None, None, None, Decimal(6)),
    ]


@pytest.mark.parametrize("content", ["[]", "nothing", '{"metrics": [{"code": "A", "score": "x"}]}'])
def test_what_is_no_answer_of_the_portal_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "portal.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ExportUnreadable):
        read_portal(path)


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ('{"code": "A", "numerator": Infinity}', "“Infinity” không phải"),
        ('{"code": "A", "numerator": NaN}', "“NaN” không phải"),
        ('{"code": "A", "denominator": 1e999999999}', "không phải một con số"),
        ('{"code": "A", "numerator": -1}', "“-1” không phải số nguyên"),
        ('{"code": "A", "numerator": 1.5}', "“1.5” không phải số nguyên"),
        ('{"code": "A", "numerator": true}', "“True” không phải"),
        ('{"code": "A", "numerator": [1]}', "không phải một con số"),
        ('{"code": "A", "score": 1001}', "không phải điểm từ 0 đến 1000"),
        ('{"code": "' + "A" * 61 + '"}', "quá dài"),
        ('{"code": "A", "numerator": ' + "9" * 5000 + "}", "không phải JSON như Cổng"),
        ("[" * 50_000, "không phải JSON như Cổng"),
        ('{"code": ', "hỏng từ dòng 1, ký tự"),
    ],
)
def test_what_is_no_figure_is_said_in_words(tmp_path: Path, metric: str, said: str) -> None:
    path = tmp_path / "portal.json"
    path.write_text(f'{{"evaluation": [{{"metrics": [{metric}]}}]}}', encoding="utf-8")
    with pytest.raises(ExportUnreadable) as refused:
        read_portal(path)
    assert said in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize("metrics", ["5", "true", '"x"', "{}", "[5, null]", '[{"code": ""}]'])
def test_metrics_that_are_no_list_of_figures_are_none(tmp_path: Path, metrics: str) -> None:
    path = tmp_path / "portal.json"
    path.write_text(f'{{"children": [{{"metrics": {metrics}}}]}}', encoding="utf-8")
    with pytest.raises(ExportUnreadable, match="không có chỉ tiêu nào"):
        read_portal(path)


def test_differences_stand_beside_each_other() -> None:
    figures = [
        PortalFigure("A", "DOSSIER_ON_TIME", 156, 161, Decimal("19.38"), Decimal(20)),
        PortalFigure("A", "DOSSIER_SYNC", 5, 5, Decimal(6), Decimal(6)),
        PortalFigure("A", "DOSSIER_PAID_ONLINE", 1, 2, Decimal(3), Decimal(6)),
    ]
    rows = [
        Row("2026", "A", None, "DOSSIER_ON_TIME", 157, 161),
        Row("2026", "A", None, "DOSSIER_PAID_ONLINE", 1, 2),
        Row("2026", "A", None, "REUSED_DIGITIZED_DATA", 1, 2),
    ]
    found = {
        entry.code: (entry.ours, entry.portal, entry.our_points, entry.portal_points, entry.agrees)
        for entry in compare_with_portal(QD766, rows, figures)
    }
    assert found == {
        "DOSSIER_SYNC": (None, (5, 5), None, Decimal(6), False),
        "DOSSIER_ON_TIME": ((157, 161), (156, 161), Decimal("19.50"), Decimal("19.38"), False),
        "REUSED_DIGITIZED_DATA": ((1, 2), None, Decimal("1.25"), None, False),
        "DOSSIER_PAID_ONLINE": ((1, 2), (1, 2), Decimal("3.00"), Decimal(3), True),
    }


def test_every_code_of_decision_766_comes_from_dossiers_or_says_that_it_does_not() -> None:
    codes = {component.code for component in QD766.components}
    from_dossiers = {entry.code for entry in INDICATORS if entry.code in codes}
    assert from_dossiers | set(FROM_ELSEWHERE) == codes
    assert not from_dossiers & set(FROM_ELSEWHERE)


@pytest.mark.parametrize("framework", [TEMPLATE, QD766], ids=["template", "766"])
def test_indicators_carry_the_variables_that_the_framework_asks_for(framework: object) -> None:
    components = {component.code: component for component in framework.components}  # pyright: ignore[reportAttributeAccessIssue]
    shared = [entry for entry in INDICATORS if entry.code in components]
    assert len(shared) >= 6
    for entry in shared:
        named = {variable.name for variable in components[entry.code].variables}
        assert set(entry.variables) == named


def test_indicators_are_scored_by_the_template(odd_store: Store) -> None:
    rows = indicators(odd_store, Question(parse_period("2021")))
    scored = score_rows(TEMPLATE, rows)
    values = values_of(TEMPLATE, rows)
    assert len(values) == 6
    statuses = {key: scored.components[key].status for key in values}
    assert statuses == dict.fromkeys(values, "scored")
