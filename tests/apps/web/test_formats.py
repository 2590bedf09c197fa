"""Numbers and dates in the page's language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from parindex.web.templatetags import formats


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("vi", Decimal("2.25"), "2,25"),
        ("en", Decimal("2.25"), "2.25"),
        ("vi", Decimal(14), "14,00"),
        ("vi", Fraction(1, 8), "0,13"),
        ("vi", None, "–"),
    ],
)
def test_points(language: str, value: Decimal | None, shown: str) -> None:
    with translation.override(language):
        assert formats.points(value) == shown


@pytest.mark.parametrize(("language", "shown"), [("vi", "1.234,56"), ("en", "1,234.56")])
def test_number(language: str, shown: str) -> None:
    with translation.override(language):
        assert formats.number(Decimal("1234.56")) == shown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_plain_is_the_same_in_every_language(language: str) -> None:
    with translation.override(language):
        assert formats.plain(Decimal("1234.50")) == "1234.50"
        assert formats.plain(None) == ""


def test_dates() -> None:
    day = date(2021, 5, 27)
    with translation.override("vi"):
        assert formats.vndate(day) == "27/5/2021"
        assert formats.longdate(day) == "ngày 27 tháng 5 năm 2021"
        assert formats.vndate(None) == "–"
    with translation.override("en"):
        assert formats.longdate(day) == "27 May 2021"


def test_moments_are_in_the_office_time_zone() -> None:
    late_evening = datetime(2021, 5, 26, 18, 5, tzinfo=UTC)
    assert formats.moment(late_evening) == "01:05 27/5/2021"
    assert formats.vndate(late_evening) == "27/5/2021"
