"""Answers: the shape of rows, filters, and the very dossiers behind each number."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.dossiers import oracle

from parindex_dossiers.answers import Question, Row, indicators, indicators_of_each
from parindex_dossiers.behind import dossiers_behind, open_dossiers
from parindex_dossiers.catalogue import FROM_ELSEWHERE, INDICATORS
from parindex_dossiers.errors import DossiersRefused, EngineUnavailable, StoreEmpty
from parindex_dossiers.periods import parse_period, parts_of
from parindex_dossiers.places import DIMENSIONS
from parindex_dossiers.store import Store

Q2 = parse_period("2021-Q2")


def test_a_row_is_an_exact_ratio() -> None:
    row = Row("2021", "H48.12", "Sở", "3.4.1", 2, 3)
    assert row.to_json("agency") == {
        "period": "2021",
        "agency": "H48.12",
        "indicator": "3.4.1",
        "numerator": 2,
        "denominator": 3,
        "ratio": "0.6667",
        "agency_name": "Sở",
    }
    assert Row("2021", "", None, "3.4.1", 1, 8).ratio == Decimal("0.1250")
    assert Row("2021", "", None, "3.4.1", 0, 0).ratio is None


@pytest.mark.parametrize("by", DIMENSIONS)
def test_parts_add_up_to_the_whole(odd_store: Store, by: Any) -> None:
    whole = {row.indicator: row for row in indicators(odd_store, Question(Q2))}
    for code, row in whole.items():
        parts = indicators(odd_store, Question(Q2, by, codes=[code]))
        if code == "FORMALITY_PAID_ONLINE" and by != "procedure":
            continue  # a procedure may be counted in several places
        assert sum(part.numerator for part in parts) == row.numerator
        assert sum(part.denominator for part in parts) == row.denominator


@pytest.mark.parametrize("warm", [True, False])
def test_filters_narrow_as_cuts_do(odd_store: Store, warm: bool) -> None:
    cut = indicators(odd_store, Question(Q2, "unit"), warm=warm)
    narrowed = indicators(odd_store, Question(Q2, where={"unit": ["H48.02.01"]}), warm=warm)
    assert [(row.numerator, row.denominator) for row in narrowed] == [
        (row.numerator, row.denominator) for row in cut if row.place == "H48.02.01"
    ]
    assert [row.indicator for row in narrowed] == [
        indicator.code for indicator in INDICATORS if not indicator.ours
    ]


@pytest.mark.parametrize(
    "where", [{}, {"unit": ["H48.02.01"]}, {"channel": ["2"]}, {"unit": ["none"]}], ids=str
)
def test_months_asked_together_answer_as_each_alone(odd_store: Store, where: Any) -> None:
    months = parts_of(parse_period("2020-11..2021-12"), "month")
    periods = [*months, Q2, parse_period("2021-05-03..2021-05-20"), parse_period("2030-01")]
    for codes in (None, ["3.4.1", "ONLINE"]):
        together = indicators_of_each(odd_store, periods, where, codes)
        assert together == [
            indicators(odd_store, Question(period, where=where, codes=codes)) for period in periods
        ]
        assert len(together) == len(periods)


@pytest.mark.parametrize(
    "indicator", [entry.code for entry in INDICATORS if entry.of == "dossiers"]
)
def test_the_dossiers_behind_a_number_are_as_many_as_it_says(
    odd_store: Store, indicator: str
) -> None:
    where = {"agency": ["H48.03"], "channel": ["2"]}
    question = Question(Q2, where=where, codes=[indicator])
    row = indicators(odd_store, question)[0]
    for part, count in (
        ("numerator", row.numerator),
        ("denominator", row.denominator),
        ("rest", row.denominator - row.numerator),
    ):
        codes: list[str] = []
        while len(codes) < count:
            page = dossiers_behind(
                odd_store, question, indicator, part, offset=len(codes), limit=400
            )
            assert page.total == count
            assert page.dossiers
            codes += [dossier["code"] for dossier in page.dossiers]
        assert len(set(codes)) == count
        assert codes == sorted(codes)


def test_open_dossiers_late_and_soon_due(
    odd_store: Store, odd_dossiers: list[dict[str, Any]]
) -> None:
    at = datetime(2021, 12, 31, 17)
    late = open_dossiers(odd_store, at, late=True)
    soon = open_dossiers(odd_store, at, due_before=datetime(2022, 1, 3, 17))
    everything = open_dossiers(odd_store, at)
    taken_in = [
        row
        for row in odd_dossiers
        if row["TrangThaiHoSo"] not in oracle.TAKEN_IN_NOT
        and not row["NgayKetThucXuLy"]
        and not row["NgayTra"]
    ]
    assert everything.height == len(taken_in)
    assert 0 < late.height < everything.height
    assert soon["on_time_until"].is_between(at, datetime(2022, 1, 3, 17)).all()
    assert (late["on_time_until"] < at).all()


def test_what_cannot_be_answered_says_how_to_mend_it(odd_store: Store, tmp_path: Any) -> None:
    with pytest.raises(StoreEmpty, match="dossiers import"):
        indicators(Store(tmp_path), Question(Q2))
    with pytest.raises(DossiersRefused, match="Không có chỉ tiêu"):
        indicators(odd_store, Question(Q2, codes=[FROM_ELSEWHERE[0]]))
    with pytest.raises(EngineUnavailable, match="spark://"):
        indicators(odd_store, Question(Q2), engine="hadoop")


def test_a_period_before_all_dossiers_is_empty(odd_store: Store) -> None:
    for warm in (True, False):
        rows = indicators(odd_store, Question(parse_period("2015")), warm=warm)
        assert {(row.numerator, row.denominator) for row in rows} == {(0, 0)}


@pytest.mark.parametrize("warm", [True, False])
def test_a_place_that_no_dossier_has_is_empty(odd_store: Store, warm: bool) -> None:
    rows = indicators(odd_store, Question(Q2, where={"unit": ["H99"]}), warm=warm)
    assert {(row.numerator, row.denominator) for row in rows} == {(0, 0)}
    assert not indicators(odd_store, Question(Q2, "unit", {"unit": ["H99"]}), warm=warm)
