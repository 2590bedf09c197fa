"""The engines against the slow oracle on 100,000 dossiers with every oddity."""

from datetime import date
from typing import Any

import pytest
from tests.dossiers import oracle
from tests.dossiers.odd_rows import LIMITS, ON_PAPER

from parindex_core.vietnamese.working_days import WorkingCalendar
from parindex_dossiers.answers import Question, Row, indicators
from parindex_dossiers.periods import parse_period
from parindex_dossiers.store import Store

PERIODS = {
    "2021": (date(2021, 1, 1), date(2021, 12, 31)),
    "2021-Q2": (date(2021, 4, 1), date(2021, 6, 30)),
    "2021-04": (date(2021, 4, 1), date(2021, 4, 30)),
    "2021-02-10..2021-05-03": (date(2021, 2, 10), date(2021, 5, 3)),
    "2022-01": (date(2022, 1, 1), date(2022, 1, 31)),
    # Still running: nothing is recorded after its last day.
    "2021-06-01..2022-06-17": (date(2021, 6, 1), date(2022, 6, 17)),
}


def as_table(rows: list[Row]) -> dict[tuple[str, str], tuple[int, int]]:
    """Rows by unit and indicator."""
    return {(row.place, row.indicator): (row.numerator, row.denominator) for row in rows}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("warm", [True, False], ids=["cube", "dossiers"])
def test_the_engine_agrees_with_the_oracle(
    odd_store: Store, odd_dossiers: list[dict[str, Any]], period: str, warm: bool
) -> None:
    question = Question(parse_period(period), "unit", codes=oracle.INDICATORS)
    expected = oracle.counts(odd_dossiers, *PERIODS[period], WorkingCalendar(), LIMITS, ON_PAPER)
    counted = as_table(indicators(odd_store, question, warm=warm))
    # A unit without a dossier in the period may stand in the cube with zeros.
    assert {key: value for key, value in counted.items() if key in expected} == expected
    assert all(value == (0, 0) for key, value in counted.items() if key not in expected)


def test_the_oddities_occur(odd_dossiers: list[dict[str, Any]]) -> None:
    """The agreement would be worth little if an oddity were missing."""
    calendar = WorkingCalendar()
    taken_in = [row for row in odd_dossiers if row["TrangThaiHoSo"] not in (1, 3)]
    ends = [(row, row["NgayKetThucXuLy"] or row["NgayTra"]) for row in taken_in]
    oddities = {
        "no appointment": [row for row in taken_in if row["NgayHenTra"] is None],
        "two supplements": [row for row in taken_in if row["SoLanBoSung"] == 2],
        "withdrawn": [row for row in taken_in if row["TrangThaiHoSo"] == 7],
        "open at the end of 2021": [row for row, end in ends if end is None],
        "ended on a day off": [
            row for row, end in ends if end and not calendar.is_working_day(end.date())
        ],
        "waiting at the end": [
            row
            for row, end in ends
            if end is None and row["NgayYeuCauBoSung"] and not row["NgayHoanThanhBoSung"]
        ],
        "ended while waiting": [
            row
            for row, end in ends
            if end and row["NgayYeuCauBoSung"] and row["NgayHoanThanhBoSung"] is None
        ],
        "asked before reception": [
            row
            for row in taken_in
            if row["NgayYeuCauBoSung"] and row["NgayYeuCauBoSung"] < row["NgayTiepNhan"]
        ],
    }
    assert {name: len(rows) > 300 for name, rows in oddities.items()} == dict.fromkeys(
        oddities, True
    )
