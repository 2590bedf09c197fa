"""Periods as people write them."""

from datetime import date, datetime

import pytest

from parindex_dossiers.errors import PeriodUnreadable
from parindex_dossiers.periods import parse_period, parts_of


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), (24252, 24263)),
        ("2021-Q3", date(2021, 7, 1), date(2021, 9, 30), (24258, 24260)),
        ("2020-2", date(2020, 2, 1), date(2020, 2, 29), (24241, 24241)),
        ("2021-01..2021-05", date(2021, 1, 1), date(2021, 5, 31), (24252, 24256)),
        ("2021-01-15..2021-05-20", date(2021, 1, 15), date(2021, 5, 20), None),
        ("2021..2022-Q1", date(2021, 1, 1), date(2022, 3, 31), (24252, 24266)),
        ("2021-ytd", date(2021, 1, 1), date(2021, 9, 26), None),
        ("2021-05-27", date(2021, 5, 27), date(2021, 5, 27), None),
    ],
)
def test_ways_to_write_a_period(
    text: str, first: date, last: date, months: tuple[int, int] | None
) -> None:
    period = parse_period(text, today=date(2021, 9, 26))
    assert (period.first, period.last, period.whole_months) == (first, last, months)


@pytest.mark.parametrize("text", ["", "2021-13", "2021-Q5", "2021-05..2021-01", "năm nay", "21"])
def test_what_is_no_period_is_refused_with_the_ways_to_write_one(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="2021-Q3"):
        parse_period(text)


def test_a_period_is_all_its_days() -> None:
    span = parse_period("2021-Q1").span
    assert (span.start, span.stop) == (datetime(2021, 1, 1), datetime(2021, 4, 1))


def test_a_running_period_ends_today() -> None:
    assert parse_period("2021").until(date(2021, 9, 26)).last == date(2021, 9, 26)
    assert parse_period("2020").until(date(2021, 9, 26)).last == date(2020, 12, 31)


def test_a_period_cut_into_months_and_quarters_keeps_its_ends() -> None:
    parts = parts_of(parse_period("2021-01-15..2021-04-20"), "month")
    assert [(part.text, part.first, part.last) for part in parts] == [
        ("2021-01", date(2021, 1, 15), date(2021, 1, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31)),
        ("2021-04", date(2021, 4, 1), date(2021, 4, 20)),
    ]
    assert [part.text for part in parts_of(parse_period("2021"), "quarter")] == [
        f"2021-Q{quarter}" for quarter in (1, 2, 3, 4)
    ]
